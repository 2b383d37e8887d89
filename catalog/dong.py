"""A form field for an amount in whole đồng, written as people write it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_GROUPED = re.compile(r"-?\d{1,3}([.,]\d{3})+")
_DIGITS = re.compile(r"-?\d+")


class DongField(forms.Field):
    """Takes 125000, 125.000, 125 000 ₫; refuses fractions and negative amounts."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "fraction": _("Ghi số đồng nguyên, không có số lẻ. Ví dụ: 125.000."),
        "negative": _("Số tiền không được âm."),
        "huge": _("Số tiền lớn quá 1 tỷ đồng."),
    }
    largest = Decimal(1_000_000_000)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, (Decimal, int)):
            return Decimal(value)
        text = re.sub(r"[\s₫đ]", "", str(value))
        if _GROUPED.fullmatch(text):
            text = re.sub(r"[.,]", "", text)
        if not _DIGITS.fullmatch(text) or not text.isascii():
            raise ValidationError(self.error_messages["fraction"], code="fraction")
        return Decimal(text[:20])

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and value < 0:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if value is not None and value > self.largest:
            raise ValidationError(self.error_messages["huge"], code="huge")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{int(value):,}".replace(",", ".")
        return value
