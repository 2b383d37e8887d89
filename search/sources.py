"""What is searched: the documents of products that every engine indexes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from catalog.models import Product, ProductCard
from catalog.partner.models import StockRecord
from catalog.places.models import Commune
from search.words import both
from showrooms.models import Showroom

BATCH = 500
# Only what is indexed, and no objects: a whole index is written in minutes.
_COLUMNS = (
    *("pk", "title", "producer_name", "commune_name", "price", "state", "stars"),
    *("stars_valid_until", "season_from", "season_to", "occasions", "sold_count"),
    *("published_at", "sort_key", "group__name", "group__slug", "producer__code"),
    *("village__name", "village__slug", "commune__slug", "product__origin_commune"),
    *("product__occasions", "product__ingredients", "product__description"),
    *("product__story", "product__usage"),
)
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
    def written(self) -> tuple[str, str, str]:
        """Title and names folded, and both together with their accents."""
        title, exact_title = both(self.title)
        names, exact_names = _both(self.names)
        return title, names, f"{exact_title} {exact_names}".strip()

    @property
    def text(self) -> str:
        """All of the lesser words: the group's and the body's."""
        return f"{self.group} {self.body}"


@lru_cache(maxsize=2_000)
def _both(names: tuple[str, ...]) -> tuple[str, str]:
    """All products of a producer bear the same names."""
    return both(" ".join(names))


def documents(product_ids: Collection[int]) -> list[Document]:
    """Return the documents of those products that are public now; few queries,
    however many ids (at most ``BATCH`` at a time)."""
    ids = list(product_ids)
    rows = ProductCard.objects.filter(pk__in=ids).order_by("pk")
    cards = list(rows.values_list(*_COLUMNS, named=True))
    old = Commune.objects.in_bulk({card.product__origin_commune for card in cards})
    old_names = {pk: commune.full_name for pk, commune in old.items()}
    codes, showrooms = _codes(ids), _showrooms(ids)
    return [
        _document(
            card,
            old_names.get(card.product__origin_commune, ""),
            codes[card.pk],
            showrooms[card.pk],
        )
        for card in cards
    ]


def all_ids() -> list[int]:
    """Every product that has a card, in key order."""
    return list(ProductCard.objects.order_by("pk").values_list("pk", flat=True))


def _codes(ids: list[int]) -> dict[int, list[str | None]]:
    """Its own code, those of what lies on the shelves, those of its variants."""
    found: dict[int, list[str | None]] = defaultdict(list)
    own = Product.objects.filter(pk__in=ids).order_by("pk", "stockrecords")
    for pk, upc, sku in own.values_list("pk", "upc", "stockrecords__partner_sku"):
        found[pk] += [upc, sku]
    variants = StockRecord.objects.filter(product__parent__in=ids).order_by("pk")
    for parent, sku in variants.values_list("product__parent_id", "partner_sku"):
        if parent is not None:
            found[parent].append(sku)
    return found


def _showrooms(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    display = Showroom.products.through.objects
    shown = display.filter(product_id__in=ids, showroom__is_active=True)
    for pk, slug in shown.order_by("showroom__slug").values_list(
        "product_id", "showroom__slug"
    ):
        found[pk].append(slug)
    return found


def _document(
    card: Any, old_name: str, codes: Iterable[str | None], showrooms: Iterable[str]
) -> Document:
    names = [
        card.producer_name,
        card.village__name,
        card.commune_name,
        old_name,
    ]
    return Document(
        pk=card.pk,
        title=card.title,
        names=tuple(dict.fromkeys(name for name in names if name)),
        group=card.group__name,
        body=_body(card),
        codes=tuple(dict.fromkeys(code for code in codes if code)),
        group_slug=card.group__slug,
        village_slug=card.village__slug,
        commune_slug=card.commune__slug,
        producer_code=card.producer__code,
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


def _body(card: Any) -> str:
    parts = [
        card.product__occasions,
        card.product__ingredients,
        plain(card.product__description or ""),
        card.product__story,
        card.product__usage,
    ]
    return " ".join(part for part in parts if part)[:_LONGEST_BODY]


def plain(html: str) -> str:
    """The words of ``html``, its tags gone."""
    if "<" in html or "&" in html:
        html = unescape(strip_tags(html.replace("<", " <")))
    return " ".join(html.split())


def _months(first: int | None, last: int | None) -> tuple[int, ...]:
    """The months of a season, which may run over the new year."""
    if first is None or last is None:
        return ()
    length = (last - first) % 12 + 1
    return tuple(sorted((first + step - 1) % 12 + 1 for step in range(length)))
