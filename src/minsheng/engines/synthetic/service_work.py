"""What the employment offices have on record: recognitions, subsidies, posts, insurance, certificates, businesses."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.rolls import Rolls, enrol_persons
from minsheng.engines.synthetic.service_records import days_ago, is_yes, known, record
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints, chance, draw
from minsheng.engines.synthetic.work import DAYS_OF_A_MONTH, EMPLOYED, FLEXIBLE, REGISTERED

# Of people in work of the older ages, those once recognised as hard to employ: on their own account, at an employer.
RECOGNISED_IN_WORK = (0.12, 0.025)
LONGEST_RECOGNISED_DAYS, REVIEWED = 1500, 0.75
REFUSED_AN_OFFER, REFUSED_A_TRAINING = (90.0, 6.0, 2.0, 2.0), (92.0, 6.0, 2.0)
PAYS_CONTRIBUTIONS, GRADUATES_WHO_PAY = 0.93, 0.55
CONTRIBUTIONS_YUAN = (780, 1750)
DRAWS_A_SUBSIDY = 0.9
GRADUATE_DAYS, SMALL_FIRM = 730, 0.55
ON_A_PUBLIC_POST, HELD_ONE_BEFORE, SEEN_AT_WORK = 0.12, 0.10, 0.97
RELATIVE_OF_STAFF = 0.02
INSURED_MONTHS = (55.0, 20.0, 13.0, 12.0)  # none, under five years, under ten, more
AGAINST_OWN_WILL = 0.72
IN_AN_INTERNSHIP = 0.16
CERTIFICATE_THIS_YEAR, SKILL_LEVELS = 0.012, (45.0, 38.0, 17.0)
HAD_THE_SUBSIDY, HAD_TRAINING_PAID = 0.07, 0.12
STARTED_A_BUSINESS, STARTED_AS_GRADUATE = 0.012, 0.10
LOAN_YUAN, LOAN_OF_STARTERS, LOAN_RATE = (50_000, 300_000), 0.35, 0.03
SERVED_GRADUATES = 0.8
MOST_MONTHS, NEAR_RETIREMENT_AGES = 36, {"women": 46, "men": 55}
BENEFIT_MONTHS = ((12, 12), (60, 18), (120, 24))
UNEMPLOYMENT_SHARE, INTERNSHIP_SHARE = 0.9, 0.6  # of the minimum wage
SKILL_FEN = (0, 1000 * YUAN, 1500 * YUAN, 2000 * YUAN)
STARTUP_FEN, STARTUP_AFTER_DAYS = 5000 * YUAN, 366


def put_work_records(making: Making, rolls: Rolls) -> None:
    """Put the records, then enrol who draws something because of them."""
    recognised = _put_recognition(making, rolls)
    graduate = _is_recent_graduate(making)
    _put_posts(making, rolls, recognised)
    _put_contributions(making, recognised, graduate)
    _put_insurance(making)
    _put_internships(making, graduate)
    _put_certificates(making)
    _put_businesses(making)
    _put_1131(making, graduate)
    _enrol_contributors(making, rolls, recognised, graduate)
    _enrol_others(making, rolls)


def _is_recent_graduate(making: Making) -> Bools:
    since = making.today - known(making, "graduated_on", making.today + 1)
    return np.asarray((since >= 0) & (since < GRADUATE_DAYS))


def _put_recognition(making: Making, rolls: Rolls) -> Bools:
    r, persons, rng = making.residents, making.persons, making.rng("recognitions in work")
    women = r.sex == FEMALE
    older = (r.age >= np.where(women, 40, 50)) & (r.age < np.where(women, 50, 60))
    work = persons["employment"]
    share = np.select([work == FLEXIBLE, work == EMPLOYED], RECOGNISED_IN_WORK, 0.0)
    in_work = older & ~persons["is_detained"] & chance(rng, share)
    listed = rolls.persons_on("hard_to_employ", len(r))
    recognised = in_work | listed
    day = days_ago(making, rng, 30, LONGEST_RECOGNISED_DAYS)
    day[rolls["hard_to_employ"].person] = rolls["hard_to_employ"].since
    day = np.minimum(day, making.today)
    record(making, "recognised_hard_to_employ_on", recognised, day)
    reviewed = recognised & (making.today - day > 370) & chance(rng, REVIEWED, len(r))
    record(making, "recognition_reviewed_on", reviewed, np.maximum(days_ago(making, rng, 1, 360), day))
    record(making, "suitable_offers_refused", listed, draw(rng, len(r), REFUSED_AN_OFFER))
    record(making, "trainings_refused", listed, draw(rng, len(r), REFUSED_A_TRAINING))
    record(making, "is_relative_of_staff", recognised, chance(rng, RELATIVE_OF_STAFF, len(r)))
    return np.asarray(recognised)


def _put_contributions(making: Making, recognised: Bools, graduate: Bools) -> None:
    r, rng, work = making.residents, making.rng("contributions"), making.persons["employment"]
    low, high = CONTRIBUTIONS_YUAN
    amount = rng.integers(low * YUAN, high * YUAN, len(r))
    pays = chance(rng, np.where(recognised, PAYS_CONTRIBUTIONS, GRADUATES_WHO_PAY))
    concerned = recognised | graduate
    record(making, "own_contributions_fen", concerned & (work == FLEXIBLE), np.where(pays, amount, 0))
    record(
        making, "employer_contributions_fen", concerned & (work == EMPLOYED), np.where(pays, amount * 2, 0)
    )
    record(making, "works_in_small_firm", graduate & (work == EMPLOYED), chance(rng, SMALL_FIRM, len(r)))
    hired = np.maximum(days_ago(making, rng, 5, 700), known(making, "graduated_on"))
    record(making, "hired_on", graduate & (work == EMPLOYED), hired)
    draws = concerned & pays & np.isin(work, (EMPLOYED, FLEXIBLE)) & chance(rng, DRAWS_A_SUBSIDY, len(r))
    draws &= ~making.persons.is_known("public_post_since")
    began = np.where(recognised, known(making, "recognised_hard_to_employ_on"), known(making, "graduated_on"))
    began = np.minimum(began + rng.integers(10, 120, len(r)), making.today)
    record(making, "contribution_subsidy_from", draws, began)
    months = np.floor((making.today - began) / DAYS_OF_A_MONTH).astype(np.int64)
    record(making, "contribution_subsidy_months", draws, np.minimum(months, MOST_MONTHS))


def _put_posts(making: Making, rolls: Rolls, recognised: Bools) -> None:
    r, rng, work = making.residents, making.rng("public posts"), making.persons["employment"]
    on_post = recognised & (work == FLEXIBLE) & chance(rng, ON_A_PUBLIC_POST, len(r))
    since = np.maximum(days_ago(making, rng, 10, 1300), known(making, "recognised_hard_to_employ_on"))
    record(making, "public_post_since", on_post, since)
    months = np.floor((making.today - since) / DAYS_OF_A_MONTH).astype(np.int64)
    record(making, "public_post_months", on_post, np.minimum(months, MOST_MONTHS))
    before = chance(rng, HELD_ONE_BEFORE, len(r))
    listed = rolls.persons_on("hard_to_employ", len(r))
    record(making, "public_posts_held", on_post | (listed & before), on_post.astype(np.int64) + before)
    record(making, "attended_last_month", on_post, chance(rng, SEEN_AT_WORK, len(r)))


def _put_insurance(making: Making) -> None:
    r, rng = making.residents, making.rng("unemployment insurance")
    registered = making.persons["employment"] == REGISTERED
    band = draw(rng, len(r), INSURED_MONTHS)
    months = np.select(
        [band == 1, band == 2, band == 3],
        [rng.integers(1, 60, len(r)), rng.integers(60, 120, len(r)), rng.integers(120, 260, len(r))],
        0,
    )
    months = np.minimum(months, np.maximum(r.age - 17, 0) * 12)
    record(making, "left_work_unwillingly", registered, chance(rng, AGAINST_OWN_WILL, len(r)))
    out = np.floor((making.today - known(making, "unemployed_since", making.today)) / DAYS_OF_A_MONTH).astype(
        np.int64
    )
    draws = registered & is_yes(making, "left_work_unwillingly") & (months >= BENEFIT_MONTHS[0][0])
    record(making, "unemployment_benefit_months", draws, np.clip(out - 1, 0, _benefit_months(months)))
    skilled = (making.persons["employment"] == EMPLOYED) & chance(rng, CERTIFICATE_THIS_YEAR, len(r))
    paid = np.where(skilled, np.maximum(rng.integers(3, 200, len(r)), 3), months)
    record(making, "unemployment_contribution_months", registered | skilled, paid)
    making.persons.put("skill_level", draw(rng, len(r), SKILL_LEVELS) + 1, skilled)


def _benefit_months(months: Ints) -> Ints:
    due = np.zeros(len(months), dtype=np.int64)
    for floor, entitled in BENEFIT_MONTHS:
        due = np.where(months >= floor, entitled, due)
    return due


def _put_internships(making: Making, graduate: Bools) -> None:
    r, rng = making.residents, making.rng("internships")
    young = (r.age >= 16) & (r.age <= 24)
    may = (making.persons["employment"] == REGISTERED) & (graduate | young) & is_yes(making, "wants_work")
    interns = may & chance(rng, IN_AN_INTERNSHIP, len(r))
    since = np.maximum(days_ago(making, rng, 5, 300), known(making, "graduated_on"))
    record(making, "internship_from", interns, since)
    months = rng.integers(3, 13, len(r))
    record(making, "internship_until", interns, since + np.ceil(months * 30.5).astype(np.int64) + 2)


def _put_certificates(making: Making) -> None:
    r, rng = making.residents, making.rng("certificates of skill")
    holds = making.persons.is_known("skill_level")
    record(making, "skill_certificate_on", holds, days_ago(making, rng, 5, 350))
    record(making, "skill_subsidies_this_year", holds, draw(rng, len(r), (88.0, 8.0, 3.0, 1.0)))
    record(making, "has_skill_subsidy_at_level", holds, chance(rng, HAD_THE_SUBSIDY, len(r)))
    record(making, "has_training_subsidy", holds, chance(rng, HAD_TRAINING_PAID, len(r)))


def _put_businesses(making: Making) -> None:
    r, rng, work = making.residents, making.rng("businesses"), making.persons["employment"]
    out_for = making.today - known(making, "graduated_on", making.today + 1)
    young = (out_for >= 400) & (out_for < 5 * 365)
    share = np.where(young, STARTED_AS_GRADUATE, STARTED_A_BUSINESS)
    starts = (work == FLEXIBLE) & (r.age >= 20) & (r.age < 55) & chance(rng, share)
    day = np.maximum(days_ago(making, rng, 30, 1200), known(making, "graduated_on", 0) + 10)
    record(making, "business_started_on", starts, np.minimum(day, making.today))
    record(making, "has_startup_subsidy", starts, chance(rng, 0.25, len(r)))
    low, high = LOAN_YUAN
    loan = rng.integers(low // 10_000, high // 10_000 + 1, len(r)) * 10_000 * YUAN
    borrows = starts & chance(rng, LOAN_OF_STARTERS, len(r))
    record(making, "startup_loan_fen", borrows, loan)
    months = rng.integers(2, 13, len(r))
    record(making, "startup_loan_interest_fen", borrows, np.floor(loan * LOAN_RATE * months / 12))


def _put_1131(making: Making, graduate: Bools) -> None:
    r, rng = making.residents, making.rng("1131 services")
    served = graduate & (making.persons["employment"] == REGISTERED) & chance(rng, SERVED_GRADUATES, len(r))
    record(making, "graduate_briefings_given", served, draw(rng, len(r), (6.0, 80.0, 14.0)))
    record(making, "graduate_guidances_given", served, draw(rng, len(r), (10.0, 80.0, 10.0)))
    record(making, "graduate_offers_given", served, draw(rng, len(r), (4.0, 8.0, 16.0, 52.0, 20.0)))
    record(making, "graduate_trainings_given", served, draw(rng, len(r), (18.0, 74.0, 8.0)))


# Who draws what, by the generator's own criteria.


def _enrol_contributors(making: Making, rolls: Rolls, recognised: Bools, graduate: Bools) -> None:
    r, work = making.residents, making.persons["employment"]
    own, employer = known(making, "own_contributions_fen"), known(making, "employer_contributions_fen")
    months = known(making, "contribution_subsidy_months")
    years_on = (making.today - known(making, "contribution_subsidy_from", making.today)) / 365.25
    women = r.sex == FEMALE
    near = r.age - years_on >= np.where(women, NEAR_RETIREMENT_AGES["women"], NEAR_RETIREMENT_AGES["men"])
    runs = recognised & ((months < MOST_MONTHS) | near) & (r.age < np.where(women, 50, 60))
    no_post = ~making.persons.is_known("public_post_since")
    two_thirds = own * 2 // 3
    enrol_persons(
        making,
        rolls,
        "flexible_contribution_subsidy",
        runs & no_post & (own > 0) & (work == FLEXIBLE),
        two_thirds,
    )
    enrol_persons(making, rolls, "employer_contribution_subsidy", runs & (employer > 0), employer)
    young = graduate & ~recognised
    enrol_persons(making, rolls, "graduate_flexible_subsidy", young & (own > 0) & (months < 24), two_thirds)
    small = young & is_yes(making, "works_in_small_firm") & (employer > 0) & (months < 12)
    enrol_persons(making, rolls, "graduate_employer_subsidy", small, employer)
    post = making.persons.is_known("public_post_since") & is_yes(making, "attended_last_month")
    post &= (known(making, "public_post_months") < MOST_MONTHS) | near
    wage = np.full(len(r), making.standards.minimum_wage_fen, dtype=np.int64)
    enrol_persons(making, rolls, "public_post_subsidy", post, wage)


def _enrol_others(making: Making, rolls: Rolls) -> None:
    r, persons = making.residents, making.persons
    wage = making.standards.minimum_wage_fen
    months = known(making, "unemployment_contribution_months")
    jobless = (persons["employment"] == REGISTERED) & is_yes(making, "left_work_unwillingly")
    jobless &= is_yes(making, "wants_work") & (r.age < np.where(r.sex == FEMALE, 50, 60))
    jobless &= known(making, "unemployment_benefit_months") < _benefit_months(months)
    enrol_persons(
        making, rolls, "unemployment_benefit", jobless, _everybody(making, int(wage * UNEMPLOYMENT_SHARE))
    )
    interns = persons.is_known("internship_from")
    enrol_persons(
        making, rolls, "internship_allowance", interns, _everybody(making, int(wage * INTERNSHIP_SHARE))
    )
    skilled = (
        persons.is_known("skill_level") & (months >= 12) & (known(making, "skill_subsidies_this_year") < 3)
    )
    skilled &= ~is_yes(making, "has_skill_subsidy_at_level") & ~is_yes(making, "has_training_subsidy")
    by_level = np.array(SKILL_FEN, dtype=np.int64)[known(making, "skill_level")]
    enrol_persons(making, rolls, "skill_subsidy", skilled, by_level)
    started = known(making, "business_started_on", making.today)
    graduate = (started - known(making, "graduated_on", -10_000)) < GRADUATE_DAYS
    firm = persons.is_known("business_started_on") & (making.today - started >= STARTUP_AFTER_DAYS)
    firm &= (graduate | persons.is_known("recognised_hard_to_employ_on")) & ~is_yes(
        making, "has_startup_subsidy"
    )
    enrol_persons(making, rolls, "startup_subsidy", firm, _everybody(making, STARTUP_FEN))
    interest = known(making, "startup_loan_interest_fen")
    enrol_persons(making, rolls, "startup_loan_interest", interest > 1, interest // 2)


def _everybody(making: Making, fen: int) -> Ints:
    return np.full(len(making.residents), fen, dtype=np.int64)
