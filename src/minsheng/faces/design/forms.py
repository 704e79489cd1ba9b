"""Form widgets in the visual language, and the login form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "textarea w-full",
    forms.Select: "select w-full",
    forms.CheckboxInput: "checkbox",
    forms.RadioSelect: "flex flex-wrap gap-4",
    forms.ClearableFileInput: "file-input w-full",
}


class DesignedForm(forms.Form):
    """A form whose fields look like the rest of the site; missing and wrong input is said in words beside the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


def dress(form: forms.BaseForm) -> None:
    """Give every widget of a form the classes of the visual language."""
    for field in form.fields.values():
        known = next((c for kind, c in _CLASSES.items() if isinstance(field.widget, kind)), "input w-full")
        field.widget.attrs.setdefault("class", known)
        if isinstance(field, forms.DateField):
            field.widget.input_type = "date"


class LoginForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": _("用户名或密码不对。请检查大小写；忘记密码请找县里的系统管理员。"),
        "inactive": _("这个账号已停用。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        dress(self)
