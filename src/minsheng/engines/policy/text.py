"""A short text in the two languages of the product, written side by side in the code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese and in English; neither may be empty."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh or not self.en:
            raise ValueError(f"A text needs both languages, got zh={self.zh!r} and en={self.en!r}.")

    def in_language(self, language: str) -> str:
        """Return the wording for a language code such as ``zh-hans`` or ``en-gb``."""
        return self.en if language.lower().startswith("en") else self.zh

    def as_dict(self) -> dict[str, str]:
        """Return both wordings as plain JSON types."""
        return {"zh": self.zh, "en": self.en}

    def __str__(self) -> str:
        return self.zh
