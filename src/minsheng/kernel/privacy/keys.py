"""The keys of a site: data keys by number for encryption, and one separate key for the blind index.

There is no default. A site without keys does not start; the demo writes its own into its data folder. The file:

    algorithm = "AES-256-GCM"   # or "SM4-GCM"; AES if it does not say
    index = "64 hexadecimal digits"
    [data]
    1 = "64 hexadecimal digits"
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
MOST_KEYS = 255  # the number of a key is one byte of what it sealed


class Algorithm(IntEnum):
    """A cipher, by the first byte of what it sealed."""

    AES_256_GCM = 1
    SM4_GCM = 2


ALGORITHMS = {"AES-256-GCM": Algorithm.AES_256_GCM, "SM4-GCM": Algorithm.SM4_GCM}


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Data keys by number (the highest encrypts, all decrypt), the key of the blind index, and the cipher in use."""

    data_keys: dict[int, bytes]
    index_key: bytes
    algorithm: Algorithm = Algorithm.AES_256_GCM

    @property
    def newest(self) -> int:
        return max(self.data_keys)


@cache
def key_ring() -> KeyRing:
    """Return the keys of this site, read from ``MINSHENG_KEYS`` (a TOML file readable by its owner only)."""
    return read_keys(Path(settings.MINSHENG_KEYS))


def read_keys(path: Path) -> KeyRing:
    """Read a key file. Raises ImproperlyConfigured with what to do when it is absent or damaged."""
    if not path.is_file():
        raise ImproperlyConfigured(
            f"There is no key file at {path}. Without it nothing can be encrypted or read. "
            "Set MINSHENG_KEYS to the key file of this site, or make one with `minsheng doctor --make-keys`."
        )
    content = tomllib.loads(path.read_text(encoding="ascii"))
    try:
        ring = KeyRing(
            {int(number): bytes.fromhex(key) for number, key in content["data"].items()},
            bytes.fromhex(content["index"]),
            ALGORITHMS[content.get("algorithm", "AES-256-GCM")],
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise ImproperlyConfigured(
            f"The key file {path} is damaged: {error}. Restore it from its backup."
        ) from error
    if not ring.data_keys or any(len(key) != KEY_BYTES for key in [*ring.data_keys.values(), ring.index_key]):
        raise ImproperlyConfigured(f"The key file {path} holds a key that is not {KEY_BYTES} bytes long.")
    if not all(1 <= number <= MOST_KEYS for number in ring.data_keys):
        raise ImproperlyConfigured(f"The key file {path} numbers a key outside 1 to {MOST_KEYS}.")
    return ring


def make_keys(path: Path) -> None:
    """Write a new key file, readable by its owner only. Never overwrites: a lost key is lost data."""
    if path.exists():
        raise FileExistsError(
            f"{path} exists already. Overwriting keys would make all encrypted data unreadable."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(
        "# The keys of this site. Keep a copy in a safe place: without them the data cannot be read.\n"
        f'index = "{secrets.token_hex(KEY_BYTES)}"\n\n[data]\n1 = "{secrets.token_hex(KEY_BYTES)}"\n',
        encoding="ascii",
    )


def add_key(path: Path) -> int:
    """Add a data key to a key file and return its number; from the next start on it seals, the older ones still open.

    The file is replaced whole, so that no crash can leave half of it.
    """
    ring = read_keys(path)
    number = ring.newest + 1
    if number > MOST_KEYS:
        raise ImproperlyConfigured(f"{path} holds key {ring.newest} already; numbers end at {MOST_KEYS}.")
    text = path.read_text(encoding="ascii").rstrip("\n")
    _replace(path, f'{text}\n{number} = "{secrets.token_hex(KEY_BYTES)}"\n')
    return number


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.touch(mode=0o600)
    with beside.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
