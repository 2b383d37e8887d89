"""Form fields for the two ways to name a person: phone number and e-mail address."""

import re
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.vietnamese import clean_line, nfc
from storefront.accounts.phones import (
    Fault,
    PhoneNotUnderstood,
    national_form,
    normalize,
)

LONGEST_PHONE = 40
LONGEST_EMAIL = 254  # of the column


def hint(error: PhoneNotUnderstood) -> str:
    """Tell the person what to mend."""
    sentences = {
        Fault.NOT_DIGITS: _("Số điện thoại chỉ gồm chữ số. Ví dụ: 0912 345 678."),
        Fault.FOREIGN: _("Hiện chỉ nhận số điện thoại Việt Nam."),
        Fault.SERVICE: _("Anh chị nhập số di động hoặc số bàn, không phải tổng đài."),
        Fault.OLD_PREFIX: _("Số 11 chữ số đã đổi: đầu số nay là %(new)s."),
        Fault.TOO_SHORT: _(
            "Số điện thoại còn thiếu %(count)d chữ số. Ví dụ: 0912 345 678."
        ),
        Fault.TOO_LONG: _("Số điện thoại thừa %(count)d chữ số. Ví dụ: 0912 345 678."),
        Fault.UNKNOWN: _("Số điện thoại chưa đúng đầu số. Ví dụ: 0912 345 678."),
    }
    return sentences[error.fault] % {"count": error.count, "new": error.new}


class PhoneField(forms.CharField):
    """A Vietnamese number in any spelling; its value is E.164, empty if none."""

    default_error_messages = {"required": gettext_lazy("Anh chị nhập số điện thoại.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Số điện thoại"))
        kwargs.setdefault("max_length", LONGEST_PHONE)
        kwargs.setdefault(
            "widget", forms.TextInput({"type": "tel", "autocomplete": "tel"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        text = str(value) if value else ""
        return national_form(text) if re.fullmatch(r"\+84[0-9]+", text) else value

    def to_python(self, value: Any) -> str:
        text = clean_line(str(value or ""))
        if not text or len(text) > LONGEST_PHONE:
            return text  # too long: the length validator says so
        try:
            return normalize(text)
        except PhoneNotUnderstood as error:
            raise forms.ValidationError(hint(error), code="phone") from error


class EmailField(forms.EmailField):
    """An e-mail address in lower case; empty if none."""

    default_error_messages = {"required": gettext_lazy("Anh chị nhập thư điện tử.")}
    default_validators = [
        EmailValidator(gettext_lazy("Thư điện tử chưa đúng. Ví dụ: ten@example.com."))
    ]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Thư điện tử"))
        kwargs.setdefault("max_length", LONGEST_EMAIL)
        kwargs.setdefault("widget", forms.EmailInput({"autocomplete": "email"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return nfc(str(super().to_python(value) or "")).lower()


class LoginField(forms.CharField):
    """A phone number or an e-mail address, normalised as the account stores it."""

    default_error_messages = {
        "required": gettext_lazy("Anh chị nhập số điện thoại hoặc thư điện tử.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Số điện thoại hoặc thư điện tử"))
        kwargs.setdefault("max_length", LONGEST_EMAIL)
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "username"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = nfc(str(value or "")).strip()
        if not text or len(text) > LONGEST_EMAIL:
            return text
        field = EmailField() if "@" in text else PhoneField(max_length=LONGEST_EMAIL)
        return str(field.clean(text))
