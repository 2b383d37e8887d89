"""Form fields for Vietnamese text."""

import pytest
from django.core.exceptions import ValidationError

from catalog.forms import VietnameseCharField, VietnameseTextField


def test_a_line_is_composed_and_cleaned():
    typed = "  Bu\u031bo\u031b\u0309i\x00\n Ba\u0323ch\u00a0Hạ \ud800"

    assert VietnameseCharField().clean(typed) == "Bưởi Bạch Hạ"


def test_a_text_keeps_its_lines():
    assert VietnameseTextField().clean("Bưởi\x07\r\nBạch Hạ") == "Bưởi\nBạch Hạ"


def test_length_counts_what_is_kept():
    assert VietnameseCharField(max_length=4).clean("Bu\u031bo\u031b\u0309i") == "Bưởi"

    with pytest.raises(ValidationError):
        VietnameseCharField(max_length=3).clean("Bưởi")


@pytest.mark.parametrize("empty", ["", "  ", "\x00", None], ids=ascii)
def test_nothing_but_signs_is_empty(empty):
    assert VietnameseCharField(required=False).clean(empty) == ""
