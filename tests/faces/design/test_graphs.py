"""The drawing of a graph: no box over another, every line from left to right, no label wider than its box."""

from __future__ import annotations

import pytest

from minsheng.engines.policy.graph import graph_of
from minsheng.faces.design.graphs import BOX_HEIGHT, BOX_WIDTH, MOST_LINES, WIDTH_OF_A_LINE, _wide, drawing_of
from minsheng.kernel.registry.loading import policies


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("policy", policies().values(), ids=lambda policy: policy.key)
def test_boxes_keep_apart_inside_the_drawing(policy, language):
    drawn = drawing_of(graph_of(policy), language)
    places = [(box.x, box.y) for box in drawn.boxes]

    assert len({x for x, _ in places}) > 1
    for number, (x, y) in enumerate(places):
        assert 0 <= x <= drawn.width - BOX_WIDTH
        assert 0 <= y <= drawn.height - BOX_HEIGHT
        assert all(
            x != other_x or abs(y - other_y) >= BOX_HEIGHT for other_x, other_y in places[number + 1 :]
        )
    assert all(len(box.lines) <= MOST_LINES for box in drawn.boxes)


def test_a_long_label_is_cut_at_the_second_line_and_stays_whole_for_those_who_point_at_it():
    policy = policies()["dibao"]
    drawn = drawing_of(graph_of(policy), "en")

    for box in drawn.boxes:
        said = " ".join(words for _, _, words in box.lines)
        assert said == box.label or said.endswith("…")
        assert all(_wide(words) <= WIDTH_OF_A_LINE + 1 for _, _, words in box.lines if " " in words)
