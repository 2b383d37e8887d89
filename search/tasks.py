"""Index writes: queued after commit, written by the worker."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from search import engines, pages_found
from search.sources import BATCH


def cards_rewritten(product_ids: frozenset[int], **kwargs: Any) -> None:
    """Listens to ``catalog.changes.cards_changed``."""
    queue(product_ids)


def queue(product_ids: Iterable[int]) -> None:
    """Have these products indexed anew, by every engine in use."""
    ids = sorted(product_ids)
    for name in engines.indexes():
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            transaction.on_commit(partial(update_products.enqueue, name, some))


@task()
def update_products(engine: str, product_ids: list[int]) -> None:
    """Write the products as they are when this runs, however late that is."""
    index = engines.indexes().get(engine)  # None: the engine was switched off since
    if index is not None:
        index.update(product_ids)


@task()
def update_pages(kind: str, keys: list[str]) -> None:
    """Write pages of one kind as they are when this runs."""
    pages_found.update(kind, keys)


def queue_pages(kind: str, keys: Iterable[str]) -> None:
    """Have these pages of one kind found as they are after this transaction."""
    transaction.on_commit(partial(update_pages.enqueue, kind, sorted(keys)))
