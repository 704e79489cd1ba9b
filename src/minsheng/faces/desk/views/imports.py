"""Bringing a bureau's file in: upload it, see what would be imported, say what its columns mean."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minsheng.faces.design.language import spoken
from minsheng.faces.desk.import_forms import ColumnChoice, UploadForm, fields_of, meanings_told
from minsheng.faces.desk.import_headers import headers_to_explain
from minsheng.faces.desk.imports import sentences
from minsheng.faces.desk.staff import StaffRequest
from minsheng.kernel.intake.actions.preview import Sent, preview
from minsheng.kernel.intake.actions.remember import remember_columns
from minsheng.kernel.intake.kinds import IMPORTERS, sheet_kinds
from minsheng.kernel.intake.models import Batch, BatchQuerySet, Source
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.limits import DEFAULT
from minsheng.kernel.intake.refusing import IntakeRefusedError
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.access import Audience, Scope, holds_a_post, open_to

LINES_ON_A_PAGE = 15
LOOKERS = (*IMPORTERS, Role.AUDITOR)
MOST_COLUMNS_TOLD = 500


@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=LOOKERS)
def imports(request: StaffRequest) -> HttpResponse:
    """Show what was imported, and take a new file."""
    if request.method == "POST":
        return _upload(request)
    return _page(request, UploadForm(user=request.user, on=timezone.localdate()))


@require_POST
@open_to(Audience.STAFF, scope=Scope.DIVISION, roles=IMPORTERS)
def explain_columns(request: StaffRequest, source_token: str, kind: str) -> HttpResponse:
    """Remember what the columns of a refused file mean. The file was not kept; it is uploaded again."""
    own = Source.objects.visible_to(request.user, on=timezone.localdate(), roles=IMPORTERS)
    source: Source = get_object_or_404(own, token=source_token)
    if kind not in sheet_kinds():
        raise Http404
    columns = [
        ColumnChoice(number, key, key, request.POST.get(f"was-{number}", ""), "")
        for number in range(MOST_COLUMNS_TOLD)
        if (key := request.POST.get(f"key-{number}"))
    ]
    told = meanings_told(request.POST, columns)
    if not told:
        messages.warning(request, _("没有改动。请选定每一列是什么，再保存。"))
        return redirect("imports")
    try:
        remember_columns(source, kind=kind, meanings=told, by=request.user, at=timezone.now())
    except IntakeRefusedError as problem:
        messages.error(request, spoken(problem.text))
    else:
        messages.success(
            request, _("已记住“%(source)s”的列。请再上传一次这个文件。") % {"source": source.name}
        )
    return redirect("imports")


def _upload(request: StaffRequest) -> HttpResponse:
    if not holds_a_post(request.user, IMPORTERS):
        return _page(request, UploadForm(user=request.user, on=timezone.localdate()), status=403)
    on = timezone.localdate()
    form = UploadForm(request.POST, request.FILES, user=request.user, on=on)
    if not form.is_valid():
        return _page(request, form, status=422)
    sent = _sent(form)
    source = form.chosen_source()
    try:
        batch = preview(sent, source=source, by=request.user, at=timezone.now(), on=on)
    except FileRefusedError as error:
        return _refused(request, form, sent, source, error)
    except IntakeRefusedError as problem:
        form.add_error(None, spoken(problem.text))
        return _page(request, form, status=422)
    if batch.is_committed:
        messages.warning(request, _("这个文件以前导入过，没有重复导入。要重新导入，先撤销那一次。"))
    return redirect("batch", token=batch.token)


def _sent(form: UploadForm) -> Sent:
    told = form.cleaned_data
    file = told["file"]
    return Sent(
        # One byte more than allowed is enough to refuse a file that is too large.
        content=file.read(DEFAULT.file_bytes + 1),
        file_name=file.name or "file",
        as_of=told["as_of"],
        kind=told["kind"],
        control_total=told["control_total"],
        is_whole_roll=told["is_whole_roll"],
    )


def _refused(
    request: StaffRequest, form: UploadForm, sent: Sent, source: Source, error: FileRefusedError
) -> HttpResponse:
    explain = headers_to_explain(sent.content, file_name=sent.file_name, kind=sent.kind, error=error)
    more = {"refused": sentences(error.problems), "refused_name": sent.file_name, "source": source}
    if explain is not None:
        kind, columns = explain
        more |= {"explain_kind": kind, "explain_columns": columns, "fields": fields_of(kind)}
    return _page(request, form, status=422, **more)


def visible_batches(request: StaffRequest) -> BatchQuerySet:
    """Return the files of a user's divisions."""
    seen: BatchQuerySet = Batch.objects.visible_to(request.user, on=timezone.localdate(), roles=LOOKERS)
    return seen


def _page(request: StaffRequest, form: UploadForm, status: int = 200, **more: object) -> HttpResponse:
    seen = visible_batches(request).select_related("source", "previewed_by")
    page = Paginator(seen.order_by("-previewed_at"), LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "is_first_source": not form.has_sources,
        "form": form, "page": page, "may_import": holds_a_post(request.user, IMPORTERS), "refused": [],
        "waiting": seen.open(), "explain_kind": None, **more,
    }  # fmt: skip
    return render(request, "desk/imports/imports.html", context, status=status)
