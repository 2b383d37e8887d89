"""What a card says: read for many products at once, then put together for each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from catalog.models import (
    Category,
    Product,
    ProductCard,
    ProductCategory,
    ProductImage,
)
from catalog.ocop.models import Certificate
from catalog.partner.models import StockRecord
from catalog.places.models import Commune, CommuneChange
from catalog.unit_price import piece_word, unit_price
from catalog.vietnamese import fold, sort_key
from media.renditions import picture

LOW_STOCK = 5  # pieces; at this number and below a card says how many are left
_COMMUNE_GENERATIONS = 6  # mergers an old commune may have gone through


@dataclass
class Batch:
    """All that the cards of some products are made of, loaded in bulk."""

    products: list[Product]
    groups: dict[int, Category]
    records: dict[int, list[StockRecord]] = field(
        default_factory=lambda: defaultdict(list)
    )
    pictures: dict[int, ProductImage] = field(default_factory=dict)
    certificates: dict[int, Certificate] = field(default_factory=dict)
    communes_now: dict[int, Commune] = field(default_factory=dict)

    @classmethod
    def load(cls, ids: list[int], day: dt.date) -> Batch:
        groups = _groups(ids)
        products = [
            product
            for product in Product.objects.filter(
                pk__in=ids, is_public=True, producer__is_public=True
            )
            .exclude(structure=Product.CHILD)
            .select_related("producer__commune", "village", "origin_commune")
            .order_by("pk")
            if product.pk in groups
        ]
        batch = cls(products, groups)
        batch._load_records(ids)
        images = ProductImage.objects.filter(product__in=ids).select_related("original")
        for image in images.order_by("product_id", "display_order", "pk"):
            batch.pictures.setdefault(image.product_id, image)
        certificates = Certificate.objects.filter(product__in=ids).valid_on(day)
        for certificate in certificates.select_related("superseded_by").order_by(
            "issued_on", "pk"
        ):
            batch.certificates[certificate.product_id] = certificate
        batch.communes_now = successors(
            {
                product.origin_commune
                for product in products
                if product.origin_commune and _commune_of_producer(product) is None
            }
        )
        return batch

    def _load_records(self, ids: list[int]) -> None:
        records = StockRecord.objects.filter(
            Q(product__in=ids) | Q(product__parent__in=ids, product__is_public=True)
        )
        for record in records.annotate(
            listing=Coalesce("product__parent", "product")
        ).order_by("product_id", "pk"):
            self.records[record.listing].append(record)


def _groups(ids: list[int]) -> dict[int, Category]:
    """The group of each product: the root, with a sector code, of its category."""
    roots = {
        category.path: category
        for category in Category.objects.filter(depth=1, code__isnull=False)
    }
    links = ProductCategory.objects.filter(product__in=ids)
    found: dict[int, Category] = {}
    for product_id, path in links.order_by("product_id", "category__path").values_list(
        "product_id", "category__path"
    ):
        root = roots.get(path[: Category.steplen])
        if root is not None:
            found.setdefault(product_id, root)
    return found


def successors(communes: Iterable[Commune]) -> dict[int, Commune]:
    """Return for each old commune the one of today that took most of it over."""
    now = {commune.pk: commune for commune in communes}
    for _generation in range(_COMMUNE_GENERATIONS):
        closed = {commune.pk for commune in now.values() if commune.valid_to}
        changes = CommuneChange.objects.filter(old__in=closed, is_default=True)
        heirs = (
            {change.old_id: change.new for change in changes.select_related("new")}
            if closed
            else {}
        )
        if not heirs:
            break
        now = {pk: heirs.get(commune.pk, commune) for pk, commune in now.items()}
    return now


def _commune_of_producer(product: Product) -> Commune | None:
    return product.producer.commune if product.producer else None


def card_of(product: Product, batch: Batch) -> ProductCard:
    """Return the unsaved card of one of the batch's products."""
    assert product.producer is not None  # noqa: S101  held by the batch's filter
    commune = _commune_of_producer(product) or (
        batch.communes_now.get(product.origin_commune_id)
        if product.origin_commune_id
        else None
    )
    group = batch.groups[product.pk]
    card = ProductCard(
        product_id=product.pk,
        title=product.title,
        url=product.get_absolute_url(),
        group=group,
        producer=product.producer,
        producer_name=product.producer.name,
        commune=commune,
        commune_name=commune.full_name if commune else "",
        village=product.village,
        unit=product.unit,
        picture=_stored(batch.pictures.get(product.pk)),
        season_from=product.season_from,
        season_to=product.season_to,
        occasions=product.occasions,
        is_featured=product.is_featured,
        is_demo=product.is_demo,
        published_at=product.date_created,
        search_text=_search_text(product, group, commune),
        sort_key=sort_key(product.title)[:300],
    )
    offers = _sellable(batch.records[product.pk])
    _set_price(card, product, offers)
    _set_state(card, product, offers)
    _set_star(card, batch.certificates.get(product.pk))
    return card


