"""Subsidies of contributions (社保补贴): for people hard to employ and for graduates, on their own account or hired.

What was actually paid is the base, and nothing is paid twice: a public post, an employer and flexible work exclude one
another, and a graduate who is recognised as hard to employ draws the longer subsidy.
"""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import APPLIED, Period, month_of
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import Employment
from minsheng.kernel.people.facts import fact
from minsheng.programmes.employment.policies import support
from minsheng.programmes.employment.policies.book import BOOK, COUNTY_WINDOW, FUNDS, LAW
from minsheng.programmes.employment.policies.recognition import is_recent_graduate

pays_contributions = dsl.condition(
    Text("本人实际缴纳了职工养老、医疗保险费", "Actually pays pension and medical contributions"),
    fact("own_contributions_fen") > 0,
    source=FUNDS,
)
employer_pays = dsl.condition(
    Text("单位实际缴纳了社会保险费", "The employer actually pays contributions"),
    fact("employer_contributions_fen") > 0,
    source=FUNDS,
)
subsidy_still_runs = dsl.condition(
    Text(
        "补贴未满最长月数；首次核定时距退休不足规定年限的，可到退休",
        "The longest number of months is not reached; near retirement at first approval, until retirement",
    ),
    support.has_subsidy_months_left,
    source=FUNDS,
)
flexible_share = BOOK.define(
    "flexible_contribution_share",
    Text(
        "灵活就业社保补贴金额（不超过实际缴费的规定比例）", "subsidy, at most the set share of what was paid"
    ),
    dsl.share(
        fact("own_contributions_fen"),
        "employment.flexible_contribution_ratio",
        rounding=dsl.Rounding.FLOOR,
    ),
    source=FUNDS,
)
# The list of graduates says who left within the last years; whoever has no day of graduation on record is not on it.
a_graduate = dsl.condition(
    Text("离校未满规定年限的高校毕业生", "Left college or university within the set time"),
    dsl.is_known(fact("graduated_on")) & is_recent_graduate,
    source=FUNDS,
)
not_recognised = dsl.condition(
    Text(
        "未认定为就业困难人员（已认定的享受期限更长的补贴）",
        "Not recognised as hard to employ (that subsidy is longer)",
    ),
    ~support.is_recognised,
    source=FUNDS,
)

BOOK.policy(
    "flexible_contribution_subsidy",
    Text("就业困难人员灵活就业社会保险补贴", "Contribution subsidy for flexible workers hard to employ"),
    subject=Entity.PERSON,
    conditions=(
        support.recognised,
        support.works_flexibly,
        support.not_on_a_public_post,
        support.before_retirement,
        pays_contributions,
        subsidy_still_runs,
    ),
    benefit=Benefit.CASH,
    amount=flexible_share,
    summary=Text(
        "就业困难人员灵活就业、自己缴社保的，按不超过实际缴费的三分之二补贴，一般三年，临近退休的到退休。",
        "Whoever is hard to employ, works flexibly and pays contributions gets back up to two thirds, for three years, "
        "or until retirement when that was near.",
    ),
    sources=(f"{LAW}第五十二条", FUNDS),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED)),
)

BOOK.policy(
    "employer_contribution_subsidy",
    Text("单位招用就业困难人员社会保险补贴", "Contribution subsidy for employers of people hard to employ"),
    subject=Entity.PERSON,
    conditions=(
        support.recognised,
        dsl.condition(
            Text("由单位招用，或安置在公益性岗位", "Hired by an employer, or placed on a public post"),
            (fact("employment") == Employment.EMPLOYED) | support.is_on_public_post,
            source=FUNDS,
        ),
        support.before_retirement,
        employer_pays,
        subsidy_still_runs,
    ),
    benefit=Benefit.CASH,
    amount=fact("employer_contributions_fen"),
    summary=Text(
        "单位招用就业困难人员并缴纳社会保险费的，补贴单位实际缴纳的部分，一般三年，临近退休的到退休。",
        "An employer who hires somebody hard to employ gets back its share of the contributions, for three years, "
        "or until retirement when that was near.",
    ),
    sources=(f"{LAW}第五十二条", FUNDS),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED)),
)

BOOK.policy(
    "graduate_flexible_subsidy",
    Text("高校毕业生灵活就业社会保险补贴", "Contribution subsidy for graduates in flexible work"),
    subject=Entity.PERSON,
    conditions=(
        a_graduate,
        not_recognised,
        support.works_flexibly,
        pays_contributions,
        dsl.condition(
            Text("补贴未满毕业生最长月数", "The graduates' longest number of months is not reached"),
            support.subsidy_months < dsl.number("employment.graduate_flexible_months"),
            source=FUNDS,
        ),
    ),
    benefit=Benefit.CASH,
    amount=flexible_share,
    summary=Text(
        "离校两年内的高校毕业生灵活就业、自己缴社保的，按不超过实际缴费的三分之二补贴，最长两年。",
        "A graduate of the last two years who works flexibly and pays contributions gets back up to two thirds, "
        "for two years.",
    ),
    sources=(FUNDS,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED), lasts=dsl.number("employment.graduate_flexible_months")),
)

BOOK.policy(
    "graduate_employer_subsidy",
    Text("小微企业招用高校毕业生社会保险补贴", "Contribution subsidy for small firms that hire graduates"),
    subject=Entity.PERSON,
    conditions=(
        a_graduate,
        not_recognised,
        support.works_for_an_employer,
        dsl.condition(
            Text("单位是小微企业", "The employer is a small or micro firm"),
            fact("works_in_small_firm"),
            source=FUNDS,
        ),
        employer_pays,
        dsl.condition(
            Text("补贴未满小微企业最长月数", "The longest number of months for small firms is not reached"),
            support.subsidy_months < dsl.number("employment.small_firm_months"),
            source=FUNDS,
        ),
    ),
    benefit=Benefit.CASH,
    amount=fact("employer_contributions_fen"),
    summary=Text(
        "小微企业招用毕业年度和离校两年内的高校毕业生并缴纳社会保险费的，补贴单位缴纳部分，最长一年。",
        "A small firm that hires a graduate of the last two years gets back its share of the contributions for a year.",
    ),
    sources=(FUNDS,),
    window=COUNTY_WINDOW,
    period=Period(begins=month_of(APPLIED), lasts=dsl.number("employment.small_firm_months")),
)
