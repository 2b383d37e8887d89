"""The names a shopper can choose from: groups, villages, communes; kept in cache."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language

from catalog.models import Category
from catalog.places.models import Commune, CraftVillage

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

    def of(self, facet: str) -> tuple[Term, ...]:
        """The terms of the facet ``groups``, ``villages`` or ``communes``."""
        terms: tuple[Term, ...] = getattr(self, facet)
        return terms

    def pks(self, facet: str, slugs: tuple[str, ...]) -> list[int]:
        return [term.pk for term in self.of(facet) if term.slug in slugs]


def vocabulary() -> Vocabulary:
    key = f"search:vocabulary:{get_language()}"
    kept = cache.get(key)
    if isinstance(kept, Vocabulary):
        return kept
    loaded = _load()
    cache.set(key, loaded, _SECONDS)
    return loaded


def _load() -> Vocabulary:
    groups = Category.objects.filter(depth=1, code__isnull=False, is_public=True)
    villages = CraftVillage.objects.order_by("position", "pk")
    communes = Commune.objects.in_area().current().order_by("sort_key", "pk")
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
    )
