"""What an order of this basket would cost: lots, charges, total.

Basket page, checkout, review and placing all read the same quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from catalog.models import Product
from catalog.money import spread, whole_dong
from catalog.partner.models import Partner
from catalog.places.models import Commune
from storefront.shipping.carrier import Carrier, Parcel, Quote

from .models import Order

if TYPE_CHECKING:
    from storefront.basket.models import Basket, Line

_CARRIERS = {
    Order.Delivery.SHIP: "storefront.shipping.carriers.zone_table.carrier.ZoneTable",
    Order.Delivery.PICKUP: "storefront.shipping.carriers.pickup.carrier.Pickup",
}


@dataclass
class Lot:
    """One producer's lines of a basket; all amounts are whole đồng."""

    partner: Partner
    lines: list[Line] = field(default_factory=list)
    quote: Quote | None = None
    shipping_discount: int = 0

    @cached_property
    def goods_before_discount(self) -> int:
        return int(sum(line.line_price_incl_tax for line in self.lines))

    @cached_property
    def goods(self) -> int:
        return int(sum(line.line_price_incl_tax_incl_discounts for line in self.lines))

    @property
    def discount(self) -> int:
        return self.goods_before_discount - self.goods

    @property
    def shipping_charge(self) -> int:
        return self.quote.charge if self.quote else 0

    @property
    def shipping(self) -> int:
        return self.shipping_charge - self.shipping_discount

    @property
    def total(self) -> int:
        return self.goods + self.shipping

    @cached_property
    def weight_g(self) -> int:
        return sum(weight_of(line.product) * line.quantity for line in self.lines)

    @property
    def missing_for_free_delivery(self) -> int | None:
        """Đồng of goods still missing for free delivery; None where there is none."""
        if self.quote is None or self.quote.free_from is None:
            return None
        return max(0, self.quote.free_from - self.goods)

    def parcel(self) -> Parcel:
        return Parcel(
            partner_id=self.partner.pk,
            goods=self.goods,
            weight_g=self.weight_g,
            classes=frozenset(
                line.product.listing.shipping_class for line in self.lines
            ),
        )


@dataclass
class OrderQuote:
    """Every lot of a basket with its shipping, and the sums over them."""

    lots: list[Lot]

    def __iter__(self) -> Iterator[Lot]:
        return iter(self.lots)

    @property
    def goods_before_discount(self) -> int:
        return sum(lot.goods_before_discount for lot in self.lots)

    @property
    def goods(self) -> int:
        return sum(lot.goods for lot in self.lots)

    @property
    def discount(self) -> int:
        return self.goods_before_discount - self.goods

    @property
    def shipping_charge(self) -> int:
        return sum(lot.shipping_charge for lot in self.lots)

    @property
    def shipping_discount(self) -> int:
        return sum(lot.shipping_discount for lot in self.lots)

    @property
    def shipping(self) -> int:
        return self.shipping_charge - self.shipping_discount

    @property
    def total(self) -> int:
        return self.goods + self.shipping

    @property
    def pieces(self) -> int:
        return sum(line.quantity for lot in self.lots for line in lot.lines)

    @property
    def parcels(self) -> int:
        """How many parcels will travel; bookings do not."""
        return sum(
            lot.parcel().classes != {Product.Shipping.BOOKING} for lot in self.lots
        )

    @property
    def cash_on_delivery(self) -> bool:
        return all(lot.quote is None or lot.quote.cash_on_delivery for lot in self.lots)

    @property
    def days(self) -> tuple[int, int] | None:
        """The earliest and latest day of delivery over all lots, if known."""
        known = [lot.quote for lot in self.lots if lot.quote and lot.quote.days_max]
        if not known:
            return None
        return max(q.days_min for q in known), max(q.days_max for q in known)


def weight_of(product: Product) -> int:
    """Packed weight in grams; a variant without its own weighs what its listing does."""
    return product.weight_g or product.listing.weight_g


def lots_of(basket: Basket) -> list[Lot]:
    """Group the basket's lines by producer, in the order they were first added."""
    lots: dict[int, Lot] = {}
    for line in basket.all_lines():
        partner = line.stockrecord.partner
        lots.setdefault(partner.pk, Lot(partner)).lines.append(line)
    return list(lots.values())


def quote_basket(
    basket: Basket, *, delivery: str, commune: Commune | None = None
) -> OrderQuote:
    """Quote ``basket`` with its offers applied; raises CannotDeliver.

    Without a commune a delivery is quoted without shipping: the page says so."""
    quote = OrderQuote(lots_of(basket))
    if delivery == Order.Delivery.SHIP and commune is None:
        return quote
    carrier: Carrier = import_string(_CARRIERS[Order.Delivery(delivery)])()
    answers = carrier.quote([lot.parcel() for lot in quote], commune)
    for lot, answer in zip(quote, answers, strict=True):
        lot.quote = answer
    _discount_shipping(basket, quote)
    return quote


def _discount_shipping(basket: Basket, quote: OrderQuote) -> None:
    """Spread the first shipping offer over the lots, in whole đồng."""
    offers = basket.offer_applications.shipping_discounts
    if not offers:
        return
    off = offers[0]["offer"].shipping_discount(Decimal(quote.shipping_charge))
    parts = spread(
        min(int(whole_dong(off)), quote.shipping_charge),
        [lot.shipping_charge for lot in quote],
    )
    for lot, part in zip(quote, parts, strict=True):
        lot.shipping_discount = part


def pieces_by_record(basket: Basket) -> dict[int, int]:
    """Pieces wanted per stock record."""
    wanted: dict[int, int] = defaultdict(int)
    for line in basket.all_lines():
        wanted[line.stockrecord_id] += line.quantity
    return dict(wanted)
