"""Addresses of the board."""

from django.urls import path

from minsheng.faces.board.views import overview, pledge, policy, runs, simulations

urlpatterns = [
    path("", overview.overview, name="board"),
    path("pledges/<str:key>/", pledge.pledge, name="board_pledge"),
    path("policies/<str:key>/", policy.policy, name="board_policy"),
    path("runs/", runs.runs, name="board_runs"),
    path("runs/<str:token>/", runs.run, name="board_run"),
    path("simulations/", simulations.simulations, name="board_simulations"),
    path("simulations/file/", simulations.simulation_from_file, name="board_simulation_file"),
    path("simulations/curve/", simulations.curve, name="board_curve"),
    path("simulations/new/<str:key>/", simulations.new_simulation, name="board_simulation_new"),
    path("simulations/<str:token>/", simulations.simulation, name="board_simulation"),
    path("simulations/<str:token>/files/", simulations.simulation_files, name="board_simulation_files"),
]
