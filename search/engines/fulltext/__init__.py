"""The words of all products in the shop's own database, folded beforehand.

What holds them differs by database (``shelf``); what is written does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator

from django.db import transaction

from search import sources
from search.engines.base import Drift
from search.engines.fulltext.shelves import Row, shelf
from search.models import IndexedText, KnownWord
from search.sources import BATCH, Document
from search.words import folded


class TextIndex:
    """The database engine's index. Products whose words did not change cost a look."""

    def update(self, product_ids: Collection[int]) -> None:
        for ids in _batches(product_ids):
            _write(ids, is_forced=False)

    def rebuild(self, progress: Callable[[int], object] = lambda done: None) -> None:
        seen: set[str] = set()
        for ids in _batches(_all_ids()):
            seen |= _write(ids, is_forced=True)
            progress(len(ids))
        KnownWord.objects.exclude(text__in=sorted(seen)).delete()
        shelf().tidy()

    def drift(self) -> Iterator[Drift]:
        for ids in _batches(_all_ids()):
            indexed = IndexedText.objects.filter(pk__in=ids)
            kept = dict(indexed.values_list("pk", "digest"))
            now = {
                document.pk: _digest(_row(document))
                for document in sources.documents(ids)
            }
            yield from Drift.between(kept, now)

    def size(self) -> int:
        return shelf().size()

    def clear(self) -> None:
        shelf().clear()
        IndexedText.objects.all().delete()
        KnownWord.objects.all().delete()


def _write(ids: list[int], *, is_forced: bool) -> set[str]:
    """Write one batch; returns its words, those that were written already left out
    unless forced. The rows are locked before the products are read, so that of two
    writers the later one reads the later state."""
    with transaction.atomic():
        kept = _lock(ids)
        rows = [_row(document) for document in sources.documents(ids)]
        changed = {
            row: digest
            for row in rows
            if (digest := _digest(row)) != kept[row.pk] or is_forced
        }
        gone = set(ids).difference(row.pk for row in rows)
        texts = shelf()
        texts.remove([*gone, *(row.pk for row in changed)])
        texts.write(list(changed))
        IndexedText.objects.filter(pk__in=gone).delete()
        IndexedText.objects.bulk_update(
            [IndexedText(row.pk, digest) for row, digest in changed.items()], ["digest"]
        )
        return _learn(changed)


def _lock(ids: list[int]) -> dict[int, str]:
    IndexedText.objects.bulk_create(
        [IndexedText(pk, "") for pk in ids], ignore_conflicts=True
    )
    rows = IndexedText.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return dict(rows.values_list("pk", "digest"))


def _learn(rows: Iterable[Row]) -> set[str]:
    """Remember the words of titles, names and texts: numbers are no words."""
    found = {
        word
        for row in rows
        for text in (row.title, row.names, row.body)
        for word in text.split()
        if word.isalpha()
    }
    there = set(KnownWord.objects.filter(text__in=found).values_list("text", flat=True))
    KnownWord.objects.bulk_create(
        [KnownWord(word) for word in sorted(found - there)], ignore_conflicts=True
    )
    return found


def _row(document: Document) -> Row:
    title, names, exact = document.written
    return Row(
        pk=document.pk,
        title=title,
        names=names,
        body=folded(document.text),
        codes=folded(" ".join(document.codes)),
        exact=exact,
    )


def _digest(row: Row) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:32]


def _all_ids() -> list[int]:
    """Every product that is indexed or ought to be."""
    indexed = IndexedText.objects.values_list("pk", flat=True)
    return sorted({*sources.all_ids(), *indexed})


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
