"""The graph of what a policy rests on, laid out as boxes and lines for the component ``policy_graph.html``."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from minsheng.engines.policy.graph import GraphNode, PolicyGraph

BOX_WIDTH, BOX_HEIGHT = 190, 44
GAP_ACROSS, GAP_DOWN = 70, 12
MARGIN = 8
WIDTH_OF_A_LINE = 27  # in halves of a Chinese character
MOST_LINES = 2


@dataclass(frozen=True)
class Box:
    """One box: where it stands, its words line by line, and the whole label for those who point at it."""

    x: int
    y: int
    kind: str
    lines: tuple[tuple[int, int, str], ...]  # x, y, words
    label: str


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]  # paths
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def drawing_of(graph: PolicyGraph, language: str) -> Drawing:
    """Return a drawing: one column for each level, boxes near what they rest on."""
    places = _places(graph)
    height = MARGIN * 2 + max(y for _, y in places.values()) + BOX_HEIGHT
    width = MARGIN * 2 + max(x for x, _ in places.values()) + BOX_WIDTH
    boxes = tuple(_box(node, *places[node.key], language) for node in graph.nodes)
    lines = tuple(_path(places[start], places[end]) for start, end in graph.edges)
    return Drawing(width, height, boxes, lines)


def _places(graph: PolicyGraph) -> dict[str, tuple[int, int]]:
    columns = [list(column) for column in graph.levels()]
    needs: dict[str, list[str]] = {}
    for start, end in graph.edges:
        needs.setdefault(end, []).append(start)
    tallest = max(len(column) for column in columns)
    rows: dict[str, float] = {}
    for column in columns:
        # The mean row of what a box rests on; facts stay in the order in which the rule asks for them.
        column.sort(key=lambda node: _mean([rows[one] for one in needs.get(node.key, ()) if one in rows]))
        first = (tallest - len(column)) / 2
        rows |= {node.key: first + number for number, node in enumerate(column)}
    return {
        node.key: (
            MARGIN + level * (BOX_WIDTH + GAP_ACROSS),
            round(MARGIN + rows[node.key] * (BOX_HEIGHT + GAP_DOWN)),
        )
        for level, column in enumerate(columns)
        for node in column
    }


def _mean(rows: list[float]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def _box(node: GraphNode, x: int, y: int, language: str) -> Box:
    label = node.label.in_language(language)
    lines = _wrapped(label)
    top = y + BOX_HEIGHT // 2 + (4 if len(lines) == 1 else -4)
    placed = tuple((x + 8, top + number * 16, words) for number, words in enumerate(lines))
    return Box(x, y, str(node.kind), placed, label)


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    x1, y1 = start[0] + BOX_WIDTH, start[1] + BOX_HEIGHT // 2
    x2, y2 = end[0], end[1] + BOX_HEIGHT // 2
    bend = (x1 + x2) // 2
    return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"


def _wrapped(label: str) -> list[str]:
    """Break a label into at most two lines; what does not fit ends in an ellipsis."""
    lines = [""]
    for piece in _pieces(label):
        if _wide(lines[-1] + piece) > WIDTH_OF_A_LINE and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1].rstrip() + "…"]
    return [line.strip() for line in lines]


def _pieces(label: str) -> list[str]:
    """Split a label where a line may break: between Chinese characters, and before a space."""
    pieces: list[str] = []
    for sign in label:
        is_wide = _wide(sign) > 1
        joins = pieces and not is_wide and sign != " " and _wide(pieces[-1][-1]) == 1
        if joins:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _wide(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
