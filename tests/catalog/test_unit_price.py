"""The price per kilogram, litre or piece."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.unit_price import piece_word, unit_price


@pytest.mark.parametrize(
    ("price", "quantity", "expected"),
    [
        (28_800, "0.3", 96_000),
        (35_000, "10", 3_500),
        (10_000, "3", 3_333),
        (5, "2", 3),
        (120_000, "1", None),
        (120_000, "0", None),
    ],
    ids=["300 g", "ten eggs", "rounds down", "half up", "repeats the price", "nothing"],
)
def test_unit_price(price, quantity, expected):
    assert unit_price(Decimal(price), Decimal(quantity)) == expected


@given(
    st.integers(0, 10**9).map(Decimal),
    st.decimals("0.001", "999999", places=3),
)
def test_unit_price_is_whole_dong_and_within_half_a_dong(price, quantity):
    amount = unit_price(price, quantity)

    assert amount is None or (
        amount == amount.to_integral_value()
        and abs(amount - price / quantity) <= Decimal("0.5")
    )


@pytest.mark.parametrize(
    ("unit", "word"),
    [
        ("hộp 10 quả", "quả"),
        ("bộ 4 bức 40 × 120 cm", "bức"),
        ("hộp 300 g", None),
        ("chai 500 ml", None),
        ("chiếc 45 × 30 cm", None),
        ("đôi", None),
        ("", None),
    ],
)
def test_piece_word(unit, word):
    assert piece_word(unit) == word
