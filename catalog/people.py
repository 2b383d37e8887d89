"""A form field that names accounts by phone or e-mail, one a line.

A list of every shopper would be no way to choose one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException


class PeopleField(forms.CharField):
    """Cleans to a list of users; refuses names that no account has."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 2000)
        options.setdefault(
            "help_text",
            gettext_lazy(
                "Số điện thoại hoặc thư điện tử của tài khoản, mỗi dòng một người."
            ),
        )
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(str(person.phone or person.email) for person in value)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        named = {line: _user_called(line) for line in lines if line}
        unknown = [line for line, person in named.items() if person is None]
        if unknown:
            raise forms.ValidationError(
                _("Chưa có tài khoản: %s.") % ", ".join(unknown)
            )
        return list(named.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


def _user_called(text: str) -> Any:
    users = get_user_model().objects
    if "@" in text:
        return users.filter(email__iexact=text).first()
    try:
        phone = PhoneNumber.from_string(text, region="VN")
    except NumberParseException:
        return None
    return users.filter(phone=phone).first() if phone.is_valid() else None
