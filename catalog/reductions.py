"""The price under the running offers. Offers are known higher up, which says here how
they reduce a price; until it has, a price is the price."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class Reach:
    """The products an offer may lower: those named, or all but those."""

    product_ids: frozenset[int]
    is_all_but: bool = False


class Reduce(Protocol):
    def __call__(
        self, *, product_id: int, price: Decimal, at: dt.datetime
    ) -> Decimal: ...


Reaches = Callable[[dt.datetime], Sequence[Reach]]

_rules: list[Reduce] = []
_reaches: list[Reaches] = []


def use(reduce: Reduce, reaches_at: Reaches) -> None:
    """Let these speak for the offers; called once, when an app is ready."""
    _rules[:] = [reduce]
    _reaches[:] = [reaches_at]


def reaches(at: dt.datetime) -> list[Reach]:
    """Where to look for reduced products at ``at``; ``reduced`` tells which are."""
    return [reach for reaches_at in _reaches for reach in reaches_at(at)]


def reduced(*, product_id: int, price: Decimal, at: dt.datetime) -> Decimal:
    """Return what one piece costs at ``at``; never more than ``price``."""
    for rule in _rules:
        price = min(price, rule(product_id=product_id, price=price, at=at))
    return price
