"""Who is entitled to what by the generator's own simple criteria on the truth, and what the rolls have made of it.

Not the rules of the programmes: the differences between the two are what a screening has to find.
"""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.ages import FEMALE
from minsheng.engines.synthetic.children import is_orphan, is_raised_by_nobody
from minsheng.engines.synthetic.health import INTELLECTUAL, MENTAL
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making, calendar, month_start
from minsheng.engines.synthetic.means import Means, counts, means, own_income
from minsheng.engines.synthetic.rolls import NOBODY, Roll, Rolls, enrol_homes, enrol_persons
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints, some_of
from minsheng.engines.synthetic.work import EMPLOYED, FARMING, FLEXIBLE, REGISTERED, UNREGISTERED

TEKUN, DIBAO, EDGE, RIGID = 1, 2, 3, 4
# Households still on the roll although their income has risen, as a share of all households.
INCOME_HAS_RISEN, RISEN_TO = 0.0016, (1.1, 2.6)  # of the standard a head
STILL_PAID_AFTER_A_BETTER_GRADE = 0.012
BOTH_CARE_ALLOWANCES = 0.12
SELF_CARE_SHARES = (0.1, 1 / 6, 1 / 3)  # of the minimum wage: able, half, full care
SCHEME_OF_CHILDCARE_STARTS = 2025
OLDER_UNEMPLOYED, LISTED_UNTIL_AGE = {"men": 50, "women": 40}, {"men": 60, "women": 52}
LONG_UNEMPLOYED_DAYS, GRADUATE_DAYS, GRADUATE_IN_DIFFICULTY_DAYS = 366, 730, 184


def put_benefits(making: Making) -> Rolls:
    """Fill the rolls, and put what the register holds because of them: classes, support, amounts drawn."""
    rolls = Rolls()
    what = means(making)
    _enrol_the_poor(making, rolls, what)
    _put_recognised(making, rolls, what)
    _enrol_disabled(making, rolls)
    _enrol_elders(making, rolls)
    _enrol_families(making, rolls)
    _enrol_job_seekers(making, rolls)
    return rolls


def _local(making: Making) -> Bools:
    return np.asarray(making.persons["has_local_hukou"])


def _any_local(making: Making) -> Bools:
    r = making.residents
    return np.asarray((r.in_home(_local(making) & counts(making)) > 0) & (r.lodging == 0))


