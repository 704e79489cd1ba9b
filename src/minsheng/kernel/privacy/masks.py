"""How personal details look to people who may not see them whole."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """Show the family name and, from three characters on, the last character: 张*, 王*明."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def masked_identity(number: str) -> str:
    """Show the first three and the last two characters of an identity number."""
    return number[:3] + "*" * max(0, len(number) - 5) + number[-2:] if len(number) > 5 else "*" * len(number)


def masked_phone(phone: str) -> str:
    """Show the first three and last four digits of a phone number."""
    return phone[:3] + "****" + phone[-4:] if len(phone) >= 11 else "*" * len(phone)
