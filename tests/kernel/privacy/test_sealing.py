"""Sealed values open in their place only; masks and indices tell as little as possible."""

from __future__ import annotations

import hashlib

import pytest

from minsheng.kernel.privacy import sealing
from minsheng.kernel.privacy.keys import Algorithm, KeyRing
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


def ring_for(algorithm: Algorithm) -> KeyRing:
    return KeyRing(data_keys={1: b"1" * 32, 2: b"2" * 32}, index_key=b"i" * 32, algorithm=algorithm)


@pytest.fixture(params=list(Algorithm), ids=lambda algorithm: algorithm.name)
def algorithm(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Algorithm:
    """Each cipher in turn is the one in use."""
    chosen: Algorithm = request.param
    monkeypatch.setattr(sealing, "key_ring", lambda: ring_for(chosen))
    return chosen


def test_either_cipher_opens_what_it_sealed_in_its_place_only(algorithm: Algorithm) -> None:
    sealed = seal("残疾".encode(), where=HERE)

    assert (sealed[0], sealed[1]) == (algorithm, 2)
    assert unseal(sealed, where=HERE) == "残疾".encode()
    with pytest.raises(CannotOpenError):
        unseal(sealed, where=THERE)


@pytest.mark.parametrize("length", [1, 2, 13, 17, 29])
def test_a_value_cut_short_does_not_open(algorithm: Algorithm, length: int) -> None:
    sealed = seal(b"some value", where=HERE)

    with pytest.raises(CannotOpenError):
        unseal(sealed[: max(2, length)], where=HERE)


def test_what_one_cipher_sealed_opens_after_the_other_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "key_ring", lambda: ring_for(Algorithm.AES_256_GCM))
    sealed = seal(b"x", where=HERE)
    monkeypatch.setattr(sealing, "key_ring", lambda: ring_for(Algorithm.SM4_GCM))

    assert unseal(sealed, where=HERE) == b"x"


def test_sm4_in_gcm_gives_the_example_of_rfc_8998(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_sm4_key", lambda _: bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
    nonce = bytes.fromhex("00001234567800000000ABCD")
    where = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = b"".join(bytes([byte]) * 8 for byte in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))

    assert sealing._sm4_encrypt(b"", nonce, plain, where).hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


def test_no_two_ciphers_use_one_key() -> None:
    key = b"k" * 32

    assert len(sealing._sm4_key(key)) == 16
    assert sealing._sm4_key(key) not in key
    assert sealing._sm4_key(key) != sealing._sm4_key(b"l" * 32)


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
