"""The answers in the source of a kernel: what is written where a policy may hold. Elsewhere zeros stand already."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.fused_page import Page
from minsheng.engines.policy.fused_steps import Answer
from minsheng.engines.policy.fused_truth import may_hold


def write_answer(page: Page, number: int, answer: Answer) -> None:
    """Write status, amount and missing facts of one policy for one subject, unless the policy is out of question."""
    row = "from_person + i" if answer.policy.subject is Entity.PERSON else "h"
    eligible = page.known(answer.eligible)
    is_unknown = page.is_unknown(eligible)
    words = {word: [name] for word, name in eligible.words}
    with page.inside(f"if {may_hold(page, eligible)}:"):
        page.line(
            f"s{number}[{row}] = " + (f"np.int8(2) if {is_unknown} else np.int8(1)" if is_unknown else "1")
        )
        if answer.amount is not None:
            for word, name in _write_amount(page, number, row, answer.amount, is_unknown):
                words.setdefault(word, []).append(name)
        if words:
            _write_open(page, number, row, {word: " | ".join(names) for word, names in words.items()})


def _write_amount(
    page: Page, number: int, row: str, amount: int, is_unknown: str | None
) -> Sequence[tuple[int, str]]:
    """Write the amount where it is due, and return the words of the facts it may be missing."""
    words = [(word, page.let(f"y{number}_{word}", "ZERO")) for word in page.words_of(amount)]
    with page.region(page.regions.amounts[number], f"not {is_unknown}" if is_unknown else "True"):
        known = page.known(amount)
        flag = page.is_unknown(known)
        page.line(
            f"a{number}[{row}] = " + (f"np.int64(0) if {flag} else {known.value}" if flag else known.value)
        )
        for word, name in words:
            page.let(name, known.word(word))
    return words


def _write_open(page: Page, number: int, row: str, words: dict[int, str]) -> None:
    names = {word: page.let(f"b{number}_{word}", expression) for word, expression in words.items()}
    page.line(f"if ({' | '.join(names.values())}) != ZERO:")
    page.line(f"    n{number} = counts[{number}]")
    page.line(f"    r{number}[n{number}] = np.int64({row})")
    for word in range(page.word_count):
        page.line(f"    b{number}[n{number}, {word}] = {names.get(word, 'ZERO')}")
    page.line(f"    counts[{number}] = n{number} + ONE")
