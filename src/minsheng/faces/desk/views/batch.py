"""One file: what would be imported and what not, and what may be done with it: correct, commit, discard, undo."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.design.language import language, spoken
from minsheng.faces.desk import imports as reading
from minsheng.faces.desk.import_forms import column_choices, fields_of, meanings_told
from minsheng.faces.desk.staff import StaffRequest
from minsheng.faces.desk.views.imports import LOOKERS, visible_batches
from minsheng.kernel.intake.actions.commit import commit
from minsheng.kernel.intake.actions.discard import discard
from minsheng.kernel.intake.actions.permission import must_hold_a_post
from minsheng.kernel.intake.actions.preview import Sent, preview
from minsheng.kernel.intake.actions.remember import remember_columns
from minsheng.kernel.intake.actions.undo import undo
from minsheng.kernel.intake.kinds import IMPORTERS, sheet_kinds
from minsheng.kernel.intake.models import Batch
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.refusing import IntakeRefusedError, NoPostForThisError
from minsheng.kernel.intake.stored import workbook_of_rejected_rows
from minsheng.kernel.staff.access import Audience, Scope, open_to

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=LOOKERS)
def batch(request: StaffRequest, token: str) -> HttpResponse:
    """Show a file and what became of its rows. The rows themselves are for those who may import them."""
    return _page(request, _visible(request, token))


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def rejected(request: StaffRequest, token: str) -> HttpResponse:
    """Return the workbook of the rows that were not taken, for the bureau to correct."""
    shown = _visible(request, token)
    if not _may_handle(request, shown) or not shown.rejected_rows.exists():
        raise Http404
    content = workbook_of_rejected_rows(shown, language=language())
    name = _("未导入的行") + f"-{shown.previewed_at:%Y%m%d}.xlsx"
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = (
        f"attachment; filename=\"rejected-rows.xlsx\"; filename*=UTF-8''{quote(name)}"
    )
    return answer


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def correct_columns(request: StaffRequest, token: str) -> HttpResponse:
    """Remember what columns mean and look at the same file again."""
    shown = _visible(request, token)
    told = meanings_told(request.POST, column_choices(shown.columns))
    if not told or shown.content is None:
        messages.warning(request, _("没有改动。请选定每一列是什么，再保存。"))
        return redirect("batch", token=token)
    at, on = timezone.now(), timezone.localdate()
    sent = Sent(
        content=shown.content, file_name=shown.file_name, as_of=shown.as_of, kind=shown.kind,
        control_total=shown.control_total, is_whole_roll=shown.is_whole_roll,
    )  # fmt: skip
    try:
        remember_columns(shown.source, kind=shown.kind, meanings=told, by=request.user, at=at)
        again = preview(sent, source=shown.source, by=request.user, at=at, on=on)
    except FileRefusedError as error:
        return _page(request, shown, status=422, errors=reading.sentences(error.problems))
    except IntakeRefusedError as problem:
        return _page(request, shown, status=422, errors=[spoken(problem.text)])
    messages.success(request, _("已记住，并重新读了一遍。"))
    return redirect("batch", token=again.token)


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def commit_batch(request: StaffRequest, token: str) -> HttpResponse:
    """Write the accepted rows into the register, all or none."""
    leaving_out = request.POST.get("leaving_out") == "yes"
    return _act(
        request, token, _("已导入。"),
        lambda shown: commit(shown, by=request.user, at=timezone.now(), leaving_out_rejected=leaving_out),
    )  # fmt: skip


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def discard_batch(request: StaffRequest, token: str) -> HttpResponse:
    """Give a file up; it is deleted, nothing of it was imported."""
    return _act(
        request, token, _("已放弃，文件已删除，什么都没有导入。"),
        lambda shown: discard(shown, by=request.user, at=timezone.now()),
    )  # fmt: skip


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def undo_batch(request: StaffRequest, token: str) -> HttpResponse:
    """Take a committed file back, with a reason."""
    because = request.POST.get("because", "")
    return _act(
        request, token, _("已撤销，登记册恢复到导入以前。"),
        lambda shown: undo(shown, by=request.user, at=timezone.now(), because=because),
    )  # fmt: skip


def _act(request: StaffRequest, token: str, said: str, act: Callable[[Batch], Batch]) -> HttpResponse:
    shown = _visible(request, token)
    try:
        act(shown)
    except IntakeRefusedError as problem:
        return _page(request, _visible(request, token), status=422, errors=[spoken(problem.text)])
    messages.success(request, said)
    return redirect("batch", token=token)


def _visible(request: StaffRequest, token: str) -> Batch:
    seen = visible_batches(request)
    found: Batch = get_object_or_404(
        seen.select_related("source", "division", "previewed_by", "committed_by"), token=token
    )
    return found


def _may_handle(request: StaffRequest, shown: Batch) -> bool:
    try:
        must_hold_a_post(
            request.user, division_code=shown.division_id, kind=shown.kind, on=timezone.localdate()
        )
    except NoPostForThisError:
        return False
    return True


def _page(
    request: StaffRequest, shown: Batch, status: int = 200, errors: list[str] | None = None
) -> HttpResponse:
    may_handle = _may_handle(request, shown)
    kind = sheet_kinds().get(shown.kind)
    context = {
        "batch": shown,
        "kind_title": reading.kind_title(shown.kind),
        "state": reading.STATES[Batch.State(shown.state)],
        "tone": reading.TONES[Batch.State(shown.state)],
        "may_handle": may_handle,
        "errors": errors or [],
        "columns": column_choices(shown.columns),
        "fields": fields_of(kind) if kind is not None else [],
        "rejected_rows": reading.rejected_rows(shown) if may_handle else [],
        "has_rejected_rows": may_handle and shown.rejected_rows.exists(),
        "notes": reading.notes(shown),
        "set_aside": reading.set_aside(shown),
        "outcome": reading.outcome_rows(shown),
    }
    return render(request, "desk/imports/batch.html", context, status=status)