def _sellable(records: list[StockRecord]) -> list[StockRecord]:
    """The records that are not paused; all of them if every one is."""
    offered = [
        record for record in records if record.selling != StockRecord.Selling.PAUSED
    ]
    return offered or records


def _set_price(card: ProductCard, product: Product, records: list[StockRecord]) -> None:
    prices = [record.price for record in records if record.price is not None]
    if not prices:
        return
    card.price = min(prices)
    if max(prices) != card.price:
        card.price_max = max(prices)
    measured = _unit_price(product, card.price)
    if measured is not None:
        card.unit_price, card.unit_price_unit = measured


def _unit_price(product: Product, price: Decimal) -> tuple[Decimal, str] | None:
    if product.net_quantity is None or not product.net_unit:
        return None
    amount = unit_price(price, product.net_quantity)
    if amount is None:
        return None
    return amount, measure_word(product)


def measure_word(product: Product) -> str:
    """What a unit price is per: "kg", "lít", or the word for one piece."""
    label = str(product.get_net_unit_display())
    if product.net_unit == Product.NetUnit.PIECE:
        return (piece_word(product.unit) or label)[:10]
    return label


def _set_state(card: ProductCard, product: Product, records: list[StockRecord]) -> None:
    if not records or card.price is None:
        card.state = ProductCard.State.ON_REQUEST
        return
    if all(record.selling == StockRecord.Selling.PAUSED for record in records):
        card.state = ProductCard.State.PAUSED
        return
    if product.shipping_class == Product.Shipping.BOOKING:
        card.state = ProductCard.State.BOOKING
        return
    _set_stock(card, records)


def _set_stock(card: ProductCard, records: list[StockRecord]) -> None:
    left = sum(
        pieces_left(record)
        for record in records
        if record.selling == StockRecord.Selling.COUNTED
    )
    made = [
        record
        for record in records
        if record.selling == StockRecord.Selling.MADE_TO_ORDER
    ]
    if left:
        card.stock_left = left
        card.state = (
            ProductCard.State.LOW if left <= LOW_STOCK else ProductCard.State.IN_STOCK
        )
    elif made:
        card.state = ProductCard.State.MADE_TO_ORDER
        card.lead_days = min(
            (record.lead_days for record in made if record.lead_days is not None),
            default=None,
        )
    else:
        card.stock_left = 0
        card.state = ProductCard.State.OUT


def pieces_left(record: StockRecord) -> int:
    """Pieces on hand and not promised to an order; running holds are not counted."""
    return max((record.num_in_stock or 0) - (record.num_allocated or 0), 0)


def _set_star(card: ProductCard, certificate: Certificate | None) -> None:
    if certificate is not None:
        card.stars = certificate.stars
        card.stars_valid_until = last_star_day(certificate)


def last_star_day(certificate: Certificate) -> dt.date:
    """The last day on which this certificate confers its star: its last valid day,
    or the day before it is revoked or superseded."""
    ends = [certificate.last_valid_day]
    if certificate.revoked_on is not None:
        ends.append(certificate.revoked_on - dt.timedelta(days=1))
    if certificate.superseded_by is not None:
        ends.append(certificate.superseded_by.issued_on - dt.timedelta(days=1))
    return min(ends)


def _stored(image: ProductImage | None) -> dict[str, Any] | None:
    ready = picture(image.original, "card") if image else None
    return dict(ready) if ready else None


def _search_text(product: Product, group: Category, commune: Commune | None) -> str:
    parts = [
        product.title,
        product.producer.name if product.producer else "",
        product.village.name if product.village else "",
        commune.full_name if commune else "",
        product.origin_commune.full_name if product.origin_commune else "",
        group.name,
        product.ingredients,
        product.occasions,
    ]
    return fold(" ".join(parts))
