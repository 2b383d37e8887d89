"""Everything the product page shows, in seven queries however much there is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from catalog.availability import Choice, choice
from catalog.card_contents import measure_word
from catalog.models import Product, ProductCard, ProductImage
from catalog.ocop.models import Certificate
from catalog.partner.models import StockRecord
from catalog.partner.stock import free_in_store
from catalog.unit_price import unit_price
from media.renditions import Picture, picture

RELATED = 4


class Shot(Picture):
    """One picture of the gallery, with its small cut beside."""

    thumb: Picture | None


@dataclass(frozen=True)
class ProductPage:
    card: ProductCard
    product: Product
    pictures: list[Shot]
    choices: list[Choice]  # one for a standalone product
    certificate: Certificate | None  # the one that confers a star that day
    producer_certified: int  # how many products of the producer bear a star
    related: list[ProductCard]

    @property
    def chosen(self) -> Choice | None:
        """What is ticked at first: the first that can be ordered."""
        orderable = (choice for choice in self.choices if choice.is_orderable)
        return next(orderable, self.choices[0] if self.choices else None)

    social_kind = "product"

    @property
    def social_picture(self) -> Picture | None:
        """What those show who share the page."""
        return self.pictures[0] if self.pictures else None

    @property
    def is_drawn(self) -> bool:
        return any(picture["is_drawing"] for picture in self.pictures)

    @property
    def unit_price(self) -> tuple[Decimal, str] | None:
        """The price of one measure of what is chosen, and the measure's name."""
        quantity = self.product.net_quantity
        if not self.chosen or self.chosen.price is None or not self.product.net_unit:
            return None
        amount = unit_price(self.chosen.price, quantity) if quantity else None
        return None if amount is None else (amount, measure_word(self.product))


def load(*, pk: int, day: dt.date, at: dt.datetime) -> ProductPage | None:
    """Return the page of a public listing as of ``day``; None if there is none."""
    found = _card(pk, day)
    if found is None:
        return None
    card, producer_certified = found
    product = card.product
    return ProductPage(
        card=card,
        product=product,
        pictures=_pictures(product),
        choices=_choices(product, at),
        certificate=_certificate(product, day),
        producer_certified=producer_certified,
        related=_related(card),
    )


def _card(pk: int, day: dt.date) -> tuple[ProductCard, int] | None:
    """The card with all it points to, and how many of its producer's bear a star."""
    certified = (
        ProductCard.objects.with_star(day)
        .filter(producer=OuterRef("producer"))
        .order_by()
        .values("producer")
        .annotate(number=Count("pk"))
        .values("number")
    )
    card = (
        ProductCard.objects.filter(pk=pk)
        .select_related(
            "group",
            "commune",
            "product__origin_commune",
            "product__village__picture",
            "product__producer__commune",
            "product__producer__origin_commune",
            "product__producer__picture",
        )
        .annotate(producer_certified=Coalesce(Subquery(certified), Value(0)))
        .first()
    )
    return None if card is None else (card, vars(card)["producer_certified"])


def _pictures(product: Product) -> list[Shot]:
    images = ProductImage.objects.filter(product=product).select_related("original")
    shots: list[Shot] = []
    for image in images.order_by("display_order", "pk"):
        main = picture(image.original, "main")
        if main is not None:
            shots.append({**main, "thumb": picture(image.original, "thumb")})
    return shots


def _choices(product: Product, at: dt.datetime) -> list[Choice]:
    sold = [product]
    if product.is_parent:
        sold = list(
            Product.objects.filter(parent=product, is_public=True).order_by(
                "-priority", "pk"
            )
        )
    records: dict[int, tuple[StockRecord, int]] = {}
    for record in (
        StockRecord.objects.filter(product__in=sold)
        .annotate(in_store=free_in_store(at))
        .order_by("product_id", "pk")
    ):
        records.setdefault(record.product_id, (record, record.in_store))
    is_booked = product.shipping_class == Product.Shipping.BOOKING
    return [
        choice(item, *records.get(item.pk, (None, 0)), is_booked=is_booked, at=at)
        for item in sold
    ]


def _certificate(product: Product, day: dt.date) -> Certificate | None:
    return (
        Certificate.objects.filter(product=product)
        .valid_on(day)
        .select_related("superseded_by")
        .order_by("issued_on", "pk")
        .last()
    )


def _related(card: ProductCard) -> list[ProductCard]:
    """Cards of the same commune, its village's first, then of the village, then of the
    same group."""
    village = Q(village=card.village_id) if card.village_id else Q(pk=None)
    commune = Q(commune=card.commune_id) if card.commune_id else Q(pk=None)
    group = Q(group=card.group_id)
    nearness = Case(
        When(village & commune, then=0),
        When(commune, then=1),
        When(village, then=2),
        default=3,
        output_field=IntegerField(),
    )
    return list(
        ProductCard.objects.filter(village | commune | group)
        .exclude(pk=card.pk)
        .order_by(nearness, "-sold_count", "-published_at", "-pk")
        .defer("search_text", "sort_key")[:RELATED]
    )
