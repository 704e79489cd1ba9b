"""Calculators of employment: contribution subsidies, unemployment benefit, public posts, loans, the 1131 set."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from minsheng.engines.formulas.answers import amount, percent
from minsheng.engines.formulas.inputs import Count, Day, Input, MonthText, Ratio, asked, count, money
from minsheng.engines.formulas.money import Rounding, rounded, share_of
from minsheng.engines.formulas.months import Month
from minsheng.engines.formulas.registry import calculator
from minsheng.engines.formulas.retirement import RetirementGroup, is_near_retirement, retirement_month
from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minsheng.engines.formulas.answers import Answer


class FlexSubsidyInput(Input):
    """What a flexible worker really paid in a month."""

    pension_fen: int = money("实缴养老保险费", "Pension contribution really paid")
    medical_fen: int = money("实缴医疗保险费", "Medical contribution really paid")
    at_most_share: Ratio = asked(
        "不超过实缴的比例（参数）", "At most this share of it (parameter)", gt=0, le=1
    )


@calculator(
    name="flexible-worker-subsidy",
    title=Text("灵活就业社保补贴", "Contribution subsidy of a flexible worker"),
    source="财社〔2017〕164号 pattern; E5-1",
    example={"pension_fen": 84500, "medical_fen": 30000, "at_most_share": "2/3"},
)
def flexible_worker_subsidy(given: FlexSubsidyInput) -> Answer:
    """Return the most that may be paid for the month, rounded down to the fen."""
    paid = given.pension_fen + given.medical_fen
    return amount(share_of(paid, given.at_most_share, rounding=Rounding.FLOOR), name="at_most")


def last_subsidised_month(
    first_month: Month,
    born_on: date,
    group: RetirementGroup,
    *,
    approved_on: date,
    longest_months: int,
    near_months: int,
) -> Month:
    """Return the last month that may be subsidised.

    ``longest_months`` in all; for those less than ``near_months`` from retirement at the first
    approval, until the month before they retire. The age is fixed at that approval.
    """
    if is_near_retirement(born_on, group, on=approved_on, within_months=near_months):
        return retirement_month(born_on, group).plus(-1)
    return first_month.plus(longest_months - 1)


class SubsidyPeriodInput(Input):
    """A person at the first approval of a contribution subsidy."""

    born_on: Day = asked("出生日期", "Day of birth")
    group: RetirementGroup = asked("退休年龄类别", "Group of the retirement table")
    approved_on: Day = asked("首次核定日期", "Day of the first approval")
    first_month: MonthText = asked("首个补贴月份", "First subsidised month")
    longest_months: int = count("最长月数（参数）", "Longest period (parameter)", unit="months", ge=1, le=600)
    near_months: int = count(
        "临近退休月数（参数）", "Near retirement means less than (parameter)", unit="months", le=600
    )


@calculator(
    name="subsidy-period",
    title=Text("社保补贴期限", "Period of a contribution subsidy"),
    source="财社〔2017〕164号; 渐进式延迟退休 2025",
    example={
        "born_on": "1968-03-15",
        "group": "man",
        "approved_on": "2026-11-24",
        "first_month": "2026-12",
        "longest_months": 36,
        "near_months": 60,
    },
)
def subsidy_period(given: SubsidyPeriodInput) -> Answer:
    """Return the last month that may be subsidised, and whether it runs until retirement."""
    is_near = is_near_retirement(
        given.born_on, given.group, on=given.approved_on, within_months=given.near_months
    )
    last = last_subsidised_month(
        Month.parse(given.first_month),
        given.born_on,
        given.group,
        approved_on=given.approved_on,
        longest_months=given.longest_months,
        near_months=given.near_months,
    )
    return {"until_retirement": is_near, "last_month": str(last)}


LONGEST_UNEMPLOYMENT_BENEFIT = 24
_BENEFIT_STEPS = ((120, 24), (60, 18), (12, 12))  # months of contributions, months of benefit


def unemployment_benefit_months(contribution_months: int, *, left_from_before: int = 0) -> int:
    """Return the months of unemployment benefit: 12 from one year of contributions, 18 from five, 24 from ten.

    Months left from an earlier spell are added, 24 in all at most.
    Source: 社会保险法 art. 46.
    """
    months = next(
        (benefit for contributed, benefit in _BENEFIT_STEPS if contribution_months >= contributed), 0
    )
    if not months:
        return 0
    return min(LONGEST_UNEMPLOYMENT_BENEFIT, months + left_from_before)


class UnemploymentInput(Input):
    """Contributions before the loss of the job, and the bounds of the amount."""

    contribution_months: int = count("累计缴费月数", "Months of contributions", unit="months", le=1200)
    left_from_before: int = count("上次未领月数", "Months left from before", unit="months", le=24)
    standard_fen: int = money("失业保险金标准（省级参数）", "Benefit a month (provincial parameter)")
    living_allowance_fen: int = money("城市低保标准（市级参数）", "低保 standard, the floor (city parameter)")
    minimum_wage_fen: int = money("最低工资（市级参数）", "Minimum wage, the ceiling (city parameter)")


@calculator(
    name="unemployment-benefit",
    title=Text("失业保险金", "Unemployment benefit"),
    source="社会保险法 art. 46-47; 失业保险条例 art. 18",
    example={
        "contribution_months": 60,
        "left_from_before": 0,
        "standard_fen": 178200,
        "living_allowance_fen": 72000,
        "minimum_wage_fen": 198000,
    },
)
def unemployment_benefit(given: UnemploymentInput) -> Answer:
    """Return the months and the monthly amount, kept between 低保 and the minimum wage."""
    months = unemployment_benefit_months(given.contribution_months, left_from_before=given.left_from_before)
    fen = min(max(given.standard_fen, given.living_allowance_fen), given.minimum_wage_fen)
    return {"months": months, **amount(fen if months else 0, name="monthly")}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One job that was recommended to a graduate."""

    employer: str
    is_matching: bool = True
    was_withdrawn_within_7_days: bool = False
    was_delivered: bool = True

    @property
    def counts(self) -> bool:
        return self.is_matching and self.was_delivered and not self.was_withdrawn_within_7_days


