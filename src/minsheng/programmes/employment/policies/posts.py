"""Public posts (公益性岗位): who may be placed, at most twice, and what is paid while somebody is on a post."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once, month_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import DisabilityGrade
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import recognition, support
from minsheng.programmes.employment.policies.book import BOOK, COUNTY_WINDOW, LAW, POSTS, WINDOW

posts_held = BOOK.define(
    "posts_held",
    Text("已安置公益性岗位次数", "public posts held so far"),
    dsl.or_else(fact("public_posts_held"), 0),
)
is_severely_disabled = BOOK.define(
    "is_severely_disabled_worker",
    Text("重度残疾（一、二级）", "severely disabled (grades one and two)"),
    dsl.one_of(fact("disability_grade"), (DisabilityGrade.ONE, DisabilityGrade.TWO)),
    source=POSTS,
)
may_be_placed_again = BOOK.define(
    "may_be_placed_again",
    Text(
        "期满后可再次安置（大龄、零就业家庭、重度残疾）",
        "may be placed again: older, household without work, severely disabled",
    ),
    recognition.is_older | recognition.is_of_a_household_without_work | is_severely_disabled,
    source=POSTS,
)

BOOK.policy(
    "public_post",
    Text("公益性岗位安置", "Placement on a public post"),
    subject=Entity.PERSON,
    conditions=(
        support.recognised,
        recognition.of_working_age,
        recognition.is_registered_unemployed,
        support.not_on_a_public_post,
        recognition.wants_work,
        dsl.condition(
            Text("不是用人单位或经办人员的亲属", "Not a relative of staff of the post or of the office"),
            ~fact("is_relative_of_staff"),
            source=POSTS,
        ),
        dsl.condition(
            Text("安置次数未到上限", "Has not been placed as often as allowed"),
            posts_held < dsl.number("employment.public_post_placements"),
            source=POSTS,
        ),
        dsl.condition(
            Text(
                "首次安置，或属于期满可再次安置的人员",
                "Placed for the first time, or of a group that may be placed again",
            ),
            (posts_held == 0) | may_be_placed_again,
            source=POSTS,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "市场渠道难以就业的就业困难人员，可安置到公益性岗位，总共不超过两次。",
        "Whoever is hard to employ and finds nothing on the market may be placed on a public post, at most twice.",
    ),
    sources=(f"{LAW}第五十二条", POSTS),
    window=WINDOW,
    period=Period(begins=at_once()),
)

BOOK.policy(
    "public_post_subsidy",
    Text("公益性岗位补贴", "Public-post subsidy"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(Text("在公益性岗位上", "On a public post"), support.is_on_public_post, source=POSTS),
        support.before_retirement,
        dsl.condition(
            Text("上月考勤核查在岗（不得吃空饷）", "Seen at work in the last monthly check"),
            fact("attended_last_month"),
            source=POSTS,
        ),
        dsl.condition(
            Text(
                "补贴未满最长月数；上岗时距退休不足规定年限的，可到退休",
                "The longest number of months is not reached; near retirement at the start, until retirement",
            ),
            (dsl.or_else(fact("public_post_months"), 0) < dsl.number("employment.public_post_months"))
            | support.is_near_retirement_at_post,
            source=POSTS,
        ),
    ),
    benefit=Benefit.CASH,
    amount=BOOK.define(
        "public_post_amount",
        Text("岗位补贴（参照当地最低工资）", "subsidy, by the local minimum wage"),
        dsl.share(
            dsl.money("social_assistance.minimum_wage"),
            "employment.public_post_wage_ratio",
            rounding=dsl.Rounding.FLOOR,
        ),
        source=POSTS,
    ),
    summary=Text(
        "在公益性岗位上岗、考勤合格的，参照最低工资给予岗位补贴，一般三年，临近退休的到退休。",
        "While on a public post and seen at work, a subsidy by the minimum wage, for three years, "
        "or until retirement when that was near.",
    ),
    sources=(POSTS,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of("public_post_since", label=Text("上岗", "the start of the post"))),
)
