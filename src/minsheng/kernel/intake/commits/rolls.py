"""Writing benefit rolls: who receives what since when, according to the bureau that pays.

A line that says the same as before is left alone; one that says something else ends the old line and begins a new
one. Whoever is missing from a roll is taken off only when the sender said that it is the whole roll.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.intake.checking.roll_amounts import household_of
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.intake.replacing import replace_values
from minsheng.kernel.intake.rolls import AMOUNT_OF
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.bulk import in_slices, insert_many
from minsheng.kernel.people.models import Household, Membership, Person
from minsheng.kernel.people.recording import persons_with_numbers
from minsheng.kernel.registry.loading import policies

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.rows import AcceptedRow
    from minsheng.kernel.intake.models import Batch

Subject = tuple[str, int | None, int | None]  # policy, person, household


@dataclass(slots=True)
class Line:
    """What a roll says about one subject of one policy."""

    policy: str
    person: Person | None
    household: Household | None
    division_id: str
    amount_fen: int | None
    since: date | None
    until: date | None

    @property
    def subject(self) -> Subject:
        return (
            self.policy,
            None if self.person is None else self.person.pk,
            None if self.household is None else self.household.pk,
        )


def commit_roll(rows: Sequence[AcceptedRow], *, batch: Batch, by: Any, at: datetime) -> Mapping[str, int]:
    """Write the lines of a roll."""
    lines = _lines(rows, batch)
    present = _present(batch, {line.policy for line in lines.values()})
    ended: list[tuple[Receipt, str, date]] = []
    new: list[Receipt] = []
    unchanged = 0
    for subject, line in lines.items():
        before = present.pop(subject, None)
        if before is not None and _says_the_same(before, line):
            unchanged += 1
            continue
        if before is not None:
            ended.append((before, "until", batch.as_of - timedelta(days=1)))
        new.append(_receipt(line, batch))
    if batch.is_whole_roll:
        ended.extend((missing, "until", batch.as_of - timedelta(days=1)) for missing in present.values())
    replace_values(batch, ended)
    insert_many(new)
    return {"receipts": len(new), "receipts_ended": len(ended), "unchanged_receipts": unchanged}


def _lines(rows: Sequence[AcceptedRow], batch: Batch) -> dict[Subject, Line]:
    """Return the lines by subject; the rows of one household make one line."""
    known = persons_with_numbers(row.values["identity"] for row in rows)
    homes = _homes(known.values())
    kind = sheet_kinds()[batch.kind]
    lines: dict[Subject, Line] = {}
    stated: set[tuple[Subject, str]] = set()
    for row in rows:
        person = known[row.values["identity"]]
        for policy, amount in _amounts(row, kind.policy):
            line = _line(row, policy, person, homes.get(person.pk), amount)
            before = lines.setdefault(line.subject, line)
            if before is not line:
                _add(before, line, row, stated)
            stated.add((line.subject, household_of(row)))
    return lines


def _amounts(row: AcceptedRow, policy: str) -> Iterable[tuple[str, int | None]]:
    """Return the policies a row pays and the amounts, which may be of the household or of the person."""
    values = row.values
    several = {
        name.removeprefix(AMOUNT_OF): fen for name, fen in values.items() if name.startswith(AMOUNT_OF)
    }
    if several:
        return [(key, fen) for key, fen in several.items() if fen]
    amount = values.get("household_amount_fen", values.get("amount_fen"))
    return [(policy or values["policy"], amount)]


def _line(row: AcceptedRow, policy: str, person: Person, home: Household | None, amount: int | None) -> Line:
    is_household = policies()[policy].subject is Entity.HOUSEHOLD and home is not None
    return Line(
        policy=policy,
        person=None if is_household else person,
        household=home if is_household else None,
        division_id=home.division_id if is_household and home is not None else person.division_id,
        amount_fen=amount,
        since=row.values.get("since"),
        until=row.values.get("until"),
    )


def _add(before: Line, line: Line, row: AcceptedRow, stated: set[tuple[Subject, str]]) -> None:
    """Let a further row of a household count: its own amount adds up, the household's is one for all its rows."""
    is_total = "household_amount_fen" in row.values
    if line.amount_fen is not None and not (is_total and (line.subject, household_of(row)) in stated):
        before.amount_fen = (before.amount_fen or 0) + line.amount_fen
    before.since = min((day for day in (before.since, line.since) if day), default=None)


def _homes(persons: Iterable[Person]) -> dict[int, Household]:
    homes: dict[int, Household] = {}
    for some in in_slices([person.pk for person in persons]):
        present = Membership.objects.filter(person_id__in=some, to_on__isnull=True)
        homes |= {one.person_id: one.household for one in present.select_related("household")}
    return homes


def _present(batch: Batch, policy_keys: Iterable[str]) -> dict[Subject, Receipt]:
    """Return the running lines that this source wrote for these policies."""
    running = Receipt.objects.filter(
        source=batch.source.name, policy__in=list(policy_keys), until__isnull=True, award__isnull=True
    ).within(batch.division_id)
    return {(one.policy, one.person_id, one.household_id): one for one in running}


def _says_the_same(before: Receipt, line: Line) -> bool:
    is_same_since = line.since is None or line.since == before.since
    return before.amount_fen == line.amount_fen and is_same_since and line.until is None


def _receipt(line: Line, batch: Batch) -> Receipt:
    return Receipt(
        policy=line.policy,
        person=line.person,
        household=line.household,
        division_id=line.division_id,
        amount_fen=line.amount_fen,
        since=line.since,
        until=line.until,
        source=batch.source.name,
        as_of=batch.as_of,
        batch_key=batch.token,
    )
