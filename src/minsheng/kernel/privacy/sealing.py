"""Sealing values so that a stolen disk or a row copied to another person tells nothing.

An authenticated cipher with the place of the value (table, column, row) as associated data: a cell moved elsewhere does
not open. The cipher is AES-256-GCM, or SM4-GCM (GB/T 32907, RFC 8998) where the key file asks for it; what was sealed
with one of them opens whatever the key file asks for now. A sealed value begins with one byte for the cipher and one
for the number of its key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minsheng.kernel.privacy.keys import Algorithm, KeyRing, key_ring

NONCE_BYTES = 12
TAG_BYTES = 16
SM4_KEY_BYTES = 16

Seals = Callable[[bytes, bytes, bytes, bytes], bytes]  # key, nonce, text, place


class CannotOpenError(Exception):
    """A sealed value does not open: wrong key, damaged, or moved from another row."""


def seal(plain: bytes, *, where: str) -> bytes:
    """Encrypt bytes for one place. ``where`` is ``table.column:row``."""
    ring = key_ring()
    encrypt, _ = _CIPHERS[ring.algorithm]
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = encrypt(ring.data_keys[ring.newest], nonce, plain, where.encode())
    return newest_mark(ring) + nonce + body


def unseal(sealed: bytes, *, where: str) -> bytes:
    """Decrypt bytes sealed for the same place. Raises CannotOpenError."""
    algorithm, number = sealed[0], sealed[1]
    key = key_ring().data_keys.get(number)
    if algorithm not in _CIPHERS or key is None:
        raise CannotOpenError(
            f"The value at {where} was sealed with algorithm {algorithm}, key {number}: not here."
        )
    nonce, body = sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
    _, decrypt = _CIPHERS[Algorithm(algorithm)]
    try:
        return decrypt(key, nonce, body, where.encode())
    except (InvalidTag, ValueError):
        raise CannotOpenError(
            f"The value at {where} does not open. It was damaged or moved from another row."
        ) from None


def newest_mark(ring: KeyRing) -> bytes:
    """Return how a value begins that was sealed with the cipher and key in use."""
    return bytes([ring.algorithm, ring.newest])


def blind_index(value: str) -> bytes:
    """Return a keyed hash by which an exact value can be found without being stored in clear."""
    return hmac.new(key_ring().index_key, value.encode(), hashlib.sha256).digest()


def _aes_encrypt(key: bytes, nonce: bytes, plain: bytes, where: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, where)


def _aes_decrypt(key: bytes, nonce: bytes, body: bytes, where: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, body, where)


def _sm4_encrypt(key: bytes, nonce: bytes, plain: bytes, where: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(where)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_decrypt(key: bytes, nonce: bytes, body: bytes, where: bytes) -> bytes:
    text, tag = body[:-TAG_BYTES], body[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(where)
    return decryptor.update(text) + decryptor.finalize()


@cache
def _sm4_key(key: bytes) -> bytes:
    """Derive the shorter key of SM4, so that no two ciphers ever use one key."""
    return HKDF(algorithm=hashes.SM3(), length=SM4_KEY_BYTES, salt=None, info=b"minsheng SM4-GCM").derive(key)


_CIPHERS: dict[Algorithm, tuple[Seals, Seals]] = {
    Algorithm.AES_256_GCM: (_aes_encrypt, _aes_decrypt),
    Algorithm.SM4_GCM: (_sm4_encrypt, _sm4_decrypt),
}
