"""Columns of text as they stand in workbooks, made from facts: dates, money, words, yes and no, in a county's style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.columns import Facts
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints
from minsheng.engines.synthetic.wording import RELATIONS_BY_SEX, YES_NO, title, words

DATE_STYLES = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")
TEN_THOUSAND = 10_000
# Codes that are told differently of men and women in counties of these styles.
STYLES_WITH_SEX = (1, 3)


def texts_of(facts: Facts, name: str, rows: Ints, style: int) -> pa.Array:
    """Return a fact of some rows as text; what is not known stays empty."""
    values = facts.values[name][rows]
    known = facts.known[name]
    missing = None if known is None else ~known[rows]
    kind = facts.kinds[name]
    if kind is Kind.DATE:
        return dates(values, missing, style)
    if kind is Kind.MONEY:
        return money(values, missing, per=TEN_THOUSAND if "万元" in title(name, style) else 1)
    if kind is Kind.BOOL:
        return yes_no(values, missing, style)
    if kind is Kind.CODE:
        return coded(values, missing, words(name, style))
    return pa.array(values, mask=missing).cast(pa.string())


def dates(values: Any, missing: Bools | None, style: int) -> pa.Array:
    """Return days since 1970-01-01 as text."""
    days = pa.array(np.asarray(values, dtype=np.int32), mask=missing).cast(pa.date32())
    return pc.strftime(days, format=DATE_STYLES[style % len(DATE_STYLES)])


def money(fen: Any, missing: Bools | None = None, *, per: int = 1) -> pa.Array:
    """Return sums as text in yuan, or in so many yuan, exact and without needless zeros."""
    whole, rest = np.divmod(np.asarray(fen, dtype=np.int64), YUAN * per)
    if not rest.any():
        return pa.array(whole, mask=missing).cast(pa.string())
    digits = len(str(YUAN * per)) - 1
    fraction = pc.utf8_rtrim(pc.utf8_lpad(pa.array(rest).cast(pa.string()), digits, "0"), "0")
    exact = pc.utf8_rtrim(pc.binary_join_element_wise(pa.array(whole).cast(pa.string()), fraction, "."), ".")
    return exact if missing is None else pc.if_else(pa.array(missing), None, exact)


def yes_no(values: Bools, missing: Bools | None, style: int) -> pa.Array:
    """Return yes and no in the words of a county."""
    yes, no = YES_NO[style % len(YES_NO)]
    return pa.array([no, yes]).take(pa.array(values.astype(np.int8), mask=missing))


def coded(values: Any, missing: Bools | None, wording: Mapping[int, str]) -> pa.Array:
    """Return codes in words."""
    names = [wording.get(code, "") for code in range(max(wording) + 1)]
    return pa.array(names).take(pa.array(np.asarray(values, dtype=np.int64), mask=missing))


def relations(relation: Ints, sex: Ints, style: int) -> pa.Array:
    """Return relations to the head; some counties say son and daughter, others child."""
    if style not in STYLES_WITH_SEX:
        return coded(relation, None, words("relation", style))
    names = [word for code in sorted(RELATIONS_BY_SEX) for word in RELATIONS_BY_SEX[code]]
    return pa.array(names).take(pa.array((relation.astype(np.int64) - 1) * 2 + (sex - 1)))


def constant(text: str, count: int) -> pa.Array:
    """Return the same text in every row."""
    return pa.array([text], pa.string()).take(pa.array(np.zeros(count, dtype=np.int64)))


def nothing(count: int) -> pa.Array:
    """Return empty cells."""
    return pa.nulls(count, pa.string())
