"""Reading the pledges of a city: one YAML file a year, strictly, with every problem named by file, pledge and field.

    canteens:
      title: {zh: 标准化社区食堂, en: Standard community canteens}
      sentence: 建设20个标准化社区食堂
      sentence_is_verbatim: no      # a paraphrase; yes only for words that stand in the source
      source: 晋中日报《…》
      category: elder_care
      programme: elder_care
      mode: count                   # count, coverage, rate, relative, points, qualitative
      target: {low: 20}             # exact decimals; 0.05 is five percent or five points
      unit: {zh: 个, en: canteens}
      due: 2026-12-31
      lead_bureau: 市民政局
      indicator: elder_care.canteens
      place_kinds: [community_canteen]

Optional: ``target.high``, ``baseline: {value, on}``, ``note: {zh, en}`` for what is ambiguous, ``public: no``. A pledge
whose records are not there yet has no ``indicator`` but ``not_built_because: {zh, en}``. Nothing is read as a YAML
float or date. Free of Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry import loading

MODES = ("count", "coverage", "rate", "relative", "points", "qualitative")
MODES_WITH_TARGET = ("count", "rate", "relative", "points")
REQUIRED = (
    "title", "sentence", "sentence_is_verbatim", "source", "category", "programme", "mode", "unit", "due",
    "lead_bureau",
)  # fmt: skip
OPTIONAL = ("target", "baseline", "indicator", "not_built_because", "place_kinds", "note", "public")


class PledgeFileError(ValueError):
    """A file of pledges cannot be used as written; the message lists every problem."""


@dataclass(frozen=True, slots=True)
class GivenPledge:
    """One pledge as its file says it."""

    key: str
    year: int
    title: Text
    sentence: str
    sentence_is_verbatim: bool
    source: str
    category: str
    programme: str
    mode: str
    target_low: Decimal | None
    target_high: Decimal | None
    unit: Text
    baseline: Decimal | None
    baseline_on: date | None
    due_on: date
    lead_bureau: str
    indicator: str
    not_built_because: Text | None
    place_kinds: tuple[str, ...]
    note: Text | None
    is_public: bool


def read_pledges(folder: Path) -> tuple[GivenPledge, ...]:
    """Read every ``<year>.yaml`` of a folder. Raises PledgeFileError with all problems found."""
    problems: list[str] = []
    found: list[GivenPledge] = []
    for file in sorted(folder.glob("*.yaml")):
        found += _read(file, problems)
    if not folder.is_dir() or not (found or problems):
        problems.append(f"{folder} holds no pledges; write them into {folder / '2026.yaml'}, a file a year.")
    keys = [pledge.key for pledge in found]
    problems += [
        f"{folder}: two pledges are called {key!r}." for key in sorted({k for k in keys if keys.count(k) > 1})
    ]
    if problems:
        raise PledgeFileError("\n".join(problems))
    return tuple(found)


def _read(file: Path, problems: list[str]) -> list[GivenPledge]:
    if not (file.stem.isdigit() and len(file.stem) == 4):
        problems.append(f"{file.name}: a file of pledges is called by its year, such as 2026.yaml.")
        return []
    try:
        given = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (texts only)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(f"{file.name}: this is not YAML: {error}")
        return []
    if not isinstance(given, dict):
        problems.append(f"{file.name}: it must hold pledges by key.")
        return []
    read = []
    for key, entry in given.items():
        reader = _Reader(f"{file.name}: {key}", entry, problems)
        pledge = reader.pledge(key, int(file.stem))
        if pledge is not None:
            read.append(pledge)
    return read


class _Reader:
    """Reads the fields of one pledge and keeps every complaint."""

    def __init__(self, where: str, entry: Any, problems: list[str]) -> None:
        self.where, self.problems = where, problems
        self.entry: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
        self.count_before = len(problems)
        if not self.entry:
            self.complain("it must have fields")

    def complain(self, problem: str) -> None:
        self.problems.append(f"{self.where}: {problem}.")

    def pledge(self, key: str, year: int) -> GivenPledge | None:
        for name in self.entry:
            if name not in REQUIRED + OPTIONAL:
                self.complain(f"field {name!r} is not known; known are {', '.join(REQUIRED + OPTIONAL)}")
        target, baseline = self.mapping("target", ("low", "high")), self.mapping("baseline", ("value", "on"))
        read = GivenPledge(
            key=key,
            year=year,
            title=self.both("title") or Text("?", "?"),
            sentence=self.text("sentence"),
            sentence_is_verbatim=self.yes_no("sentence_is_verbatim", default="?"),
            source=self.text("source"),
            category=self.text("category"),
            programme=self.one_of("programme", loading.programmes()),
            mode=self.one_of("mode", dict.fromkeys(MODES)),
            target_low=self.number("target.low", target.get("low")),
            target_high=self.number("target.high", target.get("high")),
            unit=self.both("unit") or Text("?", "?"),
            baseline=self.number("baseline.value", baseline.get("value")),
            baseline_on=self.day("baseline.on", baseline.get("on")),
            due_on=self.day("due", self.entry.get("due", "")) or date(year, 12, 31),
            lead_bureau=self.text("lead_bureau"),
            indicator=self.one_of("indicator", loading.indicators()) if self.entry.get("indicator") else "",
            not_built_because=self.both("not_built_because", is_optional=True),
            place_kinds=self.kinds(),
            note=self.both("note", is_optional=True),
            is_public=self.yes_no("public", default="yes"),
        )
        self.check(read)
        return read if len(self.problems) == self.count_before else None

    def check(self, read: GivenPledge) -> None:
        if (read.mode in MODES_WITH_TARGET) != (read.target_low is not None):
            self.complain("target.low is needed for count, rate, relative and points, and for no other mode")
        if (
            read.target_low is not None
            and read.target_high is not None
            and read.target_high < read.target_low
        ):
            self.complain("target.high is below target.low")
        if bool(read.indicator) == (read.not_built_because is not None):
            self.complain(
                "give either an indicator or not_built_because, which says what records are missing"
            )
        if (read.baseline is None) != (read.baseline_on is None):
            self.complain("a baseline has a value and the day it was true (on)")
        if read.due_on.year < read.year:
            self.complain(f"it is due on {read.due_on}, before its year {read.year} begins")

    def text(self, name: str) -> str:
        value = self.entry.get(name)
        if not isinstance(value, str) or not value.strip():
            self.complain(f"field {name!r} must be a text")
            return ""
        return value.strip()

    def both(self, name: str, *, is_optional: bool = False) -> Text | None:
        value = self.entry.get(name)
        if value is None and is_optional:
            return None
        if isinstance(value, dict) and set(value) == {"zh", "en"} and all(value.values()):
            return Text(value["zh"], value["en"])
        self.complain(f"field {name!r} needs both wordings, zh and en")
        return None

    def mapping(self, name: str, fields: tuple[str, ...]) -> Mapping[str, Any]:
        value = self.entry.get(name) or {}
        if not isinstance(value, dict) or set(value) - set(fields):
            self.complain(f"field {name!r} has {' and '.join(fields)}")
            return {}
        return value

    def one_of(self, name: str, known: Mapping[str, Any]) -> str:
        value = self.entry.get(name)
        if value not in known:
            self.complain(f"field {name!r}: {value!r} is not known; known are {', '.join(known)}")
            return ""
        return str(value)

    def yes_no(self, name: str, *, default: str) -> bool:
        value = self.entry.get(name, default)
        if value not in ("yes", "no"):
            self.complain(f"field {name!r} must be yes or no")
        return bool(value == "yes")

    def number(self, name: str, value: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            self.complain(f"field {name!r}: {value!r} is not a number")
            return None

    def day(self, name: str, value: Any) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.complain(f"field {name!r}: write a day as 2026-12-31, not {value!r}")
            return None

    def kinds(self) -> tuple[str, ...]:
        value = self.entry.get("place_kinds") or []
        unknown = (
            [kind for kind in value if kind not in loading.place_kinds()]
            if isinstance(value, list)
            else ["?"]
        )
        if unknown:
            self.complain(f"field 'place_kinds': {unknown[0]!r} is on no card")
            return ()
        return tuple(value)
