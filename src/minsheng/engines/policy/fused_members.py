"""Members brought up to their household in the source of a kernel.

An aggregate is begun before the members, gathered from each of them, and read after them.
"""

from __future__ import annotations

from minsheng.engines.policy.binding import Step
from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.fused_page import Known, Page
from minsheng.engines.policy.fused_truth import only_if, unless

_BEGIN = {
    "total": "np.int64(0)", "count": "np.int64(0)", "largest": "SMALLEST", "smallest": "LARGEST",
    "any": "False", "all": "True",
}  # fmt: skip
_GATHER = {
    "total": "{so_far} + {value}",
    "count": "{so_far} + np.int64({value})",
    "largest": "max({so_far}, {value})",
    "smallest": "min({so_far}, {value})",
}


def begin_gathering(page: Page, number: int) -> None:
    """Write what an aggregate starts from, before the members."""
    step = page.plan.steps[number]
    for word in page.words_of(step.children[0]):
        page.let(f"g{number}_{word}", "ZERO")
    if step.node.how != "eldest":
        page.let(f"g{number}", _BEGIN[step.node.how])
        return
    page.let(f"e{number}", "LARGEST")
    page.let(f"g{number}", "False" if step.node.kind is Kind.BOOL else "np.int64(0)")
    for word in page.words_of(step.children[0]):
        page.let(f"h{number}_{word}", "ZERO")
    for word in page.words_of(step.children[1]):
        page.let(f"d{number}_{word}", "ZERO")


def gather(page: Page, number: int) -> None:
    """Write what one member adds to an aggregate."""
    step = page.plan.steps[number]
    value = page.known(step.children[0])
    if step.node.how == "eldest":
        _gather_eldest(page, number, value, page.known(step.children[1]))
    else:
        page.let(f"g{number}", _with_one_more(page, f"g{number}", step, value))
    for word, name in value.words:
        page.let(f"g{number}_{word}", f"g{number}_{word} | {name}")


def _with_one_more(page: Page, so_far: str, step: Step, value: Known) -> str:
    flag = page.is_unknown(value)
    if step.node.how == "any":
        return f"{so_far} | {value.value}" if flag is None else f"{so_far} | ({value.value} & (not {flag}))"
    if step.node.how == "all":
        return f"{so_far} & {value.value}" if flag is None else f"{so_far} & ({value.value} | {flag})"
    return _GATHER[step.node.how].format(so_far=so_far, value=value.value)


def _gather_eldest(page: Page, number: int, value: Known, born_on: Known) -> None:
    is_older = page.let(f"o{number}", f"{born_on.value} < e{number}")
    page.let(f"e{number}", f"{born_on.value} if {is_older} else e{number}")
    page.let(f"g{number}", f"{value.value} if {is_older} else g{number}")
    for word, name in value.words:
        page.let(f"h{number}_{word}", f"{name} if {is_older} else h{number}_{word}")
    for word, name in born_on.words:
        page.let(f"d{number}_{word}", f"d{number}_{word} | {name}")


def aggregate(page: Page, number: int) -> Known:
    """Return an aggregate after all members; one that is only needed here goes through the members now."""
    if page.at is not page.regions.root:
        page.gather_now(number)
    step = page.plan.steps[number]
    if step.node.how == "eldest":
        return _of_the_eldest(page, number, step)
    words = tuple((word, f"g{number}_{word}") for word in page.words_of(number))
    if step.node.how in ("any", "all") and words:
        mask = (unless if step.node.how == "any" else only_if)(f"g{number}")
        words = tuple((word, page.let(f"m{number}_{word}", f"{name} & {mask}")) for word, name in words)
    return Known(f"g{number}", words)


def _of_the_eldest(page: Page, number: int, step: Step) -> Known:
    of_value, of_birth = (page.words_of(child) for child in step.children)
    chosen = {word: f"h{number}_{word}" for word in of_value}
    if not of_birth:
        return Known(f"g{number}", tuple(chosen.items()))
    births = " | ".join(f"d{number}_{word}" for word in of_birth)
    found = page.let(f"o{number}", f"(high - low == ONE) | (({births}) == ZERO)")
    words = []
    for word in page.words_of(number):
        either = [f"g{number}_{word}"] * (word in of_value) + [f"d{number}_{word}"] * (word in of_birth)
        expression = f"{chosen.get(word, 'ZERO')} if {found} else ({' | '.join(either)})"
        words.append((word, page.let(f"m{number}_{word}", expression)))
    return Known(f"g{number}", tuple(words))
