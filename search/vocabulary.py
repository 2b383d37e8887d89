"""The names a shopper can choose from, kept in cache: groups, villages, communes,
producers, showrooms."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.utils.translation import get_language

from catalog.models import Category
from catalog.partner.models import Partner
from catalog.places.models import Commune, CraftVillage
from catalog.vietnamese import sort_key
from showrooms.models import Showroom

_SECONDS = 60  # names change seldom, and in few places


@dataclass(frozen=True)
class Term:
    pk: int
    slug: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    groups: tuple[Term, ...]
    villages: tuple[Term, ...]
    communes: tuple[Term, ...]
    producers: tuple[Term, ...]  # the slug is the producer's code
    showrooms: tuple[Term, ...]

    def of(self, facet: str) -> tuple[Term, ...]:
        """The terms of a facet whose values are rows, named like the field."""
        terms: tuple[Term, ...] = getattr(self, facet)
        return terms

    @cached_property
    def producer_places(self) -> dict[int, int]:
        """The place of each producer in ``producers``, by its key."""
        return {term.pk: place for place, term in enumerate(self.producers)}

    def pks(self, facet: str, slugs: tuple[str, ...]) -> list[int]:
        return [term.pk for term in self.of(facet) if term.slug in slugs]


_LANGUAGES = 2
_unpacked: dict[str, Vocabulary] = {}  # unpickling takes longer than a query


def vocabulary() -> Vocabulary:
    """Return the names of this minute in this language, the same in all processes."""
    key = f"search:vocabulary:{get_language()}"
    token = cache.get(key)
    if token in _unpacked:
        return _unpacked[token]
    kept = cache.get(f"{key}:{token}") if token else None
    if not isinstance(kept, Vocabulary):
        kept, token = _load(), uuid.uuid4().hex
        cache.set(f"{key}:{token}", kept, 2 * _SECONDS)
        cache.set(key, token, _SECONDS)
    while len(_unpacked) >= _LANGUAGES:
        _unpacked.pop(next(iter(_unpacked)))
    _unpacked[token] = kept
    return kept


def _load() -> Vocabulary:
    groups = Category.objects.filter(depth=1, code__isnull=False, is_public=True)
    villages = CraftVillage.objects.order_by("position", "pk")
    communes = Commune.objects.in_area().current().order_by("sort_key", "pk")
    producers = Partner.objects.filter(is_public=True, cards__isnull=False).distinct()
    showrooms = Showroom.objects.filter(is_active=True).order_by("position", "pk")
    return Vocabulary(
        groups=tuple(
            Term(group.pk, group.slug, group.label) for group in groups.order_by("path")
        ),
        villages=tuple(
            Term(village.pk, village.slug, village.name) for village in villages
        ),
        communes=tuple(
            Term(commune.pk, commune.slug, commune.full_name) for commune in communes
        ),
        producers=tuple(
            Term(pk, code, name)
            for pk, code, name in sorted(
                producers.order_by().values_list("pk", "code", "name"),
                key=lambda row: sort_key(row[2]),
            )
        ),
        showrooms=tuple(
            Term(showroom.pk, showroom.slug, showroom.short_name or showroom.name)
            for showroom in showrooms
        ),
    )
