"""Sealing values so that a stolen disk or a row copied to another person tells nothing.

AES-256-GCM with the place of the value (table, column, row) as associated data: a cell moved elsewhere does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from minsheng.kernel.privacy.keys import key_ring

ALGORITHM_AES_256_GCM = 1
NONCE_BYTES = 12


class CannotOpenError(Exception):
    """A sealed value does not open: wrong key, damaged, or moved from another row."""


def seal(plain: bytes, *, where: str) -> bytes:
    """Encrypt bytes for one place. ``where`` is ``table.column:row``."""
    ring = key_ring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = AESGCM(ring.data_keys[ring.newest]).encrypt(nonce, plain, where.encode())
    return bytes([ALGORITHM_AES_256_GCM, ring.newest]) + nonce + body


def unseal(sealed: bytes, *, where: str) -> bytes:
    """Decrypt bytes sealed for the same place. Raises CannotOpenError."""
    algorithm, number = sealed[0], sealed[1]
    key = key_ring().data_keys.get(number)
    if algorithm != ALGORITHM_AES_256_GCM or key is None:
        raise CannotOpenError(
            f"The value at {where} was sealed with algorithm {algorithm}, key {number}: not here."
        )
    nonce, body = sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, where.encode())
    except InvalidTag:
        raise CannotOpenError(
            f"The value at {where} does not open. It was damaged or moved from another row."
        ) from None


def blind_index(value: str) -> bytes:
    """Return a keyed hash by which an exact value can be found without being stored in clear."""
    return hmac.new(key_ring().index_key, value.encode(), hashlib.sha256).digest()
