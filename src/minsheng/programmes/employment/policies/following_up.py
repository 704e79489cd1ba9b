"""What is looked at again: households without work, services that are still missing, recognitions that may have ended.

Nothing here ends anything: that a recognition should be reviewed is a question to a person.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.terms import Variable
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import Employment, HouseholdKind
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import recognition, support
from minsheng.programmes.employment.policies.book import BOOK, LAW, PROVINCE, WINDOW
from minsheng.programmes.employment.policies.working_age import is_before_retirement, is_of_working_age

IN_WORK = (Employment.EMPLOYED, Employment.FLEXIBLE, Employment.FARMING)
SERVICES = "市委五届十次全会报道（“1131”）；人社部“131”服务"

BOOK.policy(
    "zero_employment_household",
    Text("零就业家庭帮扶", "Help for a household without work"),
    subject=Entity.HOUSEHOLD,
    conditions=(
        dsl.condition(Text("城镇住户", "An urban household"), fact("is_urban"), source=f"{LAW}第五十六条"),
        dsl.condition(
            Text("家庭户", "A family household"),
            fact("household_kind") == HouseholdKind.FAMILY,
            source=f"{LAW}第五十六条",
        ),
        dsl.condition(
            Text(
                "劳动年龄内的成员没有人就业，想就业的都已登记失业",
                "Nobody of working age works, and all who want work are registered",
            ),
            dsl.all_members(~is_of_working_age | dsl.one_of(fact("employment"), recognition.NOT_IN_WORK)),
            source=f"{LAW}第五十六条",
        ),
        dsl.condition(
            Text(
                "至少一人在劳动年龄内、已登记失业并想就业",
                "Somebody of working age is registered unemployed and wants work",
            ),
            dsl.any_member(
                is_of_working_age
                & (fact("employment") == Employment.REGISTERED_UNEMPLOYED)
                & fact("wants_work")
            ),
            source=f"{LAW}第五十六条",
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "城镇零就业家庭登记后，二十个工作日内至少帮助一人就业。",
        "An urban household without work is registered, and one of its members is helped into work within "
        "twenty working days.",
    ),
    sources=(f"{LAW}第五十六条",),
    window=WINDOW,
    period=Period(begins=at_once()),
)


def _missing(what: str, given: str, label: Text) -> Variable:
    """Whether fewer services of a kind are on record than are owed; nothing on record is none."""
    return BOOK.define(
        f"lacks_{what}",
        label,
        dsl.or_else(fact(given), 0) < dsl.number(f"employment.graduate_{what}"),
        source=SERVICES,
    )


lacks_briefings = _missing(
    "briefings", "graduate_briefings_given", Text("政策宣讲未完成", "a briefing is missing")
)
lacks_guidances = _missing(
    "guidances", "graduate_guidances_given", Text("职业指导未完成", "a guidance is missing")
)
lacks_job_offers = _missing(
    "job_offers", "graduate_offers_given", Text("岗位推荐未完成", "a job offer is missing")
)
lacks_trainings = _missing(
    "trainings", "graduate_trainings_given", Text("培训或见习未完成", "a training or internship is missing")
)

BOOK.policy(
    "graduate_1131_missing",
    Text("毕业生“1131”服务补齐", "Completion of the 1131 services"),
    subject=Entity.PERSON,
    conditions=(
        recognition.is_registered_unemployed,
        recognition.wants_work,
        dsl.condition(
            Text("离校未满规定年限的高校毕业生", "Left college or university within the set time"),
            recognition.is_recent_graduate,
            source=SERVICES,
        ),
        dsl.condition(
            Text("服务已经开始", "The services have begun"),
            dsl.is_known(fact("graduate_offers_given")),
            source=SERVICES,
        ),
        dsl.condition(
            Text("四项服务还没有全部完成", "At least one of the four services is missing"),
            dsl.any_of(lacks_briefings, lacks_guidances, lacks_job_offers, lacks_trainings),
            source=SERVICES,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.ONCE,
    summary=Text(
        "“1131”服务没有做全的毕业生，补上缺的宣讲、指导、岗位推荐、培训或见习。",
        "Graduates whose 1131 services are not complete get what is missing.",
    ),
    sources=(SERVICES,),
    window=WINDOW,
    period=Period(begins=at_once()),
)

# Grounds on which a recognition may have ended.

has_work_of_its_own = BOOK.define(
    "has_work_without_support",
    Text(
        "已经就业，且不在享受社保补贴或公益性岗位", "in work without a contribution subsidy or a public post"
    ),
    dsl.one_of(fact("employment"), IN_WORK)
    & ~dsl.is_known(fact("contribution_subsidy_from"))
    & ~support.is_on_public_post,
    source=PROVINCE,
)
refused_offers = BOOK.define(
    "refused_too_many_offers",
    Text("拒绝适当岗位达到规定次数", "refused as many suitable offers as are counted"),
    dsl.or_else(fact("suitable_offers_refused"), 0) >= dsl.number("employment.exit_offers_refused"),
    source=PROVINCE,
)
refused_trainings = BOOK.define(
    "refused_too_many_trainings",
    Text("拒绝培训达到规定次数", "refused as many trainings as are counted"),
    dsl.or_else(fact("trainings_refused"), 0) >= dsl.number("employment.exit_trainings_refused"),
    source=PROVINCE,
)
left_workforce = BOOK.define(
    "left_the_workforce",
    Text("退出劳动力市场", "left the labour force"),
    dsl.one_of(fact("employment"), (Employment.OUTSIDE_THE_LABOUR_FORCE, Employment.RETIRED)),
    source=PROVINCE,
)
review_is_overdue = BOOK.define(
    "recognition_review_is_overdue",
    Text("认定或上次复核已满规定月数", "recognised or last reviewed too long ago"),
    dsl.months_since(dsl.or_else(fact("recognition_reviewed_on"), fact("recognised_hard_to_employ_on")))
    >= dsl.number("employment.recognition_review_months"),
    source=PROVINCE,
)

BOOK.policy(
    "hard_to_employ_review",
    Text("就业困难人员年度复核", "Review of a recognition as hard to employ"),
    subject=Entity.PERSON,
    conditions=(
        support.recognised,
        dsl.condition(
            Text(
                "有退出情形之一：已就业、多次拒绝岗位或培训、到退休年龄、退出劳动力市场，或满一年未复核",
                "In work, offers or trainings refused, retirement age, left the labour force, or no review for a year",
            ),
            dsl.any_of(
                review_is_overdue,
                has_work_of_its_own,
                refused_offers,
                refused_trainings,
                left_workforce,
                ~is_before_retirement,
            ),
            source=PROVINCE,
        ),
    ),
    benefit=Benefit.SERVICE,
    per=Per.YEAR,
    summary=Text(
        "认定满一年，或出现退出情形的，由社区复核；是否退出由人决定，先听取本人意见。",
        "After a year, or when something has changed, the community looks again; a person decides, after hearing "
        "whoever is concerned.",
    ),
    sources=(PROVINCE,),
    window=WINDOW,
    period=Period(begins=at_once()),
)
