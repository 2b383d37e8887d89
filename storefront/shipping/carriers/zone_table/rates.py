"""The arithmetic of the zone × weight table. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Zone:
    """A row of the table with its steps: ``(up to grams, đồng)`` in rising order."""

    name: str
    steps: Sequence[tuple[int, int]]
    per_extra_kg: int
    free_from: int | None = None
    days_min: int = 1
    days_max: int = 3
    cash_on_delivery: bool = True
    takes_fresh: bool = True


def charge(zone: Zone, *, weight_g: int, surcharges: Iterable[int], goods: int) -> int:
    """Return the charge in đồng of a parcel of ``weight_g`` grams.

    A step holds up to its last gram; above the highest, each started kilogram costs
    ``per_extra_kg``. Goods of ``free_from`` đồng or more travel free of the basic
    charge, never of surcharges. Raises ValueError for a zone without steps."""
    if not zone.steps:
        raise ValueError(f"zone {zone.name} has no rates")
    extra = sum(surcharges)
    if zone.free_from is not None and goods >= zone.free_from:
        return extra
    for up_to_g, amount in zone.steps:
        if weight_g <= up_to_g:
            return amount + extra
    top_g, amount = zone.steps[-1]
    started_kg = -((top_g - weight_g) // 1000)
    return amount + started_kg * zone.per_extra_kg + extra
