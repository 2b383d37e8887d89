"""Whole đồng: the one rounding rule of the shop. Pure."""

from decimal import ROUND_HALF_UP, Decimal


def whole_dong(amount: Decimal, currency: str | None = None) -> Decimal:
    """Return ``amount`` in whole đồng, halves away from zero.

    Oscar passes a currency along; the shop knows only VND."""
    return Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def is_whole(amount: Decimal) -> bool:
    """Tell whether ``amount`` has no fraction of a đồng."""
    return amount == amount.to_integral_value()
