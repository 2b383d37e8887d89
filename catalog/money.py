"""Whole đồng: the one rounding rule of the shop. Pure."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def whole_dong(amount: Decimal, currency: str | None = None) -> Decimal:
    """Return ``amount`` in whole đồng, halves away from zero.

    Oscar passes a currency along; the shop knows only VND."""
    return Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def is_whole(amount: Decimal) -> bool:
    """Tell whether ``amount`` has no fraction of a đồng."""
    return amount == amount.to_integral_value()


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Divide ``total`` đồng in proportion to ``weights``, by largest remainder.

    The parts sum to ``total`` exactly. All weights zero: nothing to spread over, so
    ``total`` must be zero, else ValueError."""
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("nothing to spread the amount over")
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i)
    )
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
