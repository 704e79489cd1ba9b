"""A day typed as year, month and day: quicker for a birth in 1958 than leafing back through a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR = 1900


class DayWidget(forms.MultiWidget):
    """Three small fields for digits."""

    def __init__(self) -> None:
        digits = [forms.TextInput({"inputmode": "numeric", "maxlength": size}) for size in (4, 2, 2)]
        super().__init__(digits)

    def decompress(self, value: Any) -> list[Any]:
        return [value.year, value.month, value.day] if isinstance(value, date) else [None, None, None]


class DayField(forms.MultiValueField):
    """A day that has been, given as three numbers; an empty one means that it is not known."""

    widget = DayWidget
    default_error_messages = {
        "required": _("请填写年、月、日。"),
        "incomplete": _("年、月、日都要填。"),
        "invalid": _("没有这一天，请检查年、月、日。"),
        "future": _("这一天还没到，请检查年份。"),
        "long_ago": _("年份要写四位数，比如1958。"),
    }

    def __init__(self, *, latest: date, **kwargs: Any) -> None:
        self.latest = latest
        parts = (forms.IntegerField(), forms.IntegerField(), forms.IntegerField())
        super().__init__(parts, require_all_fields=False, widget=DayWidget(), **kwargs)

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            if self.required:
                raise self._error("required")
            return None
        if not all(parts):
            raise self._error("incomplete")
        return self._day(parts)

    def _day(self, parts: list[str]) -> date:
        try:
            day = date(*(int(part) for part in parts))
        except (ValueError, OverflowError):
            raise self._error("invalid") from None
        if day.year < EARLIEST_YEAR:
            raise self._error("long_ago")
        if day > self.latest:
            raise self._error("future")
        return day

    def _error(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)
