"""A simulation as files: report.md and report.html to read, report.json for programs, groups.csv and distribution.csv.

Free of Django. The page has no script and no style of its own, so that it opens anywhere and prints.
"""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from minsheng.engines.policy.simulate import Outcome
from minsheng.engines.policy.wording import plain

HIDDEN = "*"
FILES = ("report.json", "report.md", "report.html", "groups.csv", "distribution.csv")
SYNTHETIC = {
    "zh": "合成数据：其中没有真实的人。",
    "en": "Synthetic data: nobody in it is real.",
}


def write(told: Mapping[str, Any], folder: Path, *, language: str = "zh") -> list[Path]:
    """Write the files of a simulation into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / name for name in FILES]
    written[0].write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    written[1].write_text(markdown(told, language), encoding="utf-8")
    written[2].write_text(page(told, language), encoding="utf-8")
    with written[3].open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(group_rows(told, language))
    with written[4].open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(bar_rows(told, language))
    return written


def group_rows(told: Mapping[str, Any], language: str) -> Iterator[list[str]]:
    """Yield the groups of all policies as a table."""
    outcomes = [told["outcomes"][one.key][language] for one in Outcome]
    yield [
        *_words(language, "policy", "dimension", "group", "unit", "size"),
        *outcomes,
        _word("yuan", language),
    ]
    for policy in told["policies"].values():
        for group in policy["groups"]:
            unit = "people" if group["counts_people"] or policy["subject"] == "person" else "households"
            yield [
                policy["title"][language],
                told["dimensions"][group["dimension"]][language],
                group["label"][language],
                _word(unit, language),
                number(group["size"]),
                *(number(group["counts"][one.key]) for one in Outcome),
                "" if group["counts_people"] else yuan(group["change_fen"]),
            ]


def bar_rows(told: Mapping[str, Any], language: str) -> Iterator[list[str]]:
    """Yield the distribution of all policies as a table."""
    yield _words(language, "policy", "above", "to", "count")
    for policy in told["policies"].values():
        for bar in policy["distribution"]:
            low, high = bar["above_yuan"], bar["to_yuan"]
            yield [
                policy["title"][language],
                "" if low is None else str(low),
                "" if high is None else str(high),
                number(bar["count"]),
            ]


def number(count: int | None) -> str:
    """Write a count; a hidden one says so."""
    return HIDDEN if count is None else f"{count}"


def yuan(fen: int | None) -> str:
    """Write an amount in yuan, signed; a hidden one says so."""
    return HIDDEN if fen is None else plain_yuan(fen)


def plain_yuan(fen: int) -> str:
    """Write fen as yuan with two decimals."""
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


# The report, once as blocks, written twice: as Markdown and as a page.

Block = tuple[
    str, Any
]  # ("h1"|"h2"|"h3"|"p"|"warn", text) | ("table", rows) | ("list", items) | ("bars", bars)


def blocks(told: Mapping[str, Any], language: str) -> Iterator[Block]:
    """Yield the report part by part."""
    reform = told["reform"]
    yield "h1", f"{_word('what_if', language)}：{reform['title'][language]}"
    if told["is_synthetic"]:
        yield "warn", SYNTHETIC[language]
    if reform["note"]:
        yield "p", reform["note"][language]
    yield "p", told["not_a_decision"][language]
    yield (
        "p",
        f"{_word('on', language)} {told['on']} · {told['persons']} {_word('people', language)} · "
        f"{told['households']} {_word('households', language)}",
    )
    yield from _reform_blocks(reform, language)
    for policy in told["policies"].values():
        yield from _policy_blocks(policy, told, language)
    yield from _example_blocks(told, language)
    yield "h2", _word("privacy", language)
    yield "p", told["privacy"][language]


def _reform_blocks(reform: Mapping[str, Any], language: str) -> Iterator[Block]:
    yield "h2", _word("changes", language)
    if reform["parameters"]:
        yield (
            "table",
            [
                _words(language, "parameter", "unit", "before", "after", "status"),
                *(
                    [
                        pair["after"]["label"][language],
                        pair["after"]["unit"],
                        said_value(pair["before"]),
                        said_value(pair["after"]),
                        pair["before"].get("status", ""),
                    ]
                    for pair in reform["parameters"]
                ),
            ],
        )
    told = [one[language] for one in reform["truths"]]
    told += [one[language] for done in reform["conditions"].values() for one in done]
    if told:
        yield "list", told


def said_value(quoted: Mapping[str, Any]) -> str:
    """Write the value of a parameter as its file does."""
    if not quoted:
        return "–"
    said = "" if quoted["value"] is None else _said(quoted["value"])
    counties = "; ".join(f"{code}: {_said(value)}" for code, value in quoted["counties"].items())
    return f"{said} ({counties})" if counties else said


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {entry}" for key, entry in value.items())
    return str(value)


def _policy_blocks(policy: Mapping[str, Any], told: Mapping[str, Any], language: str) -> Iterator[Block]:
    yield "h2", policy["title"][language]
    yield (
        "table",
        [
            _words(language, "outcome", "subjects", "people", "households"),
            *(
                [
                    told["outcomes"][key][language],
                    number(policy["counts"][key]),
                    number(policy["people"][key]),
                    number(policy["households"][key]),
                ]
                for key in policy["counts"]
            ),
        ],
    )
    yield (
        "p",
        f"{_word('eligible', language)}: {number(policy['eligible']['before'])} → "
        f"{number(policy['eligible']['after'])}",
    )
    if policy["gives_money"]:
        yield (
            "p",
            f"{_word('cost', language)}: {yuan(policy['month_fen'])} {_word('a_month', language)}, "
            f"{yuan(policy['year_fen'])} {_word('a_year', language)}, {yuan(policy['once_fen'])} "
            f"{_word('once', language)}",
        )
    if policy["amounts_left_open"]:
        yield "p", f"{_word('open_amounts', language)}: {policy['amounts_left_open']}"
    if policy["unconfirmed_parameters"]:
        yield "warn", f"{_word('unconfirmed', language)}: {', '.join(policy['unconfirmed_parameters'])}"
    for dimension, title in told["dimensions"].items():
        groups = [one for one in policy["groups"] if one["dimension"] == dimension]
        if groups:
            yield "h3", title[language]
            yield "table", list(_group_table(groups, told, language, has_money=policy["gives_money"]))
    if any(bar["count"] for bar in policy["distribution"]):
        yield "h3", _word("distribution", language)
        yield "bars", policy["distribution"]


def _group_table(
    groups: Sequence[Mapping[str, Any]], told: Mapping[str, Any], language: str, *, has_money: bool
) -> Iterator[list[str]]:
    has_money = has_money and not groups[0]["counts_people"]
    heads = [told["outcomes"][one.key][language] for one in Outcome]
    yield ["", _word("size", language), *heads, *([_word("yuan", language)] if has_money else [])]
    for group in groups:
        yield [
            group["label"][language],
            number(group["size"]),
            *(number(group["counts"][one.key]) for one in Outcome),
            *([yuan(group["change_fen"])] if has_money else []),
        ]


def _example_blocks(told: Mapping[str, Any], language: str) -> Iterator[Block]:
    if not told["examples"]:
        return
    yield "h2", _word("examples", language)
    for one in told["examples"]:
        title = told["policies"][one["policy"]]["title"][language]
        yield "h3", f"{one['code']} · {title} · {told['outcomes'][one['outcome']][language]}"
        lines = [_example_line(changed, language) for changed in one["changed"]]
        if one["missing"]:
            lines.append(
                f"{_word('missing', language)}: {', '.join(name[language] for name in one['missing'])}"
            )
        yield "list", lines


def _example_line(changed: Mapping[str, Any], language: str) -> str:
    answers = " → ".join(_word(str(changed[when]), language) for when in ("before", "after"))
    said = changed["condition"][language]
    if changed["before"] is None and changed["after"] is None:
        return str(said)
    why = "; ".join(
        f"{one['label'][language]}: {_word(one['before'], language)} → {_word(one['after'], language)}"
        for one in changed["because"]
    )
    return f"{said}: {answers}" + (f" ({why})" if why else "")


def bar_label(bar: Mapping[str, Any]) -> str:
    """Write the bounds of a bar, in yuan."""
    low, high = bar["above_yuan"], bar["to_yuan"]
    if low is None:
        return f"≤ {plain(high)}"
    return f"> {plain(low)}" if high is None else f"{plain(low)} – {plain(high)}"


def markdown(told: Mapping[str, Any], language: str) -> str:
    """Return the report as Markdown."""
    return "\n\n".join(_as_markdown(kind, content) for kind, content in blocks(told, language)) + "\n"


def _as_markdown(kind: str, content: Any) -> str:
    if kind in ("h1", "h2", "h3"):
        return f"{'#' * int(kind[1])} {content}"
    if kind == "list":
        return "\n".join(f"- {item}" for item in content)
    if kind == "bars":
        widest = max((bar["count"] or 0 for bar in content), default=0) or 1
        rows = [["", "", ""]]
        rows += [
            [bar_label(bar), number(bar["count"]), "█" * round(20 * (bar["count"] or 0) / widest)]
            for bar in content
        ]
        return _markdown_table(rows)
    if kind == "table":
        return _markdown_table(content)
    return f"**{content}**" if kind == "warn" else str(content)


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(told: Mapping[str, Any], language: str) -> str:
    """Return the report as one HTML page without scripts and styles."""
    parts = "\n".join(_as_html(kind, content) for kind, content in blocks(told, language))
    title = html.escape(told["reform"]["title"][language])
    spoken = "zh-Hans" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{spoken}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title></head><body>\n{parts}\n</body></html>\n"
    )


def _as_html(kind: str, content: Any) -> str:
    if kind == "list":
        return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in content)}</ul>"
    if kind == "bars":
        widest = max((bar["count"] or 0 for bar in content), default=0) or 1
        rows = "".join(
            f'<tr><th scope="row">{html.escape(bar_label(bar))}</th><td>{html.escape(number(bar["count"]))}</td>'
            f'<td><meter min="0" max="{widest}" value="{bar["count"] or 0}"></meter></td></tr>'
            for bar in content
        )
        return f"<table>{rows}</table>"
    if kind == "table":
        head, *rest = content
        heads = "".join(f'<th scope="col">{html.escape(str(cell))}</th>' for cell in head)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>" for row in rest
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    if kind == "warn":
        return f"<p><strong>⚠ {html.escape(content)}</strong></p>"
    return f"<{kind}>{html.escape(content)}</{kind}>"


_WORDS = {
    "what_if": ("政策测算", "What if"), "on": ("所问日期", "Asked about"), "people": ("人", "people"),
    "households": ("户", "households"), "privacy": ("关于隐私", "Privacy"), "changes": ("改了什么", "What changes"),
    "parameter": ("标准", "parameter"), "unit": ("单位", "unit"), "before": ("现行", "now"),
    "after": ("测算", "what if"), "status": ("现行值状态", "status now"), "outcome": ("结果", "outcome"),
    "subjects": ("对象", "subjects"), "eligible": ("符合", "Eligible"), "cost": ("支出变化（元）", "Cost, yuan"),
    "a_month": ("每月", "a month"), "a_year": ("每年", "a year"), "once": ("一次性", "once"),
    "open_amounts": ("金额未定、未计入支出的", "Amounts still open and in no sum"),
    "unconfirmed": ("未经核实的默认值", "Unconfirmed defaults"),
    "size": ("共", "all"), "yuan": ("元/期", "yuan a period"),
    "distribution": ("金额变化的分布（元/期）", "Distribution of the change, yuan a period"),
    "examples": ("例子（不含身份信息）", "Examples, without identity"), "policy": ("政策", "policy"),
    "dimension": ("分组", "by"), "group": ("组", "group"), "above": ("大于（元）", "above, yuan"),
    "to": ("至（元）", "to, yuan"), "count": ("数量", "count"), "met": ("符合", "met"),
    "missing": ("还缺", "still missing"),
    "not_met": ("不符合", "not met"), "unknown": ("信息不足", "not known"), "None": ("无此条件", "no such condition"),
}  # fmt: skip


def _word(key: str, language: str) -> str:
    zh, en = _WORDS[key]
    return zh if language == "zh" else en


def _words(language: str, *keys: str) -> list[str]:
    return [_word(key, language) for key in keys]
