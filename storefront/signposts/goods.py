"""What can be bought now, one thing after the other, as the shop's pages price it.

Walked in batches: a batch costs four queries, however many goods are in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from catalog.availability import Choice, choice
from catalog.models import Product, ProductCard, ProductImage
from catalog.models.category import Sector
from catalog.partner.models import StockRecord
from catalog.partner.stock import free_in_store
from media.renditions import picture

BATCH = 500
PICTURES = 11  # one and ten more


@dataclass(frozen=True)
class Good:
    """A product, or one variant of a listing, as it stands at a moment."""

    card: ProductCard
    listing: Product
    choice: Choice
    record: StockRecord
    pictures: tuple[str, ...]

    @property
    def price(self) -> Decimal:
        """Without any offer."""
        price = self.record.price
        assert price is not None  # noqa: S101  goods without one are passed over
        return price

    @property
    def is_reduced(self) -> bool:
        return self.choice.list_price is not None


def goods(at: dt.datetime) -> Iterator[list[Good]]:
    """Everything that a feed of goods may offer at ``at``, batch by batch.

    Left out: what has no price or no picture, visits to book (no goods), what only
    adults may buy (alcohol), and invented goods unless the whole shop is a demo."""
    last = 0
    while cards := list(_cards().filter(pk__gt=last)[:BATCH]):
        last = cards[-1].pk
        yield _batch(cards, at)


def _cards() -> QuerySet[ProductCard]:
    cards = (
        ProductCard.objects.filter(price__isnull=False, product__adults_only=False)
        .exclude(product__shipping_class=Product.Shipping.BOOKING)
        .exclude(group__code=Sector.TOURISM)
    )
    if not settings.SHOP_IS_DEMO:
        cards = cards.filter(is_demo=False)
    return (
        cards.select_related("group", "producer", "product")
        .defer("search_text", "sort_key")
        .order_by("pk")
    )


def _batch(cards: Sequence[ProductCard], at: dt.datetime) -> list[Good]:
    sold = _sold([card.product for card in cards])
    records = _records([item.pk for items in sold.values() for item in items], at)
    shots = _pictures([card.pk for card in cards])
    return [
        Good(
            card=card,
            listing=card.product,
            choice=choice(item, record, int(record.free or 0), is_booked=False, at=at),
            record=record,
            pictures=tuple(shots[card.pk][:PICTURES]),
        )
        for card in cards
        if shots[card.pk]
        for item in sold[card.pk]
        if (record := records.get(item.pk)) is not None and record.price is not None
    ]


def _sold(listings: Sequence[Product]) -> dict[int, list[Product]]:
    """What is sold of each listing: itself, or its public variants."""
    found: dict[int, list[Product]] = defaultdict(list)
    parents = {listing.pk: listing for listing in listings if listing.is_parent}
    for listing in listings:
        if not listing.is_parent:
            found[listing.pk].append(listing)
    variants = Product.objects.filter(parent__in=parents, is_public=True)
    for variant in variants.order_by("parent_id", "-priority", "pk"):
        listing = parents[variant.parent_id or 0]
        variant.parent = listing
        found[listing.pk].append(variant)
    return found


def _records(product_ids: Sequence[int], at: dt.datetime) -> dict[int, StockRecord]:
    found: dict[int, StockRecord] = {}
    for record in (
        StockRecord.objects.filter(product__in=product_ids)
        .annotate(in_store=free_in_store(at))
        .order_by("product_id", "pk")
    ):
        record.free = record.in_store
        found.setdefault(record.product_id, record)
    return found


def _pictures(listing_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    images = ProductImage.objects.filter(product__in=listing_ids)
    for image in images.select_related("original").order_by("display_order", "pk"):
        shot = picture(image.original, "main")
        if shot is not None:
            found[image.product_id].append(shot["src"])
    return found
