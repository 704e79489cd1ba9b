"""Names for rows that say nothing about whom they describe; the only names used in URLs, files and logs."""

from __future__ import annotations

import secrets


def new_token() -> str:
    """Return sixteen random hexadecimal characters."""
    return secrets.token_hex(8)
