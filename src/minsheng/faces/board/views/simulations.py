"""What if: choose a policy, change its parameters, let the worker evaluate everybody, read and take the answer."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from minsheng.engines.policy.simulate_reform import ReformError
from minsheng.faces.board.curves import STEP_YUAN, TO_YUAN, HouseholdForm, curve_of
from minsheng.faces.board.reform_form import ReformFileForm, ReformForm
from minsheng.faces.board.simulations import answer_of, asked_before, run_to_ask
from minsheng.kernel.entitlements import what_if_files
from minsheng.kernel.entitlements.actions import simulate
from minsheng.kernel.entitlements.models import Run, Simulation
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, programmes
from minsheng.kernel.staff.access import Audience, Scope, open_to

ANALYSTS = (Role.ANALYST, Role.LEADER)
ON_A_PAGE = 20
SECONDS_BETWEEN_LOOKS = 3


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_GET
def simulations(request: HttpRequest) -> HttpResponse:
    """Everything that was asked, newest first, and the policies one may ask about."""
    page = Paginator(asked_before(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "run": run_to_ask(),
        "programmes": [card for card in programmes().values() if card.rulebook.policies],
    }
    return render(request, "board/simulations.html", context)


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_http_methods(["GET", "POST"])
def new_simulation(request: HttpRequest, key: str) -> HttpResponse:
    """A form made from the parameters of one policy."""
    policy = policies().get(key)
    if policy is None:
        raise Http404(f"There is no policy {key!r}.")
    run = run_to_ask()
    if run is None:
        return redirect("board_simulations")
    form = ReformForm(request.POST or None, policy=policy, on=run.on)
    if request.method == "POST" and form.is_valid():
        asked = _ask(request, form, form.reform(), run)
        if asked is not None:
            return redirect("board_simulation", token=asked.token)
    context = {"policy": policy, "form": form, "run": run}
    return render(request, "board/simulation_new.html", context, status=422 if form.errors else 200)


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_http_methods(["GET", "POST"])
def simulation_from_file(request: HttpRequest) -> HttpResponse:
    """A whole reform file, with changed conditions too."""
    run = run_to_ask()
    if run is None:
        return redirect("board_simulations")
    form = ReformFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = _ask(request, form, form.cleaned_data["file"], run)
        if asked is not None:
            return redirect("board_simulation", token=asked.token)
    context = {"form": form, "run": run}
    return render(request, "board/simulation_file.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, form: Any, text: str, run: Run) -> Simulation | None:
    try:
        return simulate.ask(text, run=run, by=request.user, at=timezone.now())
    except ReformError as problem:
        for line in str(problem).splitlines():
            form.add_error(None, line)
        return None


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_GET
def curve(request: HttpRequest) -> HttpResponse:
    """How the benefits of an invented household end as one wage rises; a hundred evaluations of one household."""
    on = timezone.localdate()
    form = HouseholdForm(request.GET if request.GET else HouseholdForm.usual())
    found = None
    if form.is_valid():
        points = form.household().curve(
            parameters_of_this_city(), on=on, to_yuan=TO_YUAN, step_yuan=STEP_YUAN
        )
        found = curve_of(points)
    context = {"form": form, "curve": found, "on": on}
    return render(request, "board/curve.html", context, status=200 if found else 422)


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_GET
def simulation(request: HttpRequest, token: str) -> HttpResponse:
    """One simulation: waiting, or its answer."""
    found = get_object_or_404(Simulation.objects.select_related("run", "asked_by"), token=token)
    context = {
        "simulation": found,
        "answer": answer_of(found.answer) if found.answer else None,
    }
    response = render(request, "board/simulation.html", context)
    if found.is_open:
        # Without a script too, the page looks again by itself.
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@open_to(Audience.STAFF, scope=Scope.AGGREGATE, roles=ANALYSTS)
@require_GET
def simulation_files(request: HttpRequest, token: str) -> HttpResponse:
    """The report as files: to read, for programs, and as tables."""
    found = get_object_or_404(Simulation, token=token, state=Simulation.State.DONE)
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    packed = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in what_if_files.write(found.answer or {}, Path(folder), language=language):
            archive.write(path, path.name)
        archive.writestr("reform.yaml", found.reform)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="simulation-{found.token}.zip"'
    return response
