"""The rolls from which bureaus pay: by county, for the whole city, two allowances in one list, many in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from minsheng.engines.synthetic.bad_rows import with_mistakes
from minsheng.engines.synthetic.desk import Desk, joined, person_columns
from minsheng.engines.synthetic.sheet_columns import constant, dates, money, relations
from minsheng.engines.synthetic.sheet_files import Sheet
from minsheng.engines.synthetic.streams import Ints, stream
from minsheng.engines.synthetic.wording import POLICY_TITLES, title

# Paid for the whole city from one list each, and by which kind of bureau.
CIVIL_AFFAIRS, HEALTH, WORK, DISABLED = "民政局", "卫生健康委员会", "人力资源和社会保障局", "残疾人联合会"
CITY_ROLLS = (
    ("tekun", "特困人员救助供养发放名册", CIVIL_AFFAIRS),
    ("elder_service_allowance", "经济困难老年人养老服务补贴名册", CIVIL_AFFAIRS),
    ("elder_nursing_allowance", "经济困难失能老年人护理补贴名册", CIVIL_AFFAIRS),
    ("orphan_allowance", "孤儿基本生活费发放名册", CIVIL_AFFAIRS),
    ("de_facto_unsupported", "事实无人抚养儿童基本生活补贴名册", CIVIL_AFFAIRS),
    ("childcare_subsidy", "育儿补贴发放名册", HEALTH),
)
# Recognitions and services, which stand in one list with a column that says which.
IN_ONE_LIST = (
    "dibao_single",
    "dibao_edge",
    "rigid_expense",
    "care_voucher",
    "visiting_care",
    "hard_to_employ",
    "graduate_1131",
    "left_behind_child",
    "child_in_poverty",
    "child_in_own_difficulty",
    "child_without_proper_care",
    "migrant_child",
    "medical_dues_destitute",
    "medical_dues_dibao",
    "medical_aid_destitute",
    "medical_aid_dibao",
    "medical_aid_edge",
    "medical_aid_impoverished",
    "meal_subsidy",
)
# Paid for work, businesses and births.
IN_THE_LIST_OF_WORK = (
    "flexible_contribution_subsidy",
    "employer_contribution_subsidy",
    "graduate_flexible_subsidy",
    "graduate_employer_subsidy",
    "public_post_subsidy",
    "unemployment_benefit",
    "internship_allowance",
    "skill_subsidy",
    "startup_subsidy",
    "startup_loan_interest",
    "maternity_allowance",
)
LISTS_EVERY_MEMBER = 2  # every second county lists the members of a household, the others its head alone
BOTH_ALLOWANCES_IN_ONE_LIST = 2  # every second county pays the two disability allowances from one list


def roll_sheets(desks: Sequence[Desk], *, city: str, seed: int) -> Iterator[tuple[str, Sheet]]:
    """Yield the rolls, each with the name of its folder."""
    for desk in desks:
        yield desk.name, _dibao(desk)
        yield (
            desk.name,
            _roll(desk.name, [desk], "advanced_age_allowance", f"{desk.name}高龄津贴发放名册", CIVIL_AFFAIRS),
        )
        if desk.style % BOTH_ALLOWANCES_IN_ONE_LIST:
            yield desk.name, _both_allowances(desk)
        else:
            for policy in ("disability_living", "disability_care"):
                yield (
                    desk.name,
                    _roll(desk.name, [desk], policy, f"{desk.name}{POLICY_TITLES[policy]}名册", DISABLED),
                )
    for policy, name, office in CITY_ROLLS:
        yield city, _roll(city, desks, policy, f"{city}{name}", office, seed=seed)
    yield city, _in_one_list(city, desks, IN_ONE_LIST, "救助认定与关爱服务对象名册", CIVIL_AFFAIRS)
    yield city, _in_one_list(city, desks, IN_THE_LIST_OF_WORK, "就业创业与生育待遇发放名册", WORK)


def _rows(desk: Desk, policy: str) -> tuple[Ints, Ints, Ints]:
    """Return rows (residents, then those gone), amounts and first months of a roll of persons."""
    roll = desk.county.rolls[policy]
    rows, amounts, since = [roll.person], [roll.amount_fen], [roll.since]
    if policy in _HOUSEHOLD_POLICIES:
        rows = [desk.head_of(roll.home)]
    for paid in desk.county.still_paid:
        if paid.policy == policy:
            rows.append(len(desk.residents) + paid.gone)
            amounts.append(paid.amount_fen)
            since.append(paid.since)
    return np.concatenate(rows), np.concatenate(amounts), np.concatenate(since)


_HOUSEHOLD_POLICIES = frozenset({"dibao", "dibao_edge", "rigid_expense"})


def _roll(place: str, desks: Sequence[Desk], policy: str, name: str, office: str, *, seed: int = 0) -> Sheet:
    style = desks[0].style if len(desks) == 1 else len(policy)
    amount_field = "yearly_amount_fen" if policy == "childcare_subsidy" else "amount_fen"
    parts = []
    for desk in desks:
        rows, amounts, since = _rows(desk, policy)
        columns = person_columns(desk, rows, style)
        columns[title(amount_field, style)] = money(amounts)
        columns[title("since", style)] = dates(since, None, style)
        parts.append(columns)
    sheet = Sheet(
        kind=f"roll_{policy}",
        title=name,
        office=f"{place}{office}",
        on=desks[0].on,
        columns=joined(parts),
        numbers=frozenset({title(amount_field, style)}),
        summed=frozenset({title(amount_field, style)}),
    )
    rng = desks[0].county.making.rng(f"mistakes in {name}") if len(desks) == 1 else stream(seed, name)
    return with_mistakes(
        sheet, identity=title("identity", style), born=title("born_on", style), may=None, rng=rng
    )


def _dibao(desk: Desk) -> Sheet:
    roll, r, style = desk.county.rolls["dibao"], desk.residents, desk.style
    people = r.size[roll.home]
    row_of_roll = np.arange(len(roll))
    rows = desk.head_of(roll.home)
    if desk.style % LISTS_EVERY_MEMBER:
        row_of_roll = np.repeat(row_of_roll, people)
        rows = np.concatenate(
            [np.arange(r.first[home], r.first[home] + r.size[home]) for home in roll.home] or [rows]
        )
    heads = desk.head_of(roll.home[row_of_roll])
    columns = {title("household_no", style): desk.household_numbers().take(pa.array(rows))}
    if desk.style % LISTS_EVERY_MEMBER:
        columns[title("head_name", style)] = desk.names_of(heads)
        columns[title("head_identity", style)] = desk.numbers_of(heads)
        columns[title("relation", style)] = relations(r.relation[rows], r.sex[rows], style)
    columns |= person_columns(desk, rows, style)
    columns[title("people", style)] = pa.array(people[row_of_roll]).cast(pa.string())
    columns[title("household_amount_fen", style)] = money(roll.amount_fen[row_of_roll])
    columns[title("since", style)] = dates(roll.since[row_of_roll], None, style)
    numbers = frozenset({title("people", style), title("household_amount_fen", style)})
    return Sheet(
        "roll_dibao",
        f"{desk.name}最低生活保障发放名册",
        f"{desk.name}{CIVIL_AFFAIRS}",
        desk.on,
        columns,
        numbers,
    )


def _both_allowances(desk: Desk) -> Sheet:
    style = desk.style
    living, care = _rows(desk, "disability_living"), _rows(desk, "disability_care")
    rows = np.union1d(living[0], care[0])
    since = np.full(len(rows), np.iinfo(np.int32).max, dtype=np.int64)
    amounts = []
    for listed, amount, first in (living, care):
        place = np.searchsorted(rows, listed)
        drawn = np.zeros(len(rows), dtype=np.int64)
        drawn[place] = amount
        since[place] = np.minimum(since[place], first)
        amounts.append(money(drawn, drawn == 0))
    columns = person_columns(desk, rows, style)
    columns[title("living_amount", style)], columns[title("care_amount", style)] = amounts
    columns[title("since", style)] = dates(since, None, style)
    numbers = frozenset({title("living_amount", style), title("care_amount", style)})
    name = f"{desk.name}残疾人两项补贴发放名册"
    return Sheet(
        "roll_disability_allowances", name, f"{desk.name}{DISABLED}", desk.on, columns, numbers, numbers
    )


def _in_one_list(city: str, desks: Sequence[Desk], policies: Sequence[str], name: str, office: str) -> Sheet:
    style, parts = 0, []
    for policy in policies:
        for desk in desks:
            rows, amounts, since = _rows(desk, policy)
            columns = {title("policy", style): constant(POLICY_TITLES[policy], len(rows))}
            columns |= person_columns(desk, rows, style)
            columns[title("amount_fen", style)] = money(amounts)
            columns[title("since", style)] = dates(since, None, style)
            parts.append(columns)
    numbers = frozenset({title("amount_fen", style)})
    return Sheet(
        "benefit_roll", f"{city}{name}", f"{city}{office}", desks[0].on, joined(parts), numbers, numbers
    )
