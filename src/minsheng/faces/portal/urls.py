"""Addresses of the portal."""

from django.urls import path

from minsheng.faces.portal.views import check, home

urlpatterns = [
    path("", home.home, name="home"),
    path("check/", check.start, name="check"),
    path("check/questions/", check.questions, name="check_questions"),
]
