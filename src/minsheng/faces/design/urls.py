"""Addresses of the shared pages."""

from django.urls import path

from minsheng.faces.design import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("language/", views.language, name="set_language"),
    path("design/", views.gallery, name="gallery"),
    path("health/live", views.alive, name="alive"),
    path("health/ready", views.ready, name="ready"),
]
