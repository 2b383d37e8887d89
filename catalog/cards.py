"""Builds the rows of ``ProductCard``; the one place that does.

A card exists for a public listing of a public producer in one of the six groups. It
is rebuilt after commit, in bulk: a batch of 500 costs as many queries as one card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation

from catalog.card_contents import Batch, card_of
from catalog.changes import cards_changed
from catalog.models import CatalogueVersion, Product, ProductCard

BATCH = 500

# Told by higher layers (``set_sold_counts``) or by reviews: a rebuild keeps them.
KEPT_FIELDS = frozenset({"sold_count", "rating", "rating_count"})
BUILT_FIELDS = [
    column.name
    for column in ProductCard._meta.concrete_fields
    if not column.primary_key and column.name not in KEPT_FIELDS
]


@dataclass(frozen=True)
class Drift:
    """A card that is not what its product says it should be."""

    product_id: int
    fields: tuple[str, ...]  # empty: the row is missing or should not be there


def build(product_ids: Iterable[int], *, day: dt.date) -> list[ProductCard]:
    """Return the unsaved cards of those products that are public, as of ``day``.

    In Vietnamese, whatever language the page speaks that led to it: they are stored."""
    with translation.override(settings.LANGUAGE_CODE):
        batch = Batch.load(list(product_ids), day)
        return [card_of(product, batch) for product in batch.products]


def refresh(product_ids: Iterable[int], *, day: dt.date) -> None:
    """Rewrite the cards of these products (variants count for their listing).

    Sends ``cards_changed`` after commit."""
    for ids in _batches(_listings(product_ids)):
        with transaction.atomic():
            _take_turns(ids)
            cards = build(ids, day=day)
            ProductCard.objects.bulk_create(
                cards,
                update_conflicts=True,
                update_fields=BUILT_FIELDS,
                unique_fields=["product"],
            )
            public = {card.pk for card in cards}
            ProductCard.objects.filter(pk__in=set(ids) - public).delete()
            CatalogueVersion.advance()
            _tell(ids)


def rebuild_all(
    *, day: dt.date, progress: Callable[[int], object] = lambda done: None
) -> None:
    """Rewrite every card; calls ``progress`` with the size of each finished batch."""
    for ids in _batches(all_ids()):
        refresh(ids, day=day)
        progress(len(ids))


def drift(
    *, day: dt.date, progress: Callable[[int], object] = lambda done: None
) -> Iterator[Drift]:
    """Yield every card that a rebuild on ``day`` would change."""
    for ids in _batches(all_ids()):
        built = {card.pk: card for card in build(ids, day=day)}
        stored = ProductCard.objects.in_bulk(ids)
        for pk in ids:
            difference = _difference(pk, built.get(pk), stored.get(pk))
            if difference is not None:
                yield difference
        progress(len(ids))


def set_sold_counts(counts: Mapping[int, int]) -> None:
    """Store how often listings were sold; told by ``storefront``, which knows."""
    cards = ProductCard.objects.in_bulk(list(counts))
    for pk, card in cards.items():
        card.sold_count = counts[pk]
    with transaction.atomic():
        ProductCard.objects.bulk_update(
            cards.values(), ["sold_count"], batch_size=BATCH
        )
        CatalogueVersion.advance()
        _tell(cards)


def _tell(product_ids: Iterable[int]) -> None:
    """Send ``cards_changed`` after commit."""
    ids = frozenset(product_ids)
    transaction.on_commit(
        partial(cards_changed.send_robust, sender=None, product_ids=ids)
    )


def all_ids() -> list[int]:
    """Every product that has or might have a card, in key order."""
    listings = Product.objects.exclude(structure=Product.CHILD)
    ids = set(listings.order_by().values_list("pk", flat=True))
    return sorted(ids.union(ProductCard.objects.values_list("pk", flat=True)))


def _listings(product_ids: Iterable[int]) -> list[int]:
    ids = set(product_ids)
    variants = dict(
        Product.objects.filter(pk__in=ids, parent__isnull=False)
        .order_by()
        .values_list("pk", "parent_id")
    )
    return sorted({variants.get(pk, pk) for pk in ids})


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _take_turns(ids: list[int]) -> None:
    """Lock the cards, so that of two refreshes the last to read is the last to
    write."""
    list(
        ProductCard.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk")
    )


def _difference(
    pk: int, built: ProductCard | None, stored: ProductCard | None
) -> Drift | None:
    if built is None or stored is None:
        return None if built is stored else Drift(pk, ())
    names = [column.attname for column in ProductCard._meta.concrete_fields]
    fields = tuple(
        name
        for name in names
        if name not in KEPT_FIELDS and getattr(built, name) != getattr(stored, name)
    )
    return Drift(pk, fields) if fields else None