def distinct_recommendations(recommendations: Sequence[Recommendation]) -> int:
    """Return how many employers made a recommendation that counts."""
    return len({one.employer for one in recommendations if one.counts})


class RecommendationInput(Input):
    """One job that was recommended."""

    employer: str = asked("用人单位", "Employer", min_length=1)
    is_matching: bool = asked(
        "工种或地区是否符合意愿", "Whether occupation or area is one that was chosen", default=True
    )
    was_withdrawn_within_7_days: bool = asked(
        "是否7日内撤回", "Whether it was withdrawn within 7 days", default=False
    )
    was_delivered: bool = asked("是否送达", "Whether it reached the graduate", default=True)


class GraduateInput(Input):
    """What a graduate has received, and what the city promises."""

    briefings: int = count("政策讲解次数", "Policy briefings")
    guidances: int = count("职业指导次数", "Vocational guidances")
    recommendations: tuple[RecommendationInput, ...] = asked(
        "岗位推荐", "Job recommendations", max_length=1000
    )
    trainings_or_internships: int = count("培训或见习次数", "Trainings or internships")
    promised: tuple[Count, Count, Count, Count] = asked(
        "承诺次数：讲解、指导、推荐、培训见习（市级参数）",
        "Promised: briefings, guidances, recommendations, trainings or internships (city parameter)",
    )


_SERVICES = ("briefings", "guidances", "recommendations", "trainings_or_internships")


@calculator(
    name="graduate-1131",
    title=Text("高校毕业生1131就业帮扶", "1131 help for a graduate"),
    source="“1131”就业帮扶（市级承诺）; E5-4",
    example={
        "briefings": 1,
        "guidances": 1,
        "recommendations": [{"employer": "甲公司"}, {"employer": "乙公司"}],
        "trainings_or_internships": 1,
        "promised": [1, 1, 3, 1],
    },
)
def graduate_1131(given: GraduateInput) -> Answer:
    """Return how much of the set is complete; two jobs of one employer count once."""
    recommendations = [Recommendation(**one.model_dump()) for one in given.recommendations]
    received = (
        given.briefings,
        given.guidances,
        distinct_recommendations(recommendations),
        given.trainings_or_internships,
    )
    done = [min(have, promised) for have, promised in zip(received, given.promised, strict=True)]
    missing = {
        name: promised - have
        for name, have, promised in zip(_SERVICES, done, given.promised, strict=True)
        if have < promised
    }
    total = sum(given.promised)
    return {
        "done": sum(done),
        "promised": total,
        "completion_percent": percent(Fraction(sum(done), total), 1) if total else 100.0,
        "is_complete": not missing,
        "missing": missing,
    }


