"""The zone × weight table."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.places.models import Province
from storefront.demo.dataset import Zone
from storefront.demo.world import Step, World
from storefront.shipping.models import ShippingRate, ShippingSurcharge, ShippingZone


def _missing_zones(world: World) -> list[tuple[int, Zone]]:
    """None where somebody has written a table of their own."""
    known = set(ShippingZone.objects.values_list("code", flat=True))
    ours = {zone.code for zone in world.data.zones}
    if known - ours:
        return []
    numbered = enumerate(world.data.zones, 1)
    return [(place, zone) for place, zone in numbered if zone.code not in known]


def _write_zones(world: World, rows: Sequence[tuple[int, Zone]]) -> None:
    for position, row in rows:
        zone = ShippingZone.objects.create(
            code=row.code,
            name=row.name,
            is_home=row.is_home,
            is_rest=row.is_rest,
            per_extra_kg=row.per_extra_kg,
            free_from=row.free_from,
            days_min=row.days_min,
            days_max=row.days_max,
            takes_fresh=row.takes_fresh,
            position=position,
        )
        zone.provinces.set(
            Province.objects.filter(code__in=row.provinces, valid_to=None)
        )
        for up_to_g, charge in row.rates:
            ShippingRate.objects.create(zone=zone, up_to_g=up_to_g, charge=charge)


def _missing_surcharges(world: World) -> list[tuple[str, int]]:
    known = set(ShippingSurcharge.objects.values_list("shipping_class", flat=True))
    return [row for row in world.data.surcharges.items() if row[0] not in known]


def _write_surcharges(world: World, rows: Sequence[tuple[str, int]]) -> None:
    for shipping_class, amount in rows:
        ShippingSurcharge.objects.create(shipping_class=shipping_class, amount=amount)


ZONES = Step("Bảng phí giao", _missing_zones, _write_zones)
SURCHARGES = Step("Phụ phí giao", _missing_surcharges, _write_surcharges)
