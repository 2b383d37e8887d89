"""The price under the running offers. Offers are known higher up, which says here how
they reduce a price; until it has, a price is the price."""

import datetime as dt
from decimal import Decimal
from typing import Protocol


class Reduce(Protocol):
    def __call__(
        self, *, product_id: int, price: Decimal, at: dt.datetime
    ) -> Decimal: ...


_rules: list[Reduce] = []


def use(reduce: Reduce) -> None:
    """Let ``reduce`` speak for the offers; called once, when an app is ready."""
    _rules[:] = [reduce]


def reduced(*, product_id: int, price: Decimal, at: dt.datetime) -> Decimal:
    """Return what one piece costs at ``at``; never more than ``price``."""
    for rule in _rules:
        price = min(price, rule(product_id=product_id, price=price, at=at))
    return price
