"""The goods as Google Merchant Center reads them: RSS 2.0 with its own namespace.

The first feed offers them all, the second says what lies in which showroom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from catalog.models import Product, ProductCard
from catalog.models.category import Sector
from catalog.partner.models import Hold, StockBalance, StockRecord
from catalog.reductions import reduced_period
from catalog.structured_data import absolute
from cms import furniture
from search import freshness
from showrooms.models import Showroom
from storefront.signposts.documents import element
from storefront.signposts.goods import Good, goods

NAMESPACE = "http://base.google.com/ns/1.0"
# Google's own words, where a group of ours is one of its categories.
CATEGORIES: dict[str, str] = {
    Sector.FOOD: "Food, Beverages & Tobacco > Food Items",
    Sector.BEVERAGE: "Food, Beverages & Tobacco > Beverages",
}
MEASURES: dict[str, tuple[str, str]] = {
    Product.NetUnit.KG: ("kg", "1kg"),
    Product.NetUnit.LITRE: ("l", "1l"),
}
LONGEST_TITLE, LONGEST_TEXT = 150, 5000
IN_STOCK, OUT_OF_STOCK, BACKORDER = "in_stock", "out_of_stock", "backorder"
ON_DISPLAY = "on_display_to_order"
_STATES: dict[str, str] = {
    ProductCard.State.IN_STOCK: IN_STOCK,
    ProductCard.State.LOW: IN_STOCK,
    ProductCard.State.MADE_TO_ORDER: BACKORDER,
}
Pairs = Iterator[tuple[str, object]]


def version(at: dt.datetime) -> str:
    """What changes with any price, offer, star or stock, in the second it does."""
    return f"{freshness.page_version()}:{furniture.version()}:{at.date()}"


def product_feed(at: dt.datetime) -> Iterator[str]:
    """Every good as it can be bought at ``at``."""
    yield _head(furniture.shop_facts().name)
    for batch in goods(at):
        for good in batch:
            yield _item(_product(good, at))
    yield "</channel></rss>\n"


def inventory_feed(at: dt.datetime) -> Iterator[str]:
    """What lies in each open showroom at ``at``."""
    yield _head(furniture.shop_facts().name)
    codes = dict(
        Showroom.objects.filter(is_active=True).values_list("location_id", "slug")
    )
    for batch in goods(at):
        for good, place, on_hand, free in _lying(batch, list(codes), at):
            yield _item(_inventory(good, codes[place], on_hand, free, at))
    yield "</channel></rss>\n"


def _head(name: str) -> str:
    site = settings.SHOP_URL
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        f'xmlns:g="{NAMESPACE}"><channel>{element("title", name)}'
        f"{element('link', site + '/')}{element('description', name)}\n"
    )


def _item(pairs: Pairs) -> str:
    told = "".join(
        element(f"g:{name}", value) for name, value in pairs if value not in ("", None)
    )
    return f"<item>{told}</item>\n"


def _product(good: Good, at: dt.datetime) -> Pairs:
    listing, card, site = good.listing, good.card, settings.SHOP_URL
    label = good.choice.label
    yield "id", good.choice.product_id
    if label:
        yield "item_group_id", listing.pk
        yield "size", label.removeprefix("Cỡ ") if label.startswith("Cỡ ") else ""
    yield "title", f"{card.title}, {label}"[:LONGEST_TITLE] if label else card.title
    yield "description", _description(listing, card)
    yield "link", site + card.url
    yield from _pictures(good)
    yield from _availability(good, at)
    yield from _prices(good, at)
    yield from _measure(listing)
    yield "condition", "new"
    yield "brand", card.producer_name
    yield "identifier_exists", "no"
    yield "google_product_category", CATEGORIES.get(card.group.code or "", "")
    yield "product_type", card.group.name
    weight = listing.weight_g
    yield "shipping_weight", f"{weight} g" if weight else ""
    if settings.SHOP_SELLER_MODE == "intermediary":
        yield "external_seller_id", card.producer.code
    stars = card.stars_on(at.date())
    yield "custom_label_0", f"OCOP {stars} sao" if stars else ""


def _description(listing: Product, card: ProductCard) -> str:
    text = listing.description or listing.story or card.title
    return " ".join(strip_tags(text).split())[:LONGEST_TEXT]


def _pictures(good: Good) -> Pairs:
    for position, src in enumerate(good.pictures):
        name = "additional_image_link" if position else "image_link"
        yield name, absolute(src, settings.SHOP_URL)


def _availability(good: Good, at: dt.datetime) -> Pairs:
    state = _STATES.get(good.choice.state, OUT_OF_STOCK)
    yield "availability", state
    if state == BACKORDER:
        ready = at + dt.timedelta(days=good.choice.lead_days or 1)
        yield "availability_date", f"{ready:%Y-%m-%dT00:00%z}"


def _prices(good: Good, at: dt.datetime) -> Pairs:
    yield "price", _amount(good.price)
    if not good.is_reduced:
        return
    yield "sale_price", _amount(good.choice.price)
    starts, ends = reduced_period(
        product_id=good.choice.product_id, price=good.price, at=at
    )
    if starts and ends:
        period = (f"{localtime(end):%Y-%m-%dT%H:%M%z}" for end in (starts, ends))
        yield "sale_price_effective_date", "/".join(period)


def _measure(listing: Product) -> Pairs:
    if listing.net_quantity is None or listing.net_unit not in MEASURES:
        return
    unit, base = MEASURES[listing.net_unit]
    yield "unit_pricing_measure", f"{listing.net_quantity.normalize():f}{unit}"
    yield "unit_pricing_base_measure", base


def _inventory(
    good: Good, code: str, on_hand: int, free: int, at: dt.datetime
) -> Pairs:
    yield "store_code", code
    yield "id", good.choice.product_id
    is_sold = good.record.selling != StockRecord.Selling.PAUSED
    if free and is_sold:
        yield "availability", IN_STOCK
    else:
        yield "availability", ON_DISPLAY if on_hand and is_sold else OUT_OF_STOCK
    yield "quantity", free if is_sold else 0
    yield from _prices(good, at)


def _lying(
    batch: Sequence[Good], places: list[int], at: dt.datetime
) -> Iterator[tuple[Good, int, int, int]]:
    """Each good at each place that has it: pieces there, and pieces free to be sold."""
    by_record = {good.record.pk: good for good in batch}
    here: dict[str, Any] = {"stockrecord__in": by_record, "location__in": places}
    held = {
        (record, place): count
        for record, place, count in Hold.objects.counting_at(at)
        .filter(**here)
        .order_by()
        .values_list("stockrecord", "location")
        .annotate(count=Sum("quantity"))
    }
    balances = (
        StockBalance.objects.filter(**here)
        .order_by("location", "stockrecord")
        .values_list("stockrecord", "location")
        .annotate(pieces=Sum("on_hand"), shown=Sum("display_only"))
    )
    for record, place, pieces, shown in balances:
        free = max(0, pieces - shown - held.get((record, place), 0))
        yield by_record[record], place, pieces, free


def _amount(price: Decimal | None) -> str:
    return f"{price:.0f} VND"
