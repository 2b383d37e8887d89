"""Which products a rail shows by a rule; kept until a card, an offer or the day
changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Q, QuerySet

from catalog import reductions
from catalog.models import ProductCard
from search import freshness

KEPT_SECONDS = 600
LONGEST = 8
_LOOKED_AT = 60  # cards under an offer's reach, of which some may be too cheap for it


@dataclass(frozen=True)
class Rule:
    """All conditions hold together; a rule without any shows what is new."""

    group: str = ""  # code
    village: str = ""  # slug
    stars: int = 0  # at least
    on_sale: bool = False
    best_selling: bool = False  # else the newest first
    count: int = 4


def cards_of(rules: Iterable[Rule], *, at: dt.datetime) -> dict[Rule, tuple[int, ...]]:
    """The keys of the cards each rule shows, in order; one query with a warm cache."""
    rules = list(rules)
    if not rules:
        return {}
    version = freshness.page_version()
    key_of = {rule: _key(rule, at.date(), version) for rule in rules}
    kept = cache.get_many(key_of.values())
    found: dict[Rule, tuple[int, ...]] = {}
    fresh = {}
    for rule, key in key_of.items():
        if key not in kept:
            fresh[key] = _read(rule, at)
        found[rule] = kept.get(key, fresh.get(key, ()))
    if fresh:
        cache.set_many(fresh, KEPT_SECONDS)
    return found


def _key(rule: Rule, day: dt.date, version: str) -> str:
    parts = repr((rule, day, version))
    return "cms:rail:" + sha256(parts.encode()).hexdigest()


def _read(rule: Rule, at: dt.datetime) -> tuple[int, ...]:
    count = min(rule.count, LONGEST)
    cards = _matching(rule, at.date())
    if not rule.on_sale:
        return tuple(cards.values_list("pk", flat=True)[:count])
    within = Q(pk__in=())
    for reach in reductions.reaches(at):
        named = Q(pk__in=reach.product_ids)
        within |= ~named if reach.is_all_but else named
    candidates = cards.filter(within, price__isnull=False).values_list("pk", "price")
    cheaper = (
        pk
        for pk, price in candidates[:_LOOKED_AT]
        if price and reductions.reduced(product_id=pk, price=price, at=at) < price
    )
    return tuple(cheaper)[:count]


def _matching(rule: Rule, day: dt.date) -> QuerySet[ProductCard]:
    cards = ProductCard.objects.all()
    if rule.group:
        cards = cards.filter(group__code=rule.group)
    if rule.village:
        cards = cards.filter(village__slug=rule.village)
    if rule.stars:
        cards = cards.with_star(day, list(range(rule.stars, 6)))
    order = "-sold_count" if rule.best_selling else "-published_at"
    return cards.order_by(order, "-pk")
