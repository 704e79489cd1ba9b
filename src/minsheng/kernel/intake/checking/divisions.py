"""Finding the division a cell names: by code, by a path of names, or by the last name alone when there is only one.

Bureaus write villages as 水峪村, 水峪村委会 or 水峪村民委员会, leave out the city, or give county, township and village
in three columns. All that is forgiven; two villages of the same name are not guessed between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.divisions.codes import CODE_DIGITS, Depth, bounds, depth
from minsheng.kernel.intake.checking.cells import CellProblem
from minsheng.kernel.intake.checking.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENDINGS = {
    Depth.PROVINCE: ("省", "市", "自治区"),
    Depth.CITY: ("市", "地区", "州"),
    Depth.COUNTY: ("县", "区", "市"),
    Depth.TOWNSHIP: ("人民政府", "政府", "办事处", "街道办", "街道", "镇", "乡"),
    Depth.VILLAGE: (
        "村民委员会",
        "社区居民委员会",
        "居民委员会",
        "社区居委会",
        "村委会",
        "居委会",
        "委员会",
        "社区",
        "村",
    ),
}
_COMMUNITY_ENDINGS = ("居民委员会", "居委会", "社区")
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class NamedDivision:
    """A division as far as names need it. ``path`` is the names from the province or county down to its own."""

    code: str
    name: str
    path: tuple[str, ...] = ()


def stem(name: str, level: Depth) -> str:
    """Return a name without what only says its rank: 杜堡村委会 and 杜堡村 have the stem 杜堡.

    >>> stem("羊毫街社区居民委员会", Depth.VILLAGE)
    '羊毫街'
    """
    word = plain(name)
    shortened = True
    while shortened:
        shortened = False
        for ending in _ENDINGS[level]:
            if word.endswith(ending) and len(word) - len(ending) >= 1:
                if len(word) - len(ending) < _SHORTEST_STEM and ending not in _ENDINGS[Depth.VILLAGE]:
                    return word
                word = word.removesuffix(ending)
                shortened = True
                break
    return word


class DivisionFinder:
    """Answers which division a text means, within the division whose file is read."""

    def __init__(self, divisions: Iterable[NamedDivision], *, within: str) -> None:
        self.within = within
        self._codes: dict[str, str] = {}
        self._by_stem: dict[tuple[Depth, str], list[str]] = {}
        self._names: dict[str, str] = {}
        self._answers: dict[tuple[str, ...], str] = {}
        low, high = bounds(within)
        for division in divisions:
            level = depth(division.code)
            self._names[division.code] = division.name
            if low <= division.code < high or bounds(division.code)[0] <= within < bounds(division.code)[1]:
                self._codes[division.code] = division.code
                self._by_stem.setdefault((level, stem(division.name, level)), []).append(division.code)

    def find(self, parts: Sequence[str]) -> str:
        """Return the code for texts from the larger to the smaller division. Raises CellProblem."""
        asked = tuple(part for part in parts if part)
        if asked not in self._answers:
            self._answers[asked] = self._find(asked)
        return self._answers[asked]

    def _find(self, parts: tuple[str, ...]) -> str:
        words = [plain(part) for part in parts]
        written = "".join(words)
        if written.isascii() and written.isdecimal():
            return self._by_code(written)
        # Where one column ends and the next begins, a name may end without saying its rank.
        ends = {sum(len(word) for word in words[: count + 1]) for count in range(len(words))}
        readings = self._readings(written, 0, ends, self.within, Depth.PROVINCE)
        found = {code for code in readings if self._is_inside(code)}
        if not found:
            raise self._unknown(parts)
        deepest = max(depth(code) for code in found)
        candidates = self._best_named(sorted(code for code in found if depth(code) is deepest), written)
        if len(candidates) > 1:
            raise self._ambiguous(parts, candidates)
        return candidates[0]

    def _best_named(self, candidates: list[str], written: str) -> list[str]:
        """Prefer the name as it was written, then the same sort of village: 修文社区 is not 修文村."""
        exact = [code for code in candidates if written.endswith(plain(self._names[code]))]
        if exact:
            return exact
        is_community = written.endswith(_COMMUNITY_ENDINGS)
        return [
            code
            for code in candidates
            if plain(self._names[code]).endswith(_COMMUNITY_ENDINGS) == is_community
        ] or candidates

    def _by_code(self, digits: str) -> str:
        code = digits.ljust(CODE_DIGITS, "0")
        if len(digits) in (6, 9, CODE_DIGITS) and code in self._codes and self._is_inside(code):
            return code
        raise self._unknown((digits,))

    def _is_inside(self, code: str) -> bool:
        low, high = bounds(self.within)
        return low <= code < high

    def _readings(
        self, written: str, start: int, ends: set[int], above: str, level_from: Depth
    ) -> Iterable[str]:
        """Yield every division that a text may mean from a place on: each level may be written or left out."""
        for level in Depth:
            if level < level_from:
                continue
            for end in range(len(written), start, -1):
                word = written[start:end]
                for code in self._by_stem.get((level, stem(word, level)), ()):
                    if not _lies_on_one_path(above, code):
                        continue
                    if end == len(written):
                        yield code
                    elif end in ends or self._is_a_whole_name(word, code, level):
                        deeper = code if depth(code) > depth(above) else above
                        yield from self._readings(written, end, ends, deeper, _below(level))

    def _is_a_whole_name(self, word: str, code: str, level: Depth) -> bool:
        """Say whether a name may end here: 灵石 alone does not, when more follows."""
        return word.endswith(_ENDINGS[level]) or word == plain(self._names[code])

    def _unknown(self, parts: tuple[str, ...]) -> CellProblem:
        return CellProblem(
            "division_unknown",
            what=Text(f"找不到“{'/'.join(parts)[:40]}”。", f"“{'/'.join(parts)[:40]}” was not found."),
            why=Text(
                f"{self._names.get(self.within, self.within)}的区划表里没有这个名称或代码。",
                f"The divisions of {self._names.get(self.within, self.within)} have no such name or code.",
            ),
            do=Text(
                "请写全县、乡镇、村的名称，或填12位区划代码。",
                "Write county, township and village in full, or the code of 12 digits.",
            ),
        )

    def _ambiguous(self, parts: tuple[str, ...], candidates: list[str]) -> CellProblem:
        listed = [f"{self._names[code]} {code}" for code in candidates[:5]]
        return CellProblem(
            "division_ambiguous",
            what=Text(
                f"“{'/'.join(parts)[:40]}”有{len(candidates)}个。",
                f"There are {len(candidates)} called “{'/'.join(parts)[:40]}”.",
            ),
            why=Text(f"分别是{'、'.join(listed)}。", f"They are {', '.join(listed)}."),
            do=Text(
                "请写上所在的乡镇，或填12位区划代码。",
                "Write its township as well, or the code of 12 digits.",
            ),
        )


def _lies_on_one_path(one: str, other: str) -> bool:
    """Say whether one of two divisions lies in the other."""
    low, high = bounds(one)
    if low <= other < high:
        return True
    low, high = bounds(other)
    return low <= one < high


def _below(level: Depth) -> Depth:
    levels = list(Depth)
    return levels[min(levels.index(level) + 1, len(levels) - 1)]
