"""Sealed values open in their place only; masks and indices tell as little as possible."""

from __future__ import annotations

import hashlib

import pytest

from minsheng.kernel.privacy.masks import masked_identity, masked_name, masked_phone
from minsheng.kernel.privacy.sealing import CannotOpenError, blind_index, seal, unseal
from minsheng.kernel.privacy.tokens import new_token

HERE, THERE = "people_person.phone:a", "people_person.phone:b"
NUMBER = "140702193608240017"


def test_what_was_sealed_opens_in_its_place() -> None:
    assert unseal(seal("残疾".encode(), where=HERE), where=HERE) == "残疾".encode()


@pytest.mark.parametrize("where", [THERE, "people_person.identity_number:a", "people_household.phone:a", ""])
def test_it_does_not_open_in_another_row_column_or_table(where: str) -> None:
    with pytest.raises(CannotOpenError, match="damaged or moved"):
        unseal(seal(b"x", where=HERE), where=where)


@pytest.mark.parametrize("place", [2, 13, 14, -1])
def test_one_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(seal(b"some value", where=HERE))
    sealed[place] ^= 1

    with pytest.raises(CannotOpenError):
        unseal(bytes(sealed), where=HERE)


@pytest.mark.parametrize("place", [0, 1])
def test_an_algorithm_or_key_that_is_not_here_is_named(place: int) -> None:
    sealed = bytearray(seal(b"x", where=HERE))
    sealed[place] = 9

    with pytest.raises(CannotOpenError, match="not here"):
        unseal(bytes(sealed), where=HERE)


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert seal(b"x", where=HERE) != seal(b"x", where=HERE)


def test_a_blind_index_is_stable_and_needs_the_key() -> None:
    assert blind_index(NUMBER) == blind_index(NUMBER)
    assert blind_index(NUMBER) != blind_index(NUMBER[:-1] + "8")
    assert blind_index(NUMBER) != hashlib.sha256(NUMBER.encode()).digest()


@pytest.mark.parametrize(
    ("name", "shown"), [("", "*"), ("张", "*"), ("张三", "张*"), ("王小明", "王*明"), ("欧阳小明", "欧**明")]
)
def test_a_name_shows_its_family_and_from_three_characters_its_end(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(NUMBER, "140*************17"), ("123456", "123*56"), ("12345", "*****"), ("", "")]
)
def test_a_number_hides_birth_and_sequence(number: str, shown: str) -> None:
    assert masked_identity(number) == shown
    assert len(masked_identity(number)) == len(number)


@pytest.mark.parametrize(("phone", "shown"), [("13812345678", "138****5678"), ("2345678", "*******")])
def test_a_phone_hides_its_middle(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_tokens_are_random_and_sixteen_long() -> None:
    tokens = {new_token() for _ in range(200)}

    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {16}
