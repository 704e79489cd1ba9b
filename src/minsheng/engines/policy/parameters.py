"""Dated parameters: every amount, age and ratio of the rules, by key and day.

    parameters = ParameterSet.load(Path("cities/jinzhong/parameters"))
    parameters.at("social_assistance.dibao_standard_urban", on=date(2026, 11, 24)).for_county(140702)

A set never changes. What-if work asks for a changed copy (``with_changes``); the original stays what the city wrote.
The format of the files is described in ``parameter_files``.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from minsheng.engines.policy.dated import DatedValue, ParameterError, Status, Value
from minsheng.engines.policy.parameter_files import read_change, read_folder, read_texts

__all__ = ["DatedValue", "ParameterError", "ParameterSet", "Status"]


@dataclass(frozen=True, eq=False)
class ParameterSet:
    """All parameters of a city by key, each with its periods in order. Never changes."""

    periods: Mapping[str, tuple[DatedValue, ...]]
    _looked_up: dict[tuple[str, date], DatedValue] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Path) -> ParameterSet:
        """Read every ``<programme>.yaml`` of a folder; raise ParameterError with all problems found."""
        return cls(MappingProxyType(read_folder(folder)))

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> ParameterSet:
        """Read YAML texts by programme, as ``load`` reads files; for tests and for sending a set elsewhere."""
        return cls(MappingProxyType(read_texts(texts)))

    def history(self, key: str) -> tuple[DatedValue, ...]:
        """Return all periods of a parameter, earliest first; raise ParameterError for an unknown key."""
        try:
            return self.periods[key]
        except KeyError:
            near = difflib.get_close_matches(key, self.periods, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            programme = key.split(".", maxsplit=1)[0]
            raise ParameterError(
                f"No parameter is called {key!r}; add it to {programme}.yaml.{hint}"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.periods)

    def __len__(self) -> int:
        return len(self.periods)

    def __contains__(self, key: object) -> bool:
        return key in self.periods

    def at(self, key: str, *, on: date) -> DatedValue:
        """Return the value in force on a day; raise ParameterError if the parameter has none on that day."""
        found = self._looked_up.get((key, on))
        if found is None:
            found = self._looked_up[key, on] = self._search(key, on)
        return found

    def _search(self, key: str, on: date) -> DatedValue:
        periods = self.history(key)
        for period in reversed(periods):
            if period.valid_from <= on and (period.valid_to is None or on <= period.valid_to):
                return period
        spans = "; ".join(f"{period.valid_from} to {period.valid_to or 'today'}" for period in periods)
        raise ParameterError(
            f"{key} has no value on {on}; its periods are {spans}. Add a period that covers the day."
        )

    def fingerprint(self, keys: Iterable[str], *, on: date) -> str:
        """Return a short stable hash of what the parameters say on a day: values only, not their sources."""
        said = [
            (entry["key"], entry["unit"], entry["value"], entry["counties"])
            for entry in self.quoted(keys, on=on)
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def quoted(self, keys: Iterable[str], *, on: date) -> list[dict[str, object]]:
        """Return the parameters as an evaluation stores them, in order of key."""
        return [self.at(key, on=on).as_dict() for key in sorted(set(keys))]

    def with_changes(self, changes: Mapping[str, object], *, starting: date | None = None) -> ParameterSet:
        """Return a copy in which some parameters have other values, for what-if questions.

        changes: by key, a value as the files write it (``"780"``, ``"2/3"``, ``{1: 60}`` for a table), or
        ``{"value": ..., "counties": {...}}``; without ``counties`` the change holds in every county.
        starting: the first day of the change; None changes all periods. Raises ParameterError for an unknown key or
        a value that its unit does not allow.
        """
        periods = dict(self.periods)
        for key, change in changes.items():
            pattern = self.history(key)[-1]
            value, counties = read_change(change, pattern)
            periods[key] = _changed(self.history(key), value, counties, starting)
        return ParameterSet(MappingProxyType(periods))


def _changed(
    periods: tuple[DatedValue, ...],
    value: Value | None,
    counties: Mapping[int, Value],
    starting: date | None,
) -> tuple[DatedValue, ...]:
    def changed(period: DatedValue) -> DatedValue:
        return replace(period, value=value, counties=counties, status=Status.WHAT_IF)

    if starting is None:
        return tuple(changed(period) for period in periods)
    day_before = starting - timedelta(days=1)
    kept = [
        replace(period, valid_to=min(period.valid_to or day_before, day_before))
        for period in periods
        if period.valid_from < starting
    ]
    return (*kept, replace(changed(periods[-1]), valid_from=starting, valid_to=None))
