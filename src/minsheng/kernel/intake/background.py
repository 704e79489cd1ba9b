"""What the checks need to know beyond the file, taken from the site: divisions, policies, kinds of place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.intake.checking.divisions import DivisionFinder, NamedDivision
from minsheng.kernel.intake.checking.parsers import Background
from minsheng.kernel.intake.checking.words import plain
from minsheng.kernel.intake.kinds import sheet_kinds
from minsheng.kernel.places.models import Place
from minsheng.kernel.registry.loading import place_kinds, policies

Stage = Place.Stage
SHORTEST_PART = 3
# A bureau's word is not an inspection: what it calls accepted still waits for the acceptance record of this system.
STAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    Stage.PLANNED: ("规划", "拟建", "计划", "未开工", "筹建"),
    Stage.SITED: ("选址", "立项", "已立项"),
    Stage.STARTED: ("已开工", "开工建设"),
    Stage.UNDER_CONSTRUCTION: ("在建", "建设", "施工", "施工中", "装修中", "改造中"),
    Stage.COMPLETED: ("完工", "已完工", "竣工", "建成", "已建成", "主体竣工"),
    Stage.AWAITING_ACCEPTANCE: ("验收中", "验收合格", "已验收", "通过验收"),
    Stage.OPERATING: (
        "运营",
        "运营中",
        "正常运营",
        "在用",
        "已投用",
        "投用",
        "营业",
        "正常",
        "已运营",
        "投入使用",
    ),
    Stage.CLOSED: ("关闭", "已关闭", "停用", "停运", "停止运营", "注销"),
}


def background_of(division_code: str, *, on: date) -> Background:
    """Return what is known of a division on a day, for checking a file that belongs to it."""
    return background_from(named_divisions(), within=division_code, on=on)


def named_divisions() -> tuple[NamedDivision, ...]:
    """Return every division of the site by code and name."""
    return tuple(NamedDivision(code, name) for code, name in Division.objects.values_list("code", "name"))


def background_from(divisions: Iterable[NamedDivision], *, within: str, on: date) -> Background:
    """Return what is known of a division on a day. Asks no database, so it can be done in another process."""
    stages = {word: str(stage) for stage, words in STAGE_WORDS.items() for word in (stage.label, *words)}  # type: ignore[attr-defined]
    return Background(
        on=on,
        divisions=DivisionFinder(divisions, within=within),
        lookups={
            "policy": by_longest_word(_words_of_policies()),
            "place_kind": by_longest_word(_words_of_place_kinds()),
            "place_stage": by_longest_word({plain(word): stage for word, stage in stages.items()}),
        },
        choices={
            "policy": "、".join(policy.title.zh for policy in policies().values()),
            "place_kind": "、".join(kind.title.zh for kind in place_kinds().values()),
            "place_stage": "、".join(str(label) for label in Stage.labels if label != Stage.ACCEPTED.label),
        },
    )


def by_longest_word(words: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return a look-up that takes a known word, a text that contains one, or a part of a single one.

    Of the known words that a text contains the longest decides: 重度残疾人护理补贴 is not 护理补贴.
    """
    longest_first = sorted(words, key=len, reverse=True)

    def find(text: str) -> str | None:
        written = plain(text)
        if written in words:
            return words[written]
        contained = [word for word in longest_first if word in written]
        near = [word for word in contained if len(word) == len(contained[0])]
        if not near and len(written) >= SHORTEST_PART:
            near = [word for word in words if written in word]
        keys = {words[word] for word in near}
        return keys.pop() if len(keys) == 1 else None

    return find


def _words_of_policies() -> dict[str, str]:
    words = {plain(name): key for key, policy in policies().items() for name in (key, *_both(policy.title))}
    for kind in sheet_kinds().values():
        if kind.policy:
            words |= {plain(word): kind.policy for word in kind.title_words if plain(word) not in words}
    return words


def _words_of_place_kinds() -> dict[str, str]:
    return {
        plain(name): key
        for key, kind in place_kinds().items()
        for name in (key, *_both(kind.title), *kind.names)
    }


def _both(title: object) -> Iterable[str]:
    return (getattr(title, "zh", ""), getattr(title, "en", ""))
