"""What a carrier is asked and answers; carriers live below ``carriers/``.

Checkout never waits for a carrier's server: a quote comes from our own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.places.models import Commune


@dataclass(frozen=True)
class Parcel:
    """One producer's goods of one order, as a carrier sees them.

    ``goods`` is their price in đồng after discounts, ``weight_g`` what all of it
    weighs packed, ``classes`` the kinds of goods inside."""

    partner_id: int
    goods: int
    weight_g: int
    classes: frozenset[str]


@dataclass(frozen=True)
class Quote:
    """The charge of one parcel in đồng, and what a page says beside it."""

    charge: int
    zone: str = ""
    days_min: int = 0
    days_max: int = 0
    free_from: int | None = None  # đồng of goods from which the charge is nothing
    cash_on_delivery: bool = True


class CannotDeliver(Exception):
    """This carrier does not take these parcels there; ``reason`` is for the buyer."""

    def __init__(self, reason: str, partner_ids: Sequence[int] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.partner_ids = tuple(partner_ids)


class Carrier(Protocol):
    code: str

    def quote(
        self, parcels: Sequence[Parcel], destination: Commune | None
    ) -> list[Quote]:
        """Return one quote per parcel, in order; raises CannotDeliver."""