class PublicPostInput(Input):
    """A person who asks for a public-welfare post, and the limits in force."""

    ended_placements: int = count("已安置次数", "Placements that ended", le=100)
    ended_months: int = count("已享受月数", "Months already served", unit="months", le=1200)
    may_be_placed_again: bool = asked(
        "是否大龄、零就业家庭或重残", "Whether older, of a family without any job, or severely disabled"
    )
    at_most_placements: int = count("最多安置次数（参数）", "Most placements (parameter)", ge=1)
    at_most_months: int = count("每次最长月数（参数）", "Longest placement (parameter)", unit="months", ge=1)


@calculator(
    name="public-post",
    title=Text("公益性岗位安置次数", "Placement in a public-welfare post"),
    source="人社部发〔2019〕124号; E5-5",
    example={
        "ended_placements": 2,
        "ended_months": 72,
        "may_be_placed_again": True,
        "at_most_placements": 2,
        "at_most_months": 36,
    },
)
def public_post(given: PublicPostInput) -> Answer:
    """Tell whether the rules allow a further placement; the decision stays with a person."""
    if given.ended_placements == 0:
        rule = "first_placement"
    elif given.ended_placements >= given.at_most_placements:
        rule = "placements_used_up"
    else:
        rule = "again_after_expiry" if given.may_be_placed_again else "not_of_a_group_placed_again"
    is_allowed = rule in {"first_placement", "again_after_expiry"}
    return {
        "is_allowed": is_allowed,
        "rule": rule,
        "placements_left": max(0, given.at_most_placements - given.ended_placements),
        "at_most_months": given.at_most_months if is_allowed else 0,
    }


def simple_interest(principal_fen: int, *, yearly_rate: Fraction, months: int) -> Fraction:
    """Return simple interest in fen, exact: a twelfth of the yearly rate for each month."""
    return principal_fen * yearly_rate * months / 12


class LoanInput(Input):
    """A start-up loan with interest subsidy (创业担保贷款)."""

    principal_fen: int = money("贷款本金", "Principal")
    yearly_rate: Ratio = asked("实际年利率", "Actual yearly rate", ge=0, le=1)
    months: int = count("计息月数", "Months of interest", unit="months", le=600)
    subsidy_share: Ratio = asked(
        "贴息比例（参数）", "Share of the interest that is subsidised (parameter)", ge=0, le=1
    )
    at_most_principal_fen: int = money(
        "最高贴息本金（参数）", "Highest principal that is subsidised (parameter)"
    )


@calculator(
    name="startup-loan-subsidy",
    title=Text("创业担保贷款贴息", "Interest subsidy of a start-up loan"),
    source="财金〔2023〕75号; E5-7",
    example={
        "principal_fen": 20000000,
        "yearly_rate": 0.03,
        "months": 12,
        "subsidy_share": 0.5,
        "at_most_principal_fen": 30000000,
    },
)
def startup_loan_subsidy(given: LoanInput) -> Answer:
    """Return the interest and the part that is subsidised, the latter rounded down."""
    interest = simple_interest(given.principal_fen, yearly_rate=given.yearly_rate, months=given.months)
    subsidised = min(given.principal_fen, given.at_most_principal_fen)
    basis = simple_interest(subsidised, yearly_rate=given.yearly_rate, months=given.months)
    subsidy = rounded(basis * given.subsidy_share, rounding=Rounding.FLOOR)
    return {
        **amount(rounded(interest, rounding=Rounding.HALF_UP), name="interest"),
        **amount(subsidy, name="subsidy"),
    }
