"""What is found beside products: producers, showrooms, pages of the shop.

Each kind has a source; what lies in a higher package registers its own here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from search.engines.base import Label
from search.models import FoundPage
from search.words import folded


@dataclass(frozen=True)
class PageDocument:
    """One page as it is found: ``names`` are other names it goes by."""

    key: str
    title: str
    url: str
    note: str = ""
    names: str = ""
    body: str = ""


class PageSource(Protocol):
    """Registered once, when an app is ready."""

    kind: str
    label: Label  # of its section of the results

    def documents(self, keys: Collection[str] | None) -> Iterable[PageDocument]:
        """Return the public ones among ``keys``; all of them for None."""


_sources: dict[str, PageSource] = {}


def register(source: PageSource) -> None:
    _sources[source.kind] = source


def sources() -> list[PageSource]:
    """In the order in which they were registered."""
    return list(_sources.values())


def update(kind: str, keys: Collection[str]) -> None:
    """Write these pages as they are now, and take away those not public."""
    source = _sources.get(kind)
    if source is not None:
        stale = FoundPage.objects.filter(kind=kind, key__in=keys)
        _replace(source, stale, keys)


def rebuild() -> int:
    """Write all pages of all kinds anew; returns how many there are."""
    for source in sources():
        _replace(source, FoundPage.objects.filter(kind=source.kind), None)
    FoundPage.objects.exclude(kind__in=_sources).delete()
    return FoundPage.objects.count()


@transaction.atomic
def _replace(
    source: PageSource, stale: QuerySet[FoundPage], keys: Collection[str] | None
) -> None:
    list(stale.select_for_update().order_by("pk"))
    pages = [
        FoundPage(
            kind=source.kind,
            key=document.key,
            title=document.title[:255],
            url=document.url,
            note=document.note[:255],
            names=folded(f"{document.title} {document.names}"),
            text=folded(document.body),
        )
        for document in source.documents(keys)
    ]
    stale.delete()
    FoundPage.objects.bulk_create(
        pages,
        update_conflicts=True,
        update_fields=["title", "url", "note", "names", "text"],
        unique_fields=["kind", "key"],
    )
