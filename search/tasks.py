"""Index writes: queued after commit, written by the worker."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from search import engines, pages_found
from search.engines.base import EngineFailed
from search.sources import BATCH

logger = logging.getLogger(__name__)
_AGAIN = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 180))


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
def update_products(engine: str, product_ids: list[int], tries: int = 0) -> None:
    """Write the products as they are when this runs, however late that is.

    An engine whose server fails is tried again; what it misses for longer than that,
    ``mend`` finds."""
    index = engines.indexes().get(engine)  # None: the engine was switched off since
    if index is None:
        return
    try:
        index.update(product_ids)
    except EngineFailed as error:
        if tries == len(_AGAIN) or not update_products.get_backend().supports_defer:
            raise
        logger.warning("search index %s was not written: %s", engine, error)
        later = update_products.using(run_after=timezone.now() + _AGAIN[tries])
        later.enqueue(engine, product_ids, tries + 1)


def mend() -> int:
    """Write what drifted in any index; returns how many entries had."""
    mended = 0
    for index in engines.indexes().values():
        drifted = [drift.product_id for drift in index.drift()]
        index.update(drifted)
        mended += len(drifted)
    return mended


@task()
def update_pages(kind: str, keys: list[str]) -> None:
    """Write pages of one kind as they are when this runs."""
    pages_found.update(kind, keys)


def queue_pages(kind: str, keys: Iterable[str]) -> None:
    """Have these pages of one kind found as they are after this transaction."""
    transaction.on_commit(partial(update_pages.enqueue, kind, sorted(keys)))
