"""What is searched: the documents of products that every engine indexes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

from catalog.models import Product, ProductCard
from catalog.partner.models import StockRecord
from showrooms.models import Showroom

BATCH = 500
_LONGEST_BODY = 4_000  # characters of descriptions; the rest says nothing new


@dataclass(frozen=True)
class Document:
    """One public product as an engine sees it. Texts are as people wrote them:
    ``search.words.folded`` and ``exact`` make of them what is indexed."""

    pk: int
    title: str
    names: tuple[str, ...]  # producer, village, today's commune, the old one
    group: str
    body: str
    codes: tuple[str, ...]
    # what is filtered and sorted by
    group_slug: str
    village_slug: str | None
    commune_slug: str | None
    producer_code: str
    showroom_slugs: tuple[str, ...]
    price: int | None
    state: str
    stars: int | None
    stars_valid_until: dt.date | None
    season: tuple[int, ...]  # months
    occasions: str
    sold_count: int
    published_at: dt.datetime
    sort_key: str

    @property
    def text(self) -> str:
        """All of the lesser words: the group's and the body's."""
        return f"{self.group} {self.body}"


def documents(product_ids: Collection[int]) -> list[Document]:
    """Return the documents of those products that are public now; few queries,
    however many ids (at most ``BATCH`` at a time)."""
    ids = list(product_ids)
    cards = ProductCard.objects.filter(pk__in=ids).select_related(
        "group", "producer", "village", "commune", "product__origin_commune"
    )
    codes, showrooms = _codes(ids), _showrooms(ids)
    return [
        _document(card, codes[card.pk], showrooms[card.pk])
        for card in cards.order_by("pk")
    ]


def all_ids() -> list[int]:
    """Every product that has a card, in key order."""
    return list(ProductCard.objects.order_by("pk").values_list("pk", flat=True))


def _codes(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    own = Product.objects.filter(pk__in=ids, upc__isnull=False)
    for pk, upc in own.order_by("pk").values_list("pk", "upc"):
        found[pk].append(str(upc))
    records = StockRecord.objects.filter(product__in=ids) | StockRecord.objects.filter(
        product__parent__in=ids
    )
    rows = records.order_by("pk").values_list(
        "product_id", "product__parent_id", "partner_sku"
    )
    for product_id, parent_id, sku in rows:
        found[parent_id or product_id].append(sku)
    return found


def _showrooms(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    shown = Showroom.objects.filter(products__in=ids, is_active=True)
    for pk, slug in shown.order_by("slug").values_list("products", "slug"):
        if pk in ids:
            found[pk].append(slug)
    return found


def _document(
    card: ProductCard, codes: Iterable[str], showrooms: Iterable[str]
) -> Document:
    product = card.product
    village, old = card.village, product.origin_commune
    names = [
        card.producer_name,
        village.name if village else "",
        card.commune_name,
        old.full_name if old else "",
    ]
    return Document(
        pk=card.pk,
        title=card.title,
        names=tuple(dict.fromkeys(name for name in names if name)),
        group=card.group.name,
        body=_body(product),
        codes=tuple(dict.fromkeys(code for code in codes if code)),
        group_slug=card.group.slug,
        village_slug=village.slug if village else None,
        commune_slug=card.commune.slug if card.commune else None,
        producer_code=card.producer.code,
        showroom_slugs=tuple(showrooms),
        price=None if card.price is None else int(card.price),
        state=card.state,
        stars=card.stars,
        stars_valid_until=card.stars_valid_until,
        season=_months(card.season_from, card.season_to),
        occasions=card.occasions,
        sold_count=card.sold_count,
        published_at=card.published_at,
        sort_key=card.sort_key,
    )


def _body(product: Product) -> str:
    parts = [
        product.occasions,
        product.ingredients,
        plain(product.description or ""),
        product.story,
        product.usage,
    ]
    return " ".join(part for part in parts if part)[:_LONGEST_BODY]


def plain(html: str) -> str:
    """The words of ``html``, its tags gone."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def _months(first: int | None, last: int | None) -> tuple[int, ...]:
    """The months of a season, which may run over the new year."""
    if first is None or last is None:
        return ()
    length = (last - first) % 12 + 1
    return tuple(sorted((first + step - 1) % 12 + 1 for step in range(length)))
