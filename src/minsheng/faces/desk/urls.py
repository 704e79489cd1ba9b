"""Addresses of the desk."""

from django.urls import path

from minsheng.faces.desk.views import case, why, work

urlpatterns = [
    path("", work.work, name="work"),
    path("cases/<str:token>/", case.case, name="case"),
    path("cases/<str:token>/take/", case.take, name="take_case"),
    path("cases/<str:token>/do/<str:verb_key>/", case.do_verb, name="do_verb"),
    path("why/<str:household_token>/<str:policy>/", why.why, name="why"),
]
