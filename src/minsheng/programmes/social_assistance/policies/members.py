"""Who counts as a member of the household (共同生活的家庭成员), and who among them needs more than others."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import (
    DisabilityGrade,
    DisabilityKind,
    HouseholdKind,
    Relation,
    Schooling,
)
from minsheng.kernel.people.facts import fact
from minsheng.programmes.social_assistance.policies.book import (
    BOOK,
    DESTITUTE_METHOD,
    DIBAO_METHOD,
    DISABILITY_METHOD,
    LAW,
)

UP_TO_BACHELOR = (
    Schooling.PRIMARY,
    Schooling.JUNIOR_SECONDARY,
    Schooling.UPPER_SECONDARY,
    Schooling.COLLEGE,
)
OF_THE_MIND = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)

age = BOOK.define("age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on")))

is_minor = BOOK.define(
    "is_minor",
    Text("未成年人", "minor"),
    age < dsl.number("social_assistance.adult_from_age"),
    source="民法典第十七条",
)

is_severely_disabled = BOOK.define(
    "is_severely_disabled",
    Text(
        "重度残疾（一、二级，或三级智力、精神残疾）",
        "severely disabled (grades 1-2, or 3 intellectual or mental)",
    ),
    dsl.one_of(fact("disability_grade"), (DisabilityGrade.ONE, DisabilityGrade.TWO))
    | (
        (fact("disability_grade") == DisabilityGrade.THREE) & dsl.one_of(fact("disability_kind"), OF_THE_MIND)
    ),
    source=f"{LAW}第二十一条；{DIBAO_METHOD}",
)

# An exclusion needs a judgment, an order or a county decision; without one on record the member counts.
is_left_out = BOOK.define(
    "is_left_out",
    Text("依判决或认定不计入的人员", "left out of the household by a judgment or a decision"),
    dsl.or_else(fact("is_detained"), False) | dsl.or_else(fact("left_family_over_three_years"), False),
    source=DIBAO_METHOD,
)

shares_the_household = BOOK.define(
    "shares_the_household",
    Text(
        "配偶、未成年子女、在校或不能独立生活的成年子女、长期共同居住的其他人",
        "spouse, minor child, adult child at school or unable to live alone, or somebody who lives there",
    ),
    dsl.any_of(
        dsl.one_of(fact("relation"), (Relation.HEAD, Relation.SPOUSE)),
        is_minor,
        dsl.one_of(fact("schooling"), UP_TO_BACHELOR),
        is_severely_disabled,
        fact("lives_here"),
    ),
    source=DIBAO_METHOD,
)

lives_in_the_family = BOOK.define(
    "lives_in_the_family",
    Text("共同生活的家庭成员", "member of the family who shares its life"),
    ~is_left_out & shares_the_household,
    source=DIBAO_METHOD,
)

family_size = BOOK.define(
    "family_size", Text("共同生活的家庭人口", "members of the family"), dsl.count_members(lives_in_the_family)
)

# Whoever is supported as destitute is provided for already: neither a mouth nor an income of the household.
counts = BOOK.define(
    "counts",
    Text("计入家庭人口", "counts as a member"),
    lives_in_the_family & ~dsl.or_else(fact("is_destitute_supported"), False),
    source=f"{LAW}第十四条；{DIBAO_METHOD}",
)

members = BOOK.define("members", Text("计入的家庭人口", "members that count"), dsl.count_members(counts))

has_local_member = dsl.condition(
    Text("家庭中有本市户籍成员", "A member of the household is registered in the city"),
    dsl.any_member(counts & fact("has_local_hukou")),
    source=f"{LAW}第三十七条",
)

# A household is a family unless the register says it is a collective one (dormitory, temple, home).
is_collective = BOOK.define(
    "is_collective",
    Text("登记为集体户", "registered as a collective household"),
    dsl.is_known(fact("household_kind")) & (fact("household_kind") == HouseholdKind.COLLECTIVE),
    source=DIBAO_METHOD,
)
is_family = dsl.condition(
    Text("按家庭申请（不是集体户）", "It is a family, not a collective household"),
    ~is_collective,
    source=DIBAO_METHOD,
)

# For a child the roll must be known; for a grown person only a decision on record counts.
is_supported_as_orphan = BOOK.define(
    "is_supported_as_orphan",
    Text("已纳入孤儿、事实无人抚养儿童保障", "already supported as an orphan or as a child without care"),
    dsl.choose(is_minor, fact("is_orphan_supported"), dsl.or_else(fact("is_orphan_supported"), False)),
    source=f"{DESTITUTE_METHOD}；{DISABILITY_METHOD}",
)
