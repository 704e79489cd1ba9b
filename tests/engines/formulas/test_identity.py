"""Identity numbers: worked examples E0-1 to E0-3, and python-stdnum as a second opinion."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from minsheng.engines.formulas.identity import (
    BadIdentityNumber,
    IdentityProblem,
    Sex,
    check_digit,
    parse_identity_number,
)

TODAY = date(2026, 11, 24)

birth_dates = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)
sequences = st.integers(min_value=0, max_value=999)


def number_for(born_on, sequence, area="140702"):
    first17 = f"{area}{born_on:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    ("first17", "expected"),
    [
        ("14070219360824001", "7"),
        ("14072819850615002", "5"),
        ("11010519491231002", "X"),
        ("14070220230512018", "3"),
    ],
)
def test_e0_1_the_check_digit(first17, expected):
    assert check_digit(first17) == expected


def test_e0_2_a_wrong_check_digit_is_refused_and_not_repaired():
    with pytest.raises(BadIdentityNumber) as refusal:
        parse_identity_number("140702193608240016", on=TODAY)

    assert refusal.value.reason is IdentityProblem.CHECK_DIGIT


def test_e0_3_the_thirtieth_of_february_is_no_birth_date():
    first17 = "14070220230230001"

    with pytest.raises(BadIdentityNumber) as refusal:
        parse_identity_number(first17 + check_digit(first17), on=TODAY)

    assert refusal.value.reason is IdentityProblem.BIRTH_DATE


def test_a_number_tells_birth_sex_and_area():
    identity = parse_identity_number("140702193608240017", on=TODAY)

    assert identity.born_on == date(1936, 8, 24)
    assert identity.sex is Sex.MALE
    assert identity.area_code == "140702"
    assert not identity.was_upgraded
    assert not identity.was_rewritten


def test_an_even_seventeenth_digit_is_a_woman():
    assert parse_identity_number("140728198506150025", on=TODAY).sex is Sex.FEMALE


def test_somebody_may_be_born_on_the_day_of_the_check_but_not_after():
    number = number_for(TODAY, 1)

    assert parse_identity_number(number, on=TODAY).born_on == TODAY
    with pytest.raises(BadIdentityNumber) as refusal:
        parse_identity_number(number, on=TODAY - timedelta(days=1))
    assert refusal.value.reason is IdentityProblem.FUTURE


def test_an_old_number_is_upgraded_and_marked():
    identity = parse_identity_number("140702360824001", on=TODAY)

    assert identity.number == "140702193608240017"
    assert identity.was_upgraded


def test_the_sequences_kept_for_centenarians_belong_to_the_nineteenth_century():
    assert parse_identity_number("140702810824996", on=TODAY).born_on == date(1881, 8, 24)
    assert parse_identity_number("140702810824995", on=TODAY).born_on == date(1981, 8, 24)


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X\t",
        "\ufeff11010519491231002X\u200b",
        "110105\u300019491231002ｘ",
    ],
)
def test_the_way_a_number_is_written_is_forgiven_and_marked(written):
    identity = parse_identity_number(written, on=TODAY)

    assert identity.number == "11010519491231002X"
    assert identity.was_rewritten


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", IdentityProblem.EMPTY),
        ("   ", IdentityProblem.EMPTY),
        ("14070219360824001", IdentityProblem.LENGTH),
        ("1407021936082400177", IdentityProblem.LENGTH),
        ("1.40702E+17", IdentityProblem.LENGTH),
        ("14070219360824O017", IdentityProblem.CHARACTERS),
        ("X40702193608240017", IdentityProblem.CHARACTERS),
        ("14070236082400X", IdentityProblem.CHARACTERS),
        ("١٤٠٧٠٢١٩٣٦٠٨٢٤٠٠١٧", IdentityProblem.CHARACTERS),
        ("①40702193608240017", IdentityProblem.CHARACTERS),
        ("160702193608240017", IdentityProblem.AREA),
        ("140702093608240017", IdentityProblem.BIRTH_DATE),
        ("140702193613240017", IdentityProblem.BIRTH_DATE),
    ],
)
def test_anything_else_is_refused_with_its_reason(text, reason):
    with pytest.raises(BadIdentityNumber) as refusal:
        parse_identity_number(text, on=TODAY)

    assert refusal.value.reason is reason


def test_the_permanent_residence_card_of_a_foreigner_is_read():
    first17 = "91484019900101001"
    identity = parse_identity_number(first17 + check_digit(first17), on=TODAY)

    assert identity.is_foreign_resident
    assert identity.born_on == date(1990, 1, 1)


def test_neither_the_refusal_nor_the_repr_shows_the_number():
    identity = parse_identity_number("140702193608240017", on=TODAY)

    with pytest.raises(BadIdentityNumber) as refusal:
        parse_identity_number("140702193608240016", on=TODAY)

    assert "19360824" not in repr(identity)
    assert "19360824" not in " ".join([str(refusal.value), *refusal.value.sentences("zh-hans")])


def test_every_refusal_speaks_both_languages():
    for reason in IdentityProblem:
        refusal = BadIdentityNumber(reason)
        assert refusal.sentences("zh-hans") != refusal.sentences("en")


@given(born_on=birth_dates, sequence=sequences)
def test_whatever_we_build_is_read_back_and_stdnum_agrees(born_on, sequence):
    number = number_for(born_on, sequence, area="110105")  # stdnum knows when a county code was in use

    identity = parse_identity_number(number, on=TODAY)

    assert ric.validate(number) == number
    assert ric.get_birth_date(number) == identity.born_on == born_on
    assert identity.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(born_on=birth_dates, sequence=sequences, position=st.integers(0, 16), step=st.integers(1, 9))
def test_a_single_wrong_digit_is_always_noticed(born_on, sequence, position, step):
    number = number_for(born_on, sequence)
    wrong_digit = str((int(number[position]) + step) % 10)

    with pytest.raises(BadIdentityNumber):
        parse_identity_number(number[:position] + wrong_digit + number[position + 1 :], on=TODAY)


@given(text=st.text(max_size=30) | st.text("0123456789xX ", max_size=20))
def test_every_text_is_either_read_or_refused_and_never_breaks_the_reader(text):
    with suppress(BadIdentityNumber):
        assert len(parse_identity_number(text, on=TODAY).number) == 18


@given(
    born_on=st.dates(min_value=date(1930, 1, 1), max_value=date(1999, 12, 31)), sequence=st.integers(0, 995)
)
def test_the_old_and_the_new_number_are_the_same_person(born_on, sequence):
    new = number_for(born_on, sequence)
    old = new[:6] + new[8:17]

    assert parse_identity_number(old, on=TODAY).number == new


def test_the_check_digit_needs_seventeen_digits():
    with pytest.raises(ValueError, match="17 digits"):
        check_digit("1407021936082400")
