"""Addresses of the board."""

from django.urls import path

from minsheng.faces.board.views import overview, pledge, policy, runs

urlpatterns = [
    path("", overview.overview, name="board"),
    path("pledges/<str:key>/", pledge.pledge, name="board_pledge"),
    path("policies/<str:key>/", policy.policy, name="board_policy"),
    path("runs/", runs.runs, name="board_runs"),
    path("runs/<str:token>/", runs.run, name="board_run"),
]
