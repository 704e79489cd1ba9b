"""Health impact: worked examples E9-1 to E9-6, and what must hold for every draw."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.engines.formulas.bands import band_of
from minsheng.engines.formulas.problems import BadInput
from minsheng.engines.formulas.registry import calculators
from minsheng.programmes.health_impact.expert_draw import Expert, Task, broken_rules, draw_panel
from minsheng.programmes.health_impact.formulas import RISK, impact_score

DAY = date(2026, 11, 24)
TASK = Task("2026-017", frozenset({"环境", "公共卫生"}), size=5, at_least_related=2, at_most_per_unit=1)
FIELDS = ("公共卫生", "环境", "规划", "医学", "法律", "社会", "经济", "心理")


def run(name, **changes):
    calculator = calculators()[name]
    return calculator.run({**calculator.example, **changes})


def pool(number=40, *, units=17, recused=6):
    return [
        Expert(
            f"E{index:02d}",
            f"单位{index % units}",
            frozenset({FIELDS[index % 8]}),
            is_recused=index < recused,
        )
        for index in range(number)
    ]


def draw(experts, task=TASK, *, entropy="03 11 17", alternates=3):
    return draw_panel(experts, task, on=DAY, public_entropy=entropy, alternates=alternates)


def test_e9_1_twenty_times_no_is_filed_and_one_unknown_goes_on():
    assert run("health-impact-screening", answers=["no"] * 20)["outcome"] == "file_no_assessment_needed"
    assert run("health-impact-screening", answers=["no"] * 19 + ["unknown"])["outcome"] == "assess"
    assert run("health-impact-screening", answers=["no"] * 19 + ["yes"])["outcome"] == "assess"


def test_an_unanswered_question_is_neither_no_nor_unknown():
    found = run("health-impact-screening", answers=["no"] * 19 + [None])

    assert found["outcome"] == "incomplete"
    assert found["missing"] == [20]


def test_e9_6_a_project_below_the_threshold_is_only_screened():
    assert run("health-impact-screening", budget_fen=480_000_000)["outcome"] == "screening_only"
    assert run("health-impact-screening", budget_fen=499_999_999)["outcome"] == "screening_only"
    assert run("health-impact-screening", budget_fen=500_000_000)["outcome"] == "assess"
    assert run("health-impact-screening", budget_fen=None)["outcome"] == "budget_missing"
    assert run("health-impact-screening", is_project=False, budget_fen=None)["outcome"] == "assess"


@pytest.mark.parametrize(
    ("score", "code"),
    [
        (Fraction(59, 10), "low"),
        (6, "medium"),
        (Fraction(129, 10), "medium"),
        (13, "high"),
        (Fraction(249, 10), "high"),
        (25, "very_high"),
    ],
)
def test_both_sides_of_each_risk_band(score, code):
    assert band_of(score, RISK).code == code


def test_a_vulnerable_group_adds_a_quarter_and_nothing_exceeds_25():
    assert impact_score(3, 4, exposure_weight=Fraction(1), hits_vulnerable=True) == 15
    assert impact_score(5, 5, exposure_weight=Fraction(2), hits_vulnerable=True) == 25


@pytest.mark.parametrize(("people", "score"), [(999, 12), (1_000, 18), (10_000, 18), (10_001, 24)])
def test_more_people_weigh_more(people, score):
    assert run("health-impact-score", exposed_people=people)["score"] == score


def test_e9_3_the_same_task_and_day_give_the_same_list():
    assert draw(pool()) == draw(list(reversed(pool())))
    assert run("expert-draw") == run("expert-draw")


def test_e9_3_another_task_day_or_entropy_gives_another_list():
    other_task = Task("2026-018", TASK.fields, TASK.size, TASK.at_least_related, TASK.at_most_per_unit)

    assert draw(pool()).panel != draw(pool(), other_task).panel
    assert draw(pool()).panel != draw(pool(), entropy="03 11 18").panel
    assert run("expert-draw", on="2026-11-25")["panel"] != run("expert-draw")["panel"]


def test_nobody_who_is_recused_or_suspended_is_drawn():
    suspended = Expert("S", "别处", frozenset({"环境"}), is_suspended=True)
    found = draw([*pool(), suspended], alternates=99)

    drawn = {expert.key for expert in found.panel + found.alternates}
    assert drawn == {f"E{index:02d}" for index in range(6, 40)}


def test_e9_4_three_of_one_hospital_are_refused():
    found = run("expert-panel")

    assert not found["is_valid"]
    assert found["broken_rules"] == ["too_many_of_one_unit"]


def test_e9_4_a_refused_draw_is_recorded_and_drawn_again():
    found = draw(pool(units=6))

    assert broken_rules(found.panel, TASK) == ()
    assert found.refused_rounds
    assert all(found.refused_rounds)


@given(entropy=st.text(min_size=1, max_size=20), units=st.integers(7, 20), recused=st.integers(0, 10))
def test_every_panel_keeps_every_rule(entropy, units, recused):
    found = draw(pool(units=units, recused=recused), entropy=entropy)

    assert broken_rules(found.panel, TASK) == ()
    assert not set(found.panel) & set(found.alternates)


def test_over_many_tasks_nobody_is_left_out():
    drawn = set()
    for number in range(60):
        task = Task(f"T{number}", TASK.fields, TASK.size, TASK.at_least_related, TASK.at_most_per_unit)
        drawn |= set(draw(pool(), task).panel)

    assert len(drawn) == 34


@pytest.mark.parametrize(
    ("panel_of", "broken"),
    [
        (pool()[6:9], "size"),
        (pool()[5:10], "recused"),
        ([expert for expert in pool() if not expert.fields & TASK.fields][4:9], "too_few_of_the_field"),
    ],
)
def test_each_rule_of_a_panel_is_checked(panel_of, broken):
    assert broken in broken_rules(panel_of, TASK)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_panel_is_odd_and_at_least_three(size):
    with pytest.raises(BadInput, match="odd"):
        run("expert-draw", size=size)


def test_rules_that_cannot_be_met_are_told_at_once():
    with pytest.raises(BadInput, match="too few units"):
        draw(pool(units=4))
    with pytest.raises(BadInput, match="Too few experts of the field"):
        draw([expert for expert in pool() if not expert.fields & TASK.fields])


def test_nobody_has_two_lots():
    with pytest.raises(BadInput, match="twice"):
        draw([*pool(), pool()[10]])


def test_e9_5_a_rejection_without_reasons_blocks_the_filing():
    without = [{"feedback": "adopted"}] * 5 + [{"feedback": "rejected", "reasons": " "}] * 2

    found = run("health-impact-filing", recommendations=without)

    assert not found["may_be_filed"]
    assert found["without_reasons"] == [6, 7]
    assert run("health-impact-filing")["may_be_filed"]


def test_an_unanswered_recommendation_blocks_the_filing():
    found = run("health-impact-filing", recommendations=[{"feedback": "adopted"}, {}])

    assert not found["may_be_filed"]
    assert found["unanswered"] == [2]
