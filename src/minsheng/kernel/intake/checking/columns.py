"""Which column of a sheet fills which field: proposals with a confidence, clashes, and what is missing.

A header is compared with the names that bureaus use, which stand on the card of the sheet. What a person once
confirmed for a source is remembered and goes before everything else. What is only similar is proposed, never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from minsheng.kernel.intake.checking.words import plain, plain_without_brackets
from minsheng.kernel.intake.reading.workbook import column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.kernel.registry.card import Column, SheetKind

# A mapping as it is remembered: the key of a header, and the field it fills; an empty field means "leave it out".
Remembered = Mapping[str, str]
NO_MEMORY: Remembered = {}
LEAVE_OUT = ""
REPEATED = "#"

# Below this a match is shown to a person and not used.
USED_FROM = 0.8
PROPOSED_FROM = 0.6

# Columns that every sheet has and nobody imports; they help to find the header row.
UNIMPORTANT = frozenset(
    plain(name)
    for name in ("序号", "编号", "排序", "备注", "说明", "签名", "签字", "盖章", "领款人签字", "No", "No.")
)


class Reason(StrEnum):
    """Why a header was matched with a field."""

    REMEMBERED = "remembered"
    NAME = "name"
    WITHOUT_BRACKETS = "without_brackets"
    UNDER_A_GROUP = "under_a_group"
    SIMILAR = "similar"


CONFIDENCE = {
    Reason.REMEMBERED: 1.0,
    Reason.NAME: 0.98,
    Reason.WITHOUT_BRACKETS: 0.9,
    Reason.UNDER_A_GROUP: 0.8,
}


def header_key(text: str) -> str:
    """Return the key under which a header is remembered; ``身份证号#2`` is the second column called 身份证号."""
    name, mark, number = text.rpartition(REPEATED)
    if mark and name and number.isdecimal():
        return _key(name, int(number))
    return plain(text)


def _key(text: str, occurrence: int) -> str:
    return plain(text) if occurrence == 1 else f"{plain(text)}{REPEATED}{occurrence}"


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one column: its words from the top level down.

    ``key`` is how it is remembered; the second column with the same header is remembered apart from the first.
    ``readings`` are the ways to read it, the most certain first.
    """

    column: int
    levels: tuple[str, ...]
    occurrence: int = 1
    key: str = field(init=False)
    readings: tuple[tuple[Reason, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        whole = "".join(self.levels)
        readings = [(Reason.NAME, plain(whole)), (Reason.WITHOUT_BRACKETS, plain_without_brackets(whole))]
        if len(self.levels) > 1:
            lowest = self.levels[-1]
            readings.append((Reason.UNDER_A_GROUP, plain(lowest)))
            readings.append((Reason.UNDER_A_GROUP, plain_without_brackets(lowest)))
        object.__setattr__(self, "key", _key(whole, self.occurrence))
        object.__setattr__(self, "readings", tuple(readings))

    @property
    def text(self) -> str:
        """The header as it is shown to people."""
        return "/".join(" ".join(level.split()) for level in self.levels)

    @property
    def letter(self) -> str:
        return column_letter(self.column)


@dataclass(frozen=True, slots=True)
class Match:
    """One header and the field it seems to fill."""

    header: Header
    field: str
    reason: Reason
    confidence: float


@dataclass(slots=True)
class ColumnMapping:
    """What the headers of one table were taken for.

    ``used``: the match of each field that is filled. ``proposed``: matches too weak to use without a person.
    ``clashes``: fields that several headers claim equally well. ``missing``: columns that must be there and are not.
    """

    used: dict[str, Match] = field(default_factory=dict)
    proposed: list[Match] = field(default_factory=list)
    clashes: dict[str, list[Match]] = field(default_factory=dict)
    missing: list[Column] = field(default_factory=list)
    left_out: list[Header] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.clashes


def names_of(kind: SheetKind) -> dict[str, str]:
    """Return the field for every plain name on the card; the label and the field's own name count as names."""
    names: dict[str, str] = {}
    for column in kind.columns:
        for name in (column.field, column.label.zh, column.label.en, *column.names):
            names.setdefault(plain(name), column.field)
    return names


def map_columns(
    headers: Sequence[Header],
    kind: SheetKind,
    *,
    remembered: Remembered = NO_MEMORY,
    names: Mapping[str, str] | None = None,
) -> ColumnMapping:
    """Return what each header fills, without proposals. ``names`` spares making ``names_of(kind)`` again."""
    names = names_of(kind) if names is None else names
    mapping = ColumnMapping()
    claims: dict[str, list[Match]] = {}
    for header in headers:
        match = _match(header, names, remembered)
        if match is None or match.field == LEAVE_OUT:
            mapping.left_out.append(header)
        else:
            claims.setdefault(match.field, []).append(match)
    known = {column.field for column in kind.columns}
    for name, matches in claims.items():
        if name in known:
            _settle(name, matches, mapping)
    filled = mapping.used.keys() | mapping.clashes.keys()
    needed = {column.field for column in kind.columns if column.required}
    needed |= {group[0] for group in kind.needs_one_of if filled.isdisjoint(group)}
    mapping.missing = [column for column in kind.columns if column.field in needed - filled]
    return mapping


def _match(header: Header, names: Mapping[str, str], remembered: Remembered) -> Match | None:
    if header.key in remembered:
        return Match(header, remembered[header.key], Reason.REMEMBERED, CONFIDENCE[Reason.REMEMBERED])
    for reason, word in header.readings:
        if word in names:
            return Match(header, names[word], reason, CONFIDENCE[reason])
    return None


def _settle(name: str, matches: list[Match], mapping: ColumnMapping) -> None:
    """Let the most certain claim have the field; two that are equally certain clash."""
    matches.sort(key=lambda match: -match.confidence)
    best, others = matches[0], matches[1:]
    if others and others[0].confidence == best.confidence:
        mapping.clashes[name] = [match for match in matches if match.confidence == best.confidence]
        return
    mapping.used[name] = best
    mapping.left_out.extend(match.header for match in others)


def propose_similar(mapping: ColumnMapping, kind: SheetKind) -> None:
    """Add proposals for headers that are only similar to a name on the card."""
    names = names_of(kind)
    free = {column.field for column in kind.columns} - mapping.used.keys() - mapping.clashes.keys()
    for header in mapping.left_out:
        word = plain_without_brackets("".join(header.levels)) or header.key
        if not word or word in UNIMPORTANT:
            continue
        likeness, name = max((_likeness(word, known), name) for known, name in names.items())
        if name in free and likeness >= PROPOSED_FROM:
            mapping.proposed.append(Match(header, name, Reason.SIMILAR, round(min(likeness, 0.79), 2)))


def _likeness(word: str, known: str) -> float:
    if known and len(known) > 1 and known in word:
        return 0.75
    return SequenceMatcher(None, word, known, autojunk=False).ratio()
