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


# When a reduced price began and when it ends; None where nothing sets that bound.
Period = tuple[dt.datetime | None, dt.datetime | None]


class Last(Protocol):
    def __call__(self, *, product_id: int, price: Decimal, at: dt.datetime) -> Period:
        """The period of the reduced price that ``Reduce`` answers at ``at``."""


Reaches = Callable[[dt.datetime], Sequence[Reach]]

_rules: list[Reduce] = []
_reaches: list[Reaches] = []
_periods: list[Last] = []


def use(reduce: Reduce, reaches_at: Reaches, period: Last) -> None:
    """Let these speak for the offers; called once, when an app is ready."""
    _rules[:] = [reduce]
    _reaches[:] = [reaches_at]
    _periods[:] = [period]


def reaches(at: dt.datetime) -> list[Reach]:
    """Where to look for reduced products at ``at``; ``reduced`` tells which are."""
    return [reach for reaches_at in _reaches for reach in reaches_at(at)]


def reduced(*, product_id: int, price: Decimal, at: dt.datetime) -> Decimal:
    """Return what one piece costs at ``at``; never more than ``price``."""
    for rule in _rules:
        price = min(price, rule(product_id=product_id, price=price, at=at))
    return price


def reduced_period(*, product_id: int, price: Decimal, at: dt.datetime) -> Period:
    """Return since when and until when the reduced price at ``at`` holds."""
    for period in _periods:
        return period(product_id=product_id, price=price, at=at)
    return None, None


def reduced_until(
    *, product_id: int, price: Decimal, at: dt.datetime
) -> dt.datetime | None:
    """Return when the reduced price at ``at`` ends; None where no end is set."""
    return reduced_period(product_id=product_id, price=price, at=at)[1]
