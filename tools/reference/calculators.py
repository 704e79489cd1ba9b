"""The page of calculators: what each asks for, where it comes from, and its example worked out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from minsheng.engines.formulas.registry import Calculator
from minsheng.kernel.registry.loading import all_calculators
from reference.markdown import both, code, fenced, page, table

INTRODUCTION = """
The public formulas (计算器): pure functions from one JSON object to one JSON object, without a clock and without a
database.

```
minsheng calc --list
minsheng calc phq-9 --example | minsheng calc phq-9
minsheng calc phq-9 --schema
```

Money is in fen. A field marked * must be given. An input that cannot be right is refused with a sentence that says
what, why and what to do. The answer below each example is what the code finds for it.
"""


def calculators_page() -> str:
    """Return the page."""
    return page(
        "Calculators 计算器",
        INTRODUCTION,
        _overview(),
        *(_calculator(one) for one in all_calculators().values()),
    )


def _overview() -> list[str]:
    rows = [(f"[{one.name}](#{one.name})", both(one.title), one.source) for one in all_calculators().values()]
    return table(("name", "名称 title", "依据 source"), rows)


def _calculator(one: Calculator) -> Iterator[str]:
    yield f"## {one.name}"
    yield ""
    yield f"**{both(one.title)}** [{one.source}]"
    yield ""
    purpose = " ".join((one.calculate.__doc__ or "").split("\n\n")[0].split())
    if purpose:
        yield purpose
        yield ""
    rows = [
        (code(field.name) + ("*" if field.is_required else ""), both(field.text), field.unit)
        for field in one.fields()
    ]
    yield from table(("field", "含义 meaning", "单位 unit"), rows)
    yield from fenced([_json(dict(one.example)), _json(one.run(one.example))], "json")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
