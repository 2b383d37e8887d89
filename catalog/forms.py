"""Form fields for Vietnamese text: whatever comes in is composed and cleaned."""

from typing import Any

from django import forms

from catalog.vietnamese import clean_line, clean_text


class VietnameseCharField(forms.CharField):
    """One line of text: composed, control characters gone, single spaces."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


class VietnameseTextField(forms.CharField):
    """Text of several lines: composed, control characters gone, line breaks kept."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_text(value) if isinstance(value, str) else value)
