"""``minsheng import``: bureaus' workbooks into the register, previewed first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minsheng.faces.cli.answering import AsJson, print_json
from minsheng.faces.cli.choices import Day, day
from minsheng.faces.cli.failing import BAD_INPUT, FINDING, UsageError
from minsheng.faces.cli.language import language
from minsheng.faces.cli.site import start_site

if TYPE_CHECKING:
    from minsheng.kernel.intake.actions.preview import Sent
    from minsheng.kernel.intake.checking.alone import Check, FileToCheck
    from minsheng.kernel.intake.models import Batch, Source

EXAMPLE = """Example:

    minsheng import 残疾人证名册.xlsx --source 灵石县残联 --division 140729000000 --as-of 2026-11-24
    minsheng import 残疾人证名册.xlsx --source 灵石县残联 --division 140729000000 --commit --rejected rejected.xlsx
    minsheng import 低保名册.xlsx --source 灵石县民政局 --division 140729000000 --whole-roll --control-total 1250 \\
        --column 发放标准=金额 --column 备注二= --commit
    minsheng import 乡镇/*.xlsx --source 灵石县民政局 --division 140729000000 --commit --rejected 退回/
"""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file on disk, from whom it comes, and what is said about it. It is opened when its turn comes near."""

    path: Path
    source: str
    division: str
    as_of: date
    said: Mapping[str, Any] = field(default_factory=dict)

    def opened(self) -> tuple[Sent, Source]:
        """Return the file as it is sent to intake, and its source, which is noted when it is new."""
        from minsheng.kernel.intake.actions.preview import Sent

        content = self.path.read_bytes()
        sent = Sent(content=content, file_name=self.path.name, as_of=self.as_of, **self.said)
        return sent, source_called(self.source, self.division)


def import_files(
    files: Annotated[list[Path], typer.Argument(help="The workbooks: .xlsx, .xls or .csv.")],
    source: Annotated[str, typer.Option(help="Who sends them.")],
    division: Annotated[str, typer.Option(help="The twelve-digit code of the division they are about.")],
    as_of: Annotated[str, typer.Option(help="The day the files tell about; today by default.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of sheet, when it is not recognised.")] = "",
    control_total: Annotated[
        int | None, typer.Option(min=0, help="How many rows the sender says there are; one file only.")
    ] = None,
    whole_roll: Annotated[
        bool,
        typer.Option("--whole-roll", help="Whoever is not in the roll is paid no longer; one file only."),
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column means, as header=field; nothing after = leaves it out. Repeatable."),
    ] = None,
    commit: Annotated[
        bool, typer.Option("--commit", help="Write the accepted rows; rejected ones stay out.")
    ] = False,
    rejected: Annotated[
        Path | None,
        typer.Option(help="Write the rejected rows and reasons here, .xlsx; a folder for several files."),
    ] = None,
    on: Day = "",
    as_json: AsJson = False,
) -> None:
    """Show what would be imported; with --commit import it, file by file. No file is half-written."""
    start_site()
    _must_fit_one_another(files, control_total=control_total, whole_roll=whole_roll)
    today = day(on)
    said = {
        "kind": _known_kind(kind),
        "control_total": control_total,
        "is_whole_roll": whole_roll,
        "meanings": _meanings(column or []),
    }
    arriving = [Arriving(path, source, division, day(as_of) if as_of else today, said) for path in files]
    batches: list[Batch] = []
    refusals: list[UsageError] = []
    for path, outcome in taken_in_turn(arriving, on=today, write=commit):
        if isinstance(outcome, UsageError):
            refusals.append(outcome)
            typer.echo(str(outcome), err=True)
            continue
        batches.append(outcome)
        if rejected is not None and outcome.rejected:
            _write_rejected(outcome, rejected if len(files) == 1 else rejected / f"{path.stem}.xlsx")
        if not as_json:
            typer.echo(sentence(outcome))
    if as_json and batches:
        print_json(plain(batches[0]) if len(files) == 1 else [plain(batch) for batch in batches])
    _leave_with_a_code(batches, refusals)


def taken_in_turn(
    arriving: Sequence[Arriving], *, on: date, write: bool
) -> Iterator[tuple[Path, Batch | UsageError]]:
    """Preview files one after the other, and commit what can be taken of them if told so.

    While one file is written the next are read by a second process. A file that is refused is yielded as the sentence
    that says why, and the others go on.
    """
    from django.utils import timezone

    from minsheng.kernel.intake.actions.preview import file_to_check
    from minsheng.kernel.intake.ahead import in_turn

    def file_of(one: Arriving) -> FileToCheck:
        sent, source = one.opened()
        return file_to_check(sent, source=source, on=on)

    for one, check in in_turn(arriving, file_of=file_of):
        sent, source = one.opened()
        try:
            batch = previewed(sent, source=source, on=on, at=timezone.now(), check=check)
            yield one.path, _written(batch) if write else batch
        except UsageError as error:
            yield one.path, error


def previewed(sent: Sent, *, source: Source, on: date, at: datetime, check: Check) -> Batch:
    """Preview a file for the administrator of the site; a refusal becomes a sentence."""
    from minsheng.kernel.intake.actions.preview import preview
    from minsheng.kernel.intake.problems import FileRefusedError
    from minsheng.kernel.intake.refusing import IntakeRefusedError

    try:
        return preview(sent, source=source, by=None, at=at, on=on, check=check)
    except FileRefusedError as error:
        said = "\n".join(problem.sentence(language()) for problem in error.problems)
        raise UsageError(f"{sent.file_name}\n{said}") from error
    except IntakeRefusedError as error:
        raise UsageError(f"{sent.file_name}\n{error.text.in_language(language())}") from error


def _written(batch: Batch) -> Batch:
    """Commit what can be taken of a batch; one of which nothing can be taken stays a preview."""
    from django.utils import timezone

    from minsheng.kernel.intake.actions.commit import commit
    from minsheng.kernel.intake.refusing import IntakeRefusedError

    if not batch.accepted:
        return batch
    try:
        return commit(batch, by=None, at=timezone.now(), leaving_out_rejected=True)
    except IntakeRefusedError as error:
        raise UsageError(f"{batch.file_name}\n{error.text.in_language(language())}") from error


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


def _must_fit_one_another(files: Sequence[Path], *, control_total: int | None, whole_roll: bool) -> None:
    for path in files:
        if not path.is_file():
            raise UsageError(f"没有这个文件:{path}。 There is no file {path}.")
    if len(files) > 1 and (control_total is not None or whole_roll):
        raise UsageError(
            "应有行数和整份名册只能对一个文件说,请逐个导入。 --control-total and --whole-roll are said of one file: "
            "of several, each would take the people of the others off the roll. Import them one by one."
        )


def _known_kind(key: str) -> str:
    from minsheng.kernel.intake.kinds import sheet_kinds

    if key and key not in sheet_kinds():
        raise UsageError(
            f"没有“{key}”这种表。 There is no kind of sheet {key!r}. There are: {', '.join(sheet_kinds())}."
        )
    return key


def _meanings(said: Iterable[str]) -> dict[str, str]:
    meanings = {}
    for one in said:
        header, mark, meaning = one.rpartition("=")
        if not mark or not header.strip():
            raise UsageError(
                f"“{one}”应写成 表头=字段。 {one!r} should be header=field; write header= to leave the column out."
            )
        meanings[header.strip()] = meaning.strip()
    return meanings


def _leave_with_a_code(batches: Iterable[Batch], refusals: Sequence[UsageError]) -> None:
    if refusals:
        raise typer.Exit(BAD_INPUT)
    if any(batch.rejected for batch in batches):
        raise typer.Exit(FINDING)


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

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook_of_rejected_rows(batch, language=language()))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("import", epilog=EXAMPLE)(import_files)
