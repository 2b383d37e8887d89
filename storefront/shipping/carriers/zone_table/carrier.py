"""Deliveries by our own zone × weight table, which staff edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog import versions
from catalog.models import Product
from catalog.places.models import Commune
from storefront.shipping.carrier import CannotDeliver, Parcel, Quote
from storefront.shipping.models import ShippingSurcharge, ShippingZone

from .rates import Zone, charge

SUBJECT = "shipping-table"
_NOT_SHIPPED = Product.Shipping.BOOKING


@dataclass(frozen=True)
class Table:
    """The whole table as plain values: it changes seldom and is read at every order."""

    home: Zone | None
    rest: Zone | None
    by_province: dict[str, Zone]
    surcharges: dict[str, int]

    def zone_of(self, commune: Commune) -> Zone | None:
        if commune.is_area and self.home:
            return self.home
        return self.by_province.get(commune.province.code, self.rest)


def table() -> Table:
    """Return the table, from the cache while nobody edited it."""
    return versions.answer(SUBJECT, "table", _load)


def _load() -> Table:
    home = rest = None
    by_province: dict[str, Zone] = {}
    zones = ShippingZone.objects.prefetch_related("rates", "provinces")
    for row in zones.order_by("position", "pk"):
        zone = _zone(row)
        if not zone.steps:
            continue
        home = zone if row.is_home else home
        rest = zone if row.is_rest else rest
        by_province |= {province.code: zone for province in row.provinces.all()}
    surcharges = ShippingSurcharge.objects.values_list("shipping_class", "amount")
    return Table(home, rest, by_province, {kind: int(a) for kind, a in surcharges})


def _zone(row: ShippingZone) -> Zone:
    return Zone(
        name=row.name,
        steps=sorted((rate.up_to_g, int(rate.charge)) for rate in row.rates.all()),
        per_extra_kg=int(row.per_extra_kg),
        free_from=None if row.free_from is None else int(row.free_from),
        days_min=row.days_min,
        days_max=row.days_max,
        cash_on_delivery=row.cash_on_delivery,
        takes_fresh=row.takes_fresh,
    )


class ZoneTable:
    code = "zone-table"

    def quote(
        self, parcels: Sequence[Parcel], destination: Commune | None
    ) -> list[Quote]:
        """Quote each parcel to a commune; a parcel of bookings travels nowhere."""
        rates = table()
        zone = rates.zone_of(destination) if destination else None
        if zone is None:
            raise CannotDeliver(
                _("Cửa hàng chưa có bảng phí giao tới nơi này. Anh chị gọi cửa hàng.")
            )
        if not zone.takes_fresh:
            fresh = [
                p.partner_id for p in parcels if Product.Shipping.FRESH in p.classes
            ]
            if fresh:
                raise CannotDeliver(
                    _(
                        "Hàng tươi không giao tới %(zone)s. "
                        "Anh chị chọn nhận tại điểm bán hoặc bỏ hàng tươi khỏi giỏ."
                    )
                    % {"zone": zone.name},
                    fresh,
                )
        return [self._quote(parcel, zone, rates) for parcel in parcels]

    def _quote(self, parcel: Parcel, zone: Zone, rates: Table) -> Quote:
        if parcel.classes <= {_NOT_SHIPPED}:
            return Quote(charge=0)
        return Quote(
            charge=charge(
                zone,
                weight_g=parcel.weight_g,
                surcharges=[rates.surcharges.get(kind, 0) for kind in parcel.classes],
                goods=parcel.goods,
            ),
            zone=zone.name,
            days_min=zone.days_min,
            days_max=zone.days_max,
            free_from=zone.free_from,
            cash_on_delivery=zone.cash_on_delivery,
        )