def _whole_yuan(fen: Ints) -> Ints:
    return -(-fen // YUAN) * YUAN


def _enrol_the_poor(making: Making, rolls: Rolls, what: Means) -> None:
    r, persons, standards = making.residents, making.persons, making.standards
    asks = _any_local(making) & what.property_is_modest & (what.members > 0)
    below = what.income_fen < what.need_fen
    edge_line = np.ceil(what.need_fen * standards.edge_multiple).astype(np.int64)
    at_the_edge = asks & ~below & (what.income_fen < edge_line)
    dibao = asks & below
    enrol_homes(making, rolls, "dibao", dibao, _whole_yuan(what.need_fen - what.income_fen))
    rolls.add(_risen(making, what, dibao))
    enrol_homes(making, rolls, "dibao_edge", at_the_edge, np.zeros(len(dibao), dtype=np.int64))
    year = what.income_fen * 12
    spends = making.households["rigid_expenses_year_fen"] > standards.rigid_share * year
    ruined = (
        asks
        & (what.income_fen >= edge_line)
        & spends
        & (year < standards.average_income_year_fen * what.members)
    )
    enrol_homes(making, rolls, "rigid_expense", ruined, np.zeros(len(dibao), dtype=np.int64))
    income, standard = own_income(making), what.standard_fen[r.home]
    frail = making.is_severe | persons["is_severely_ill"]
    single = at_the_edge[r.home] & counts(making) & frail & (income < standard)
    enrol_persons(making, rolls, "dibao_single", single, _whole_yuan(standard - income))
    care = _whole_yuan(np.floor(standards.minimum_wage_fen * np.array(SELF_CARE_SHARES)).astype(np.int64))
    unmet = np.where(persons.is_known("self_care_unmet"), persons["self_care_unmet"], 0)
    basic = np.ceil(standard * standards.destitute_multiple).astype(np.int64)
    destitute = making.is_destitute & _local(making) & what.property_is_modest[r.home]
    enrol_persons(
        making, rolls, "tekun", destitute, basic + care[np.select([unmet >= 4, unmet >= 1], [2, 1], 0)]
    )


def _risen(making: Making, what: Means, dibao: Bools) -> Roll:
    """Households that were poor when they were enrolled and are no longer."""
    rng = making.rng("income has risen")
    low, high = RISEN_TO
    span = (
        (what.income_fen >= low * what.need_fen)
        & (what.income_fen <= high * what.need_fen)
        & (what.members > 0)
    )
    rows = some_of(rng, span & ~dibao & _any_local(making), round(INCOME_HAS_RISEN * len(dibao)))
    share = rng.uniform(0.1, 0.6, len(rows))
    amount = _whole_yuan((what.need_fen[rows] * share).astype(np.int64))
    since = month_start(making.today - rng.integers(200, 2500, len(rows)))
    return Roll("dibao", np.full(len(rows), NOBODY), rows, amount, since)


def _put_recognised(making: Making, rolls: Rolls, what: Means) -> None:
    """Put the recognised class of households and what their members draw, as the rolls say."""
    r, persons = making.residents, making.persons
    homes, people = len(r.size), len(r)
    supported = rolls.persons_on("tekun", people)
    classes = np.zeros(homes, dtype=np.int64)
    for policy, code in (("rigid_expense", RIGID), ("dibao_edge", EDGE), ("dibao", DIBAO)):
        classes[rolls.homes_on(policy, homes)] = code
    all_supported = (r.in_home(supported) == r.size) & (r.lodging == 0)
    classes[all_supported] = TEKUN
    making.households.put("assistance_class", classes)
    persons.put("is_destitute_supported", supported)
    drawn = np.zeros(people, dtype=np.int64)
    dibao = np.zeros(homes, dtype=np.int64)
    dibao[rolls["dibao"].home] = rolls["dibao"].amount_fen
    shares = np.where(counts(making), (dibao // np.maximum(what.members, 1))[r.home], 0)
    for policy in ("tekun", "dibao_single"):
        drawn[rolls[policy].person] = rolls[policy].amount_fen
    draws = (drawn > 0) | (shares > 0)
    persons.put("assistance_received_fen", np.where(drawn > 0, drawn, shares), draws | (classes[r.home] == 0))


def _enrol_disabled(making: Making, rolls: Rolls) -> None:
    r, persons, standards = making.residents, making.persons, making.standards
    grade, kind = persons["disability_grade"], persons["disability_kind"]
    certified = (grade > 0) & _local(making)
    poor = (making.households["assistance_class"] == DIBAO)[r.home]
    living = np.full(len(r), standards.disability_living_fen, dtype=np.int64)
    enrol_persons(making, rolls, "disability_living", certified & poor, living)
    care = _disability_care(making)
    needs_care = (
        certified & (care > 0) & ~persons["is_destitute_supported"] & ~persons["has_work_injury_care"]
    )
    # The same need is paid for once; a few are left on this roll when the better allowance begins.
    is_left = making.rng("both care allowances").random(len(r)) < BOTH_CARE_ALLOWANCES
    needs_care &= ~_has_better_nursing(making, care) | is_left
    enrol_persons(making, rolls, "disability_care", needs_care, care)
    rng = making.rng("grade has improved")
    better = (grade == 3) & ~np.isin(kind, (INTELLECTUAL, MENTAL)) & certified
    rows = some_of(rng, better, round(STILL_PAID_AFTER_A_BETTER_GRADE * int(better.sum())))
    since = month_start(making.today - rng.integers(700, 3000, len(rows)))
    amount = np.full(len(rows), standards.disability_care_fen[2], dtype=np.int64)
    rolls.add(Roll("disability_care", rows, r.home[rows], amount, np.maximum(since, r.born[rows])))


def _disability_care(making: Making) -> Ints:
    """Return the care allowance that everybody's certificate gives."""
    by_grade = np.array(making.standards.disability_care_fen, dtype=np.int64)
    return np.asarray(by_grade[making.persons["disability_grade"]])


def _nursing(making: Making) -> Ints:
    """Return the nursing allowance everybody's assessed level would give in a recognised household."""
    persons = making.persons
    level = np.where(persons.is_known("care_level"), persons["care_level"], 0)
    return np.array(making.standards.elder_nursing_fen, dtype=np.int64)[level]


def _is_poor_elder(making: Making) -> Bools:
    r = making.residents
    recognised = np.isin(making.households["assistance_class"], (DIBAO, EDGE))[r.home]
    return np.asarray((r.age >= 60) & recognised & _local(making) & ~making.persons["is_destitute_supported"])


def _has_better_nursing(making: Making, care: Ints) -> Bools:
    return np.asarray(_is_poor_elder(making) & (_nursing(making) >= care) & (_nursing(making) > 0))


def _enrol_elders(making: Making, rolls: Rolls) -> None:
    r, persons, standards = making.residents, making.persons, making.standards
    very_old = (r.age >= 80) & _local(making)
    floors, amounts = zip(*standards.advanced_age_fen, strict=True)
    band = np.searchsorted(floors, r.age, side="right") - 1
    allowance = np.array(amounts, dtype=np.int64)[band.clip(min=0)]
    enrol_persons(making, rolls, "advanced_age_allowance", very_old, allowance, from_age=80)
    poor = _is_poor_elder(making)
    service = np.full(len(r), standards.elder_service_fen, dtype=np.int64)
    enrol_persons(making, rolls, "elder_service_allowance", poor, service, from_age=60)
    nursing = _nursing(making)
    due = (
        poor
        & (nursing > 0)
        & ~persons["has_long_term_care_insurance"]
        & (nursing >= _disability_care(making))
    )
    enrol_persons(making, rolls, "elder_nursing_allowance", due, nursing, from_age=60)
    needs = (nursing > 0) & (r.age >= 60) & ~persons["is_destitute_supported"] & persons["lives_here"]
    voucher = np.full(len(r), standards.care_voucher_fen, dtype=np.int64)
    enrol_persons(making, rolls, "care_voucher", needs, voucher, from_age=60)
    visited = (r.age >= 60) & persons["lives_here"] & ~r.is_lodger & ~persons["in_care_institution"]
    visited &= _is_alone(making) | (making.is_severe & (persons["disability_grade"] <= 2))
    enrol_persons(making, rolls, "visiting_care", visited, np.zeros(len(r), dtype=np.int64), from_age=60)


def _is_alone(making: Making) -> Bools:
    """Return who lives in a household where only old people and minors are at home."""
    r = making.residents
    helps = (r.age >= 18) & (r.age < 60) & making.persons["lives_here"]
    return np.asarray((r.in_home(helps) == 0)[r.home])


def _enrol_families(making: Making, rolls: Rolls) -> None:
    r, persons, standards = making.residents, making.persons, making.standards
    orphans = is_orphan(making) & _local(making)
    in_home = r.lodging[r.home] == Lodging.CHILDREN
    allowance = np.where(in_home, standards.orphan_in_institution_fen, standards.orphan_fen).astype(np.int64)
    enrol_persons(making, rolls, "orphan_allowance", orphans, allowance)
    alone = is_raised_by_nobody(making) & _local(making)
    drawn = np.where(persons.is_known("assistance_received_fen"), persons["assistance_received_fen"], 0)
    enrol_persons(making, rolls, "de_facto_unsupported", alone, np.maximum(standards.orphan_fen - drawn, 0))
    supported = rolls.persons_on("orphan_allowance", len(r)) | rolls.persons_on(
        "de_facto_unsupported", len(r)
    )
    persons.put("is_orphan_supported", supported)
    due = _childcare(making)
    enrol_persons(making, rolls, "childcare_subsidy", (due > 0) & _local(making), due)


def _childcare(making: Making) -> Ints:
    """Return what every child is due in this calendar year: whole years, or months for those born before the scheme."""
    year, month, _ = calendar(making.residents.born)
    this_year, yearly = making.on.year, making.standards.childcare_year_fen
    under_the_scheme = year >= SCHEME_OF_CHILDCARE_STARTS
    months = (12 * (year + 3) + month) - (12 * this_year + 1) + 1
    by_month = months.clip(0, 12) * (yearly // 12)
    due = np.where(under_the_scheme, np.where(this_year - year < 3, yearly, 0), by_month)
    return np.where(this_year >= SCHEME_OF_CHILDCARE_STARTS, due, 0).astype(np.int64)


def _enrol_job_seekers(making: Making, rolls: Rolls) -> None:
    r, persons = making.residents, making.persons
    seeks = (persons["employment"] == REGISTERED) & persons.is_known("wants_work") & persons["wants_work"]
    days_out = np.where(persons.is_known("unemployed_since"), making.today - persons["unemployed_since"], 0)
    since_graduation = np.where(
        persons.is_known("graduated_on"), making.today - persons["graduated_on"], 10**6
    )
    older = r.age >= np.where(r.sex == FEMALE, OLDER_UNEMPLOYED["women"], OLDER_UNEMPLOYED["men"])
    graduate = (since_graduation >= 0) & (since_graduation < GRADUATE_DAYS)
    hard = older | (days_out >= LONG_UNEMPLOYED_DAYS) | persons["is_veteran_seeking_work"]
    hard |= _is_home_without_work(making)[r.home] & r.in_town
    hard |= persons["on_city_hard_to_employ_list"] | (
        graduate & (since_graduation >= GRADUATE_IN_DIFFICULTY_DAYS)
    )
    nothing = np.zeros(len(r), dtype=np.int64)
    # The list still counts every woman until 52, although most retire at 50.
    not_retired = r.age < np.where(r.sex == FEMALE, LISTED_UNTIL_AGE["women"], LISTED_UNTIL_AGE["men"])
    enrol_persons(making, rolls, "hard_to_employ", seeks & hard & not_retired, nothing, from_age=16)
    enrol_persons(making, rolls, "graduate_1131", seeks & graduate, nothing, from_age=16)


def _is_home_without_work(making: Making) -> Bools:
    """Return which households have people of working age and nobody among them who works or has stopped looking."""
    r, work = making.residents, making.persons["employment"]
    of_working_age = (r.age >= 16) & (r.age < np.where(r.sex == FEMALE, 50, 60))
    busy = of_working_age & np.isin(work, (EMPLOYED, FLEXIBLE, FARMING, UNREGISTERED))
    return np.asarray((r.in_home(busy) == 0) & (r.in_home(of_working_age) > 0) & (r.lodging == 0))
