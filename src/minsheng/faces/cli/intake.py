"""``minsheng import``: a bureau's workbook into the register, previewed first."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minsheng.faces.cli.answering import AsJson, print_json
from minsheng.faces.cli.choices import Day, day
from minsheng.faces.cli.failing import FINDING, UsageError
from minsheng.faces.cli.language import language
from minsheng.faces.cli.site import start_site

if TYPE_CHECKING:
    from minsheng.kernel.intake.models import Batch, Source

EXAMPLE = """Example:

    minsheng import 残疾人证名册.xlsx --source 灵石县残联 --division 140729000000 --as-of 2026-11-24
    minsheng import 残疾人证名册.xlsx --source 灵石县残联 --division 140729000000 --commit --rejected rejected.xlsx
"""


def import_file(
    file: Annotated[Path, typer.Argument(help="The workbook: .xlsx, .xls or .csv.")],
    source: Annotated[str, typer.Option(help="Who sends it.")],
    division: Annotated[str, typer.Option(help="The twelve-digit code of the division it is about.")],
    as_of: Annotated[str, typer.Option(help="The day the file tells about; today by default.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of sheet, when it is not recognised.")] = "",
    commit: Annotated[
        bool, typer.Option("--commit", help="Write the accepted rows; rejected ones stay out.")
    ] = False,
    rejected: Annotated[
        Path | None, typer.Option(help="Write the rejected rows and reasons here, .xlsx.")
    ] = None,
    on: Day = "",
    as_json: AsJson = False,
) -> None:
    """Show what would be imported; with --commit import it. Nothing is half-written."""
    start_site()
    from django.utils import timezone

    from minsheng.kernel.intake.actions.commit import commit as write
    from minsheng.kernel.intake.actions.preview import Sent

    if not file.is_file():
        raise UsageError(f"没有这个文件:{file}。 There is no file {file}.")
    today = day(on)
    sent = Sent(
        content=file.read_bytes(), file_name=file.name, as_of=day(as_of) if as_of else today, kind=kind
    )
    batch = previewed(sent, source=source_called(source, division), on=today, at=timezone.now())
    if rejected is not None and batch.rejected:
        _write_rejected(batch, rejected)
    if commit:
        batch = write(batch, by=None, at=timezone.now(), leaving_out_rejected=True)
    if as_json:
        print_json(plain(batch))
    else:
        typer.echo(sentence(batch))
    if batch.rejected:
        raise typer.Exit(FINDING)


def previewed(sent: Any, *, source: Source, on: date, at: datetime) -> Batch:
    """Preview a file for the administrator of the site; a refusal becomes a sentence."""
    from minsheng.kernel.intake.actions.preview import preview
    from minsheng.kernel.intake.problems import FileRefusedError

    try:
        return preview(sent, source=source, by=None, at=at, on=on)
    except FileRefusedError as error:
        said = "\n".join(problem.sentence(language()) for problem in error.problems)
        raise UsageError(f"{sent.file_name}\n{said}") from error


def source_called(name: str, division: str) -> Source:
    """Return the source of files by name and division; it is noted when it is new."""
    from minsheng.kernel.divisions.models import Division
    from minsheng.kernel.intake.models import Source

    if not Division.objects.filter(pk=division).exists():
        raise UsageError(
            f"没有区划 {division}。 There is no division {division}; run minsheng load-city first."
        )
    source, _is_new = Source.objects.get_or_create(name=name, division_id=division)
    return source


def plain(batch: Batch) -> dict[str, Any]:
    """Return the counts of a batch as plain JSON types."""
    return {
        "file": batch.file_name,
        "kind": batch.kind,
        "state": batch.state,
        "counted": batch.counted,
        "accepted": batch.accepted,
        "rejected": batch.rejected,
        "set_aside": batch.set_aside,
        "problems": batch.problem_counts,
        "outcome": batch.outcome,
    }


def sentence(batch: Batch) -> str:
    """Say in one line what became of the rows of a file."""
    return (
        f"{batch.file_name}: {batch.counted:,} 行 = {batch.accepted:,} 可导入 + {batch.rejected:,} 退回 + "
        f"{batch.set_aside:,} 非数据  [{batch.kind}, {batch.get_state_display()}]"
    )


def _write_rejected(batch: Batch, path: Path) -> None:
    from minsheng.kernel.intake.stored import workbook_of_rejected_rows

    path.write_bytes(workbook_of_rejected_rows(batch, language=language()))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("import", epilog=EXAMPLE)(import_file)
