"""Money in whole fen (分), int only: shares with a stated rounding, splitting, reading and writing yuan.

There is no float here and no default rounding: one fen in a hundred thousand payments is
money that somebody has to find again.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.problems import refused
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

FEN_PER_YUAN = 100
LARGEST_FEN = 2**63 - 1  # what an int64 column holds

_YUAN = re.compile(r"(?P<sign>-?)(?P<yuan>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<fen>\d{1,2}))?", re.ASCII)


class Rounding(StrEnum):
    """What happens to a fraction of a fen, in calculators and in rules; there is no default, every share says it.

    FLOOR goes down and CEIL goes up on the number line, also below zero; ties of HALF_UP go away from zero.
    """

    FLOOR = "floor"
    CEIL = "ceil"
    HALF_UP = "half_up"


def rounded(value: Fraction, *, rounding: Rounding) -> int:
    """Return the whole number for an exact fraction.

    FLOOR goes down and CEIL goes up on the number line, also below zero.
    """
    if rounding is Rounding.FLOOR:
        return value.numerator // value.denominator
    if rounding is Rounding.CEIL:
        return -(-value.numerator // value.denominator)
    sign = -1 if value < 0 else 1
    doubled = 2 * abs(value.numerator) + value.denominator
    return sign * (doubled // (2 * value.denominator))


def share_of(amount_fen: int, ratio: Fraction, *, rounding: Rounding) -> int:
    """Return ``ratio`` of an amount in fen, rounded once at the end.

    >>> share_of(114500, Fraction(2, 3), rounding=Rounding.FLOOR)
    76333
    """
    return rounded(amount_fen * ratio, rounding=rounding)


def up_to_whole_yuan(amount_fen: int) -> int:
    """Return the amount raised to the next whole yuan (见分进元)."""
    return share_of(amount_fen, Fraction(1, FEN_PER_YUAN), rounding=Rounding.CEIL) * FEN_PER_YUAN


def yuan_text(amount_fen: int) -> str:
    """Return an amount as people read it.

    >>> yuan_text(123450)
    '1,234.50'
    """
    yuan, fen = divmod(abs(amount_fen), FEN_PER_YUAN)
    return f"{'-' if amount_fen < 0 else ''}{yuan:,}.{fen:02d}"


def fen_from_yuan_text(text: str, *, field: str = "amount") -> int:
    """Return the fen of an amount written in yuan, such as ``1,234.5``, ``¥720`` or ``720元``.

    Strict: thousands commas only in their places, at most two decimals, nothing else. Raises
    BadInput for anything it would have to guess (``1.234,50``, ``1e3``, ``720.005``, ``约720``).
    """
    bare = text.strip().removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    match = _YUAN.fullmatch(bare)
    if match is None:
        raise refused(
            field,
            "amount",
            what=Text(f"看不懂金额“{text[:40]}”。", f"The amount {text[:40]!r} cannot be read."),
            why=Text(
                "金额以元计，最多两位小数，例如1,234.50。",
                "An amount is in yuan with at most two decimals, as in 1,234.50.",
            ),
            do=Text("请改成这样的写法。", "Write it like that."),
        )
    fen = int(match["yuan"].replace(",", "")) * FEN_PER_YUAN + int((match["fen"] or "0").ljust(2, "0"))
    if fen > LARGEST_FEN:
        raise refused(
            field,
            "too_large",
            what=Text("金额太大。", "The amount is too large."),
            why=Text("超出了系统能存的范围。", "It does not fit the column in which money is kept."),
            do=Text("请检查是否多写了数字。", "Check for digits that should not be there."),
        )
    return -fen if match["sign"] else fen


def split_by_weights(amount_fen: int, weights: Sequence[int]) -> list[int]:
    """Split an amount so that the parts add up to it exactly (largest remainder).

    The fen that are left go to the largest fractions, ties to the earlier part. Raises
    ValueError without weights, for a negative weight, a sum of zero, or a negative amount.

    >>> split_by_weights(10000, [1, 1, 1])
    [3334, 3333, 3333]
    """
    if amount_fen < 0:
        raise ValueError(f"Only an amount of at least zero can be split, got {amount_fen} fen.")
    if any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError(f"Weights are at least zero and one of them is more, got {list(weights)}.")
    total = sum(weights)
    parts = [amount_fen * weight // total for weight in weights]
    remainders = [amount_fen * weight % total for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda index: (-remainders[index], index))
    for index in by_remainder[: amount_fen - sum(parts)]:
        parts[index] += 1
    return parts
