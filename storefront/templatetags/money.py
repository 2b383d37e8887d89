"""Prices as shoppers read them: whole đồng, grouped by dots."""

from decimal import Decimal

from django import template

register = template.Library()

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def dong(amount: Decimal | int | None) -> str:
    """Answers "125.000 ₫" on one line; nothing for None.

    Raises ValueError for a fraction of a đồng and for anything that is no amount:
    a rounded price on a page would differ from the one charged.
    """
    if amount is None:
        return ""
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, int)):
        raise ValueError(f"not an amount of money: {amount!r}")
    whole = int(amount)
    if whole != amount:
        raise ValueError(f"a fraction of a đồng: {amount}")
    return f"{whole:,}".replace(",", ".") + NO_BREAK_SPACE + "₫"
