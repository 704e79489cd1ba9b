"""Keys are made once, kept from others, and demanded: there is no default."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from minsheng.kernel.privacy.keys import Algorithm, add_key, make_keys, read_keys


def test_new_keys_are_long_different_and_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "site" / "keys.toml"

    make_keys(path)

    ring = read_keys(path)
    assert (len(ring.index_key), len(ring.data_keys[1])) == (32, 32)
    assert ring.index_key != ring.data_keys[1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    make_keys(path)
    before = path.read_bytes()

    with pytest.raises(FileExistsError, match="unreadable"):
        make_keys(path)

    assert path.read_bytes() == before


def test_the_newest_key_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(
        f'index = "{"00" * 32}"\n[data]\n1 = "{"11" * 32}"\n12 = "{"22" * 32}"\n2 = "{"33" * 32}"\n'
    )

    assert read_keys(path).newest == 12


def test_a_site_without_keys_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="--make-keys"):
        read_keys(tmp_path / "keys.toml")


@pytest.mark.parametrize(
    "content",
    [
        'index = "00"\n[data]\n1 = "11"\n',
        f'index = "{"00" * 32}"\n[data]\n',
        f'index = "{"00" * 32}"\n[data]\n1 = "{"11" * 31}"\n',
        f'[data]\n1 = "{"11" * 32}"\n',
        f'index = "{"zz" * 32}"\n[data]\n1 = "{"11" * 32}"\n',
        f'index = "{"00" * 32}"\n[data]\n0 = "{"11" * 32}"\n',
        f'index = "{"00" * 32}"\n[data]\n256 = "{"11" * 32}"\n',
        f'algorithm = "ROT13"\nindex = "{"00" * 32}"\n[data]\n1 = "{"11" * 32}"\n',
    ],
)
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(content)

    with pytest.raises(ImproperlyConfigured, match="key"):
        read_keys(path)


def test_a_key_file_chooses_the_cipher_and_aes_if_it_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    make_keys(path)
    assert read_keys(path).algorithm is Algorithm.AES_256_GCM

    path.write_text('algorithm = "SM4-GCM"\n' + path.read_text())
    assert read_keys(path).algorithm is Algorithm.SM4_GCM


def test_an_added_key_seals_and_the_older_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    make_keys(path)
    before = read_keys(path)

    assert add_key(path) == 2

    after = read_keys(path)
    assert after.newest == 2
    assert after.data_keys[1] == before.data_keys[1]
    assert after.data_keys[2] != before.data_keys[1]
    assert after.index_key == before.index_key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["keys.toml"]


def test_the_last_number_is_not_passed(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(f'index = "{"00" * 32}"\n[data]\n255 = "{"11" * 32}"\n')

    with pytest.raises(ImproperlyConfigured, match="255"):
        add_key(path)
