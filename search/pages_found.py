"""What is found beside products: producers, showrooms, pages of the shop.

Each kind has a source; what lies in a higher package registers its own here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Protocol

from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, When

from search.engines.base import Label
from search.models import FoundPage
from search.words import Phrase, Wanted, folded

_MOST_LOOKED_AT = 80


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

    @property
    def label(self) -> Label:
        """The heading of its section of the results."""

    def documents(self, keys: Collection[str] | None) -> Iterable[PageDocument]:
        """Return the public ones among ``keys``; all of them for None."""


_sources: dict[str, PageSource] = {}


def register(source: PageSource) -> None:
    _sources[source.kind] = source


def sources() -> list[PageSource]:
    """In the order in which they were registered."""
    return list(_sources.values())


@dataclass(frozen=True)
class Section:
    """The pages of one kind that were found, the best first."""

    kind: str
    label: Label
    pages: tuple[FoundPage, ...]


def find(wanted: Wanted, *, limit: int, is_prefix: bool = False) -> list[Section]:
    """Return what bears the words, ``limit`` of each kind at most; one query for most.

    Where nothing bears them, slips of the keyboard are tried."""
    for phrases in (wanted.phrases, wanted.slips):
        found = _bearing(phrases, is_prefix) if phrases else []
        if found:
            return _sections(found, limit)
    return []


def _bearing(phrases: tuple[Phrase, ...], is_prefix: bool) -> list[FoundPage]:
    named = reduce(or_, (_all(phrase, ["names"], is_prefix) for phrase in phrases))
    anywhere = reduce(
        or_, (_all(phrase, ["names", "text"], is_prefix) for phrase in phrases)
    )
    pages = FoundPage.objects.filter(anywhere).defer("text")
    is_named = Case(When(named, then=0), default=1, output_field=IntegerField())
    return list(pages.order_by(is_named, "pk")[:_MOST_LOOKED_AT])


def _all(phrase: Phrase, fields: list[str], is_prefix: bool) -> Q:
    """Every word in one of the fields; texts are stored with a space at both ends."""
    found = Q()
    for place, word in enumerate(phrase, start=1):
        end = "" if is_prefix and place == len(phrase) else " "
        within = {f"{field}__contains": f" {word.folded}{end}" for field in fields}
        found &= reduce(or_, (Q(**{field: text}) for field, text in within.items()))
    return found


def _sections(pages: list[FoundPage], limit: int) -> list[Section]:
    sections = []
    for source in sources():
        own = [page for page in pages if page.kind == source.kind][:limit]
        if own:
            sections.append(Section(source.kind, source.label, tuple(own)))
    return sections


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
            names=f" {folded(f'{document.title} {document.names}')} ",
            text=f" {folded(document.body)} ",
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
