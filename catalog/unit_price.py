"""The price per kilogram, litre or piece that stands beside a pack's price. Pure."""

import re
from decimal import Decimal

from catalog.money import whole_dong

_COUNTED = re.compile(r"\d+\s+(?P<word>[^\W\d_]+)")
_MEASURES = {"g", "kg", "ml", "l", "cm", "m", "lít"}


def unit_price(price: Decimal, net_quantity: Decimal) -> Decimal | None:
    """Return the price of one kilogram, litre or piece in whole đồng.

    None where it would only repeat the price, or where there is nothing to divide
    by."""
    if net_quantity <= 0 or net_quantity == 1:
        return None
    return whole_dong(price / net_quantity)


def piece_word(unit: str) -> str | None:
    """Return what a pack counts: "quả" for "hộp 10 quả"; None where it counts
    nothing ("hộp 300 g", "đôi")."""
    found = _COUNTED.search(unit)
    word = found["word"] if found else None
    return None if word in _MEASURES else word
