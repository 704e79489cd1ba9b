"""Addresses of the portal."""

from django.urls import path

from minsheng.faces.portal.views import catalogue, check, home, my, pledges, wrong

urlpatterns = [
    path("", home.home, name="home"),
    path("check/", check.start, name="check"),
    path("check/questions/", check.questions, name="check_questions"),
    path("my/", my.my, name="my"),
    path("my/why/<str:policy>/", my.why, name="my_why"),
    path("my/why/<str:policy>/<str:token>/", my.why, name="my_why_member"),
    path("my/apply/<str:policy>/", my.apply, name="my_apply"),
    path("my/apply/<str:policy>/<str:token>/", my.apply, name="my_apply_member"),
    path("my/wrong/<str:fact>/", wrong.wrong, name="my_wrong"),
    path("my/wrong/<str:fact>/<str:token>/", wrong.wrong, name="my_wrong_member"),
    path("my/cases/<str:token>/", my.case, name="my_case"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<str:key>/", catalogue.policy, name="catalogue_policy"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("pledges/<str:key>/", pledges.pledge, name="pledge"),
]
