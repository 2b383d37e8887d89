"""Prices in words of the shop."""

from decimal import Decimal

import pytest

from storefront.templatetags.money import dong


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal(125000), "125.000\u00a0₫"),
        (Decimal("18500000.00"), "18.500.000\u00a0₫"),
        (0, "0\u00a0₫"),
        (Decimal(-45000), "-45.000\u00a0₫"),
        (None, ""),
    ],
)
def test_amount_is_grouped_by_dots_on_one_line(amount, words):
    assert dong(amount) == words


@pytest.mark.parametrize("amount", [Decimal("0.5"), 1.0, "125000", "", True])
def test_what_is_no_whole_amount_is_refused(amount):
    with pytest.raises(ValueError, match=r"amount|fraction"):
        dong(amount)
