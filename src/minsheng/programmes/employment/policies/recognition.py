"""Who is hard to employ (就业困难人员), and graduates who are owed the 1131 services."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import CONFIRMED, Period, at_once, day_of
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import Expression
from minsheng.kernel.people.codes import AssistanceClass, DisabilityGrade, Education, Employment, Sex
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies.book import BOOK, LAW, PROVINCE, WINDOW
from minsheng.programmes.employment.policies.working_age import is_of_working_age

CERTIFICATES = (
    DisabilityGrade.ONE,
    DisabilityGrade.TWO,
    DisabilityGrade.THREE,
    DisabilityGrade.FOUR,
)
GRADUATES = (Education.JUNIOR_COLLEGE, Education.BACHELOR, Education.POSTGRADUATE)
NOT_IN_WORK = (
    Employment.OUTSIDE_THE_LABOUR_FORCE,
    Employment.REGISTERED_UNEMPLOYED,
    Employment.RETIRED,
)

of_working_age = dsl.condition(
    Text(
        "在法定劳动年龄内（未到延迟后的法定退休年龄）", "Of legal working age (retirement age as now delayed)"
    ),
    is_of_working_age,
    source=PROVINCE,
)
wants_work = dsl.condition(
    Text("有劳动能力和就业意愿", "Able and willing to work"), fact("wants_work"), source=PROVINCE
)
is_registered_unemployed = dsl.condition(
    Text("已登记失业", "Registered as unemployed"),
    fact("employment") == Employment.REGISTERED_UNEMPLOYED,
    source=PROVINCE,
)
belongs_here = dsl.condition(
    Text("本市户籍或常住本地", "Registered in the city or living here"),
    fact("has_local_hukou") | fact("lives_here"),
    source=PROVINCE,
)

# The nine categories.

registered_months = BOOK.define(
    "registered_months",
    Text("登记失业足月数", "completed months of registered unemployment"),
    dsl.months_since(fact("unemployed_since")),
)
age_in_years = BOOK.define(
    "employment_age", Text("周岁年龄", "age in completed years"), dsl.age_in_years(fact("born_on"))
)


def _registered_for(key: str) -> Expression:
    return registered_months >= dsl.number(f"employment.{key}")


is_older = BOOK.define(
    "is_older_unemployed",
    Text("大龄失业人员", "older unemployed person"),
    dsl.choose(
        fact("sex") == Sex.MALE,
        age_in_years >= dsl.number("employment.older_from_age_men"),
        age_in_years >= dsl.number("employment.older_from_age_women"),
    ),
    source=f"{PROVINCE}第四条第一项",
)
is_on_minimum_living = BOOK.define(
    "is_on_minimum_living",
    Text("低保人员，登记失业达到规定月数", "on minimum living and registered for long enough"),
    (fact("assistance_class") == AssistanceClass.DIBAO) & _registered_for("dibao_registered_months"),
    source=f"{PROVINCE}第四条第二项",
)
is_disabled = BOOK.define(
    "is_disabled_unemployed",
    Text("持证残疾人，登记失业达到规定月数", "disabled with a certificate and registered for long enough"),
    dsl.one_of(fact("disability_grade"), CERTIFICATES) & _registered_for("disabled_registered_months"),
    source=f"{PROVINCE}第四条第三项",
)
is_of_a_household_without_work = BOOK.define(
    "is_of_a_household_without_work",
    Text(
        "城镇零就业家庭成员（劳动年龄内无人就业，想就业的都已登记失业）",
        "member of an urban household in which nobody of working age works, and all who want work are registered",
    ),
    fact("is_urban") & dsl.all_members(~is_of_working_age | dsl.one_of(fact("employment"), NOT_IN_WORK)),
    source=f"{PROVINCE}第四条第四项；{LAW}第五十六条",
)
lost_land = BOOK.define(
    "lost_land_and_registered",
    Text("被征地农民，登记失业达到规定月数", "farmer whose land was taken, registered for long enough"),
    fact("lost_land") & _registered_for("landless_registered_months"),
    source=f"{PROVINCE}第四条第五项",
)
is_long_unemployed = BOOK.define(
    "is_long_unemployed",
    Text("长期失业人员", "long-term unemployed person"),
    _registered_for("long_unemployed_from_months"),
    source=f"{PROVINCE}第四条第七项",
)
months_since_graduation = BOOK.define(
    "months_since_graduation",
    Text("毕业足月数", "completed months since graduation"),
    dsl.months_since(fact("graduated_on")),
)
is_recent_graduate = BOOK.define(
    "is_recent_graduate",
    Text("离校未满规定年限的高校毕业生", "graduate who left college or university within the set time"),
    dsl.one_of(fact("education"), GRADUATES)
    & (dsl.days_since(fact("graduated_on")) >= 0)
    & (months_since_graduation < dsl.number("employment.graduate_within_months")),
    source=PROVINCE,
)
is_graduate_in_difficulty = BOOK.define(
    "is_graduate_in_difficulty",
    Text("就业困难高校毕业生", "graduate who finds no work"),
    is_recent_graduate & (months_since_graduation >= dsl.number("employment.graduate_hard_from_months")),
    source=f"{PROVINCE}第四条第八项",
)
# The city names its own category by a list; whoever is on no list is not in it.
is_on_city_list = BOOK.define(
    "is_on_city_list",
    Text("市政府确定的其他就业困难人员", "of a category that the city has named"),
    dsl.or_else(fact("on_city_hard_to_employ_list"), False),
    source=f"{PROVINCE}第四条第九项",
)

BOOK.policy(
    "hard_to_employ",
    Text("就业困难人员认定", "Recognition as hard to employ"),
    subject=Entity.PERSON,
    conditions=(
        belongs_here,
        of_working_age,
        wants_work,
        is_registered_unemployed,
        dsl.condition(
            Text(
                "属于九类之一：大龄、低保、残疾、零就业家庭、被征地、困难退役军人、长期失业、困难毕业生、市定其他",
                "In one of nine categories: older, on minimum living, disabled, household without work, land taken, "
                "veteran, long unemployed, graduate, or named by the city",
            ),
            dsl.any_of(
                is_older,
                is_on_minimum_living,
                is_disabled,
                is_of_a_household_without_work,
                lost_land,
                fact("is_veteran_seeking_work"),
                is_long_unemployed,
                is_graduate_in_difficulty,
                is_on_city_list,
            ),
            source=f"{PROVINCE}第四条",
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=day_of(CONFIRMED)),
    summary=Text(
        "找工作特别难的登记失业人员，认定后可享受社保补贴、公益性岗位和一对一帮扶。",
        "Registered unemployed people who find it hardest to get work are recognised, and get help with contributions, "
        "public posts and a personal adviser.",
    ),
    sources=(f"{LAW}第五十二条", PROVINCE),
    window=WINDOW,
    papers=(Text("签字的就业困难人员认定承诺书", "The signed undertaking of a person hard to employ"),),
)

BOOK.policy(
    "graduate_1131",
    Text("未就业毕业生“1131”就业服务", "The 1131 services for graduates without work"),
    subject=Entity.PERSON,
    conditions=(
        belongs_here,
        wants_work,
        is_registered_unemployed,
        dsl.condition(
            Text("离校未满规定年限的高校毕业生", "Left college or university within the set time"),
            is_recent_graduate,
            source="市委五届十次全会报道；人社部“131”服务",
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    per=Per.ONCE,
    summary=Text(
        "登记失业的高校毕业生，至少得到一次政策宣讲、一次职业指导、三次岗位推荐和一次培训或见习机会。",
        "A registered unemployed graduate is given at least one briefing, one guidance, three job offers "
        "and one training or internship.",
    ),
    sources=(f"{LAW}第五十四条", "市委五届十次全会报道（“1131”）"),
    window=WINDOW,
)
