"""More products than a database is filled with for measuring: copies of its documents.

Only the index holds them. Each has a key, a price, a date and a producer of its own;
words and choices are those of the original, so a search finds as many times more as
there are copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from search import sources
from search.sources import BATCH, Document

_MOST_ORIGINALS = 10_000


class Copies:
    """A source of ``count`` documents; see ``search.engines.elastic.index``."""

    def __init__(self, count: int) -> None:
        self._count = count
        ids = sources.all_ids()[:_MOST_ORIGINALS]
        self._originals: list[Document] = []
        for start in range(0, len(ids), BATCH):
            self._originals += sources.documents(ids[start : start + BATCH])

    def all_ids(self) -> list[int]:
        return list(range(1, self._count + 1))

    def documents(self, product_ids: Collection[int]) -> list[Document]:
        return [self._copy(pk) for pk in product_ids]

    def _copy(self, pk: int) -> Document:
        copy, place = divmod(pk - 1, len(self._originals))
        original = self._originals[place]
        return replace(
            original,
            pk=pk,
            producer_code=f"{original.producer_code}-{copy}",
            price=None if original.price is None else original.price + 1_000 * copy,
            published_at=original.published_at + dt.timedelta(seconds=copy),
        )
