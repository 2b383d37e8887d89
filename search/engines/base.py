"""What an engine is asked and what it answers: the contract of all engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from catalog.models import ProductCard

Label = str | Promise


class Sort(StrEnum):
    NEWEST = "newest"
    PRICE = "price"
    PRICE_DOWN = "-price"
    BEST_SELLING = "best_selling"
    STARS = "stars"
    NAME = "name"


class Availability(StrEnum):
    READY = "ready"  # on the shelf now
    TO_ORDER = "to_order"  # made or booked when ordered


@dataclass(frozen=True)
class Band:
    """A band of prices, from ``low`` to just below ``high``; both None: no price."""

    code: str
    label: Label
    low: int | None = None
    high: int | None = None


BANDS = (
    Band("duoi-200", _("Dưới 200k"), 0, 200_000),
    Band("200-500", _("200k – 500k"), 200_000, 500_000),
    Band("500-1000", _("500k – 1tr"), 500_000, 1_000_000),
    Band("tu-1000", _("Từ 1tr"), 1_000_000, None),
    Band("bao-gia", _("Liên hệ báo giá")),
)
STARS = (5, 4, 3)

# The choices that are counted; each is the name of a field of Query.
FACETS = ("groups", "villages", "communes", "stars", "bands", "availability")


@dataclass(frozen=True)
class Query:
    """What a shopper looks for. Within a facet any of the values will do; facets,
    words and the rest must all hold. Groups, villages, communes and showrooms are
    named by slug, the producer by code. Prices are whole đồng, ends included."""

    day: dt.date
    text: str = ""
    groups: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    bands: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    availability: tuple[Availability, ...] = ()
    producer: str | None = None
    showroom: str | None = None
    season_month: int | None = None
    occasion: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1
    per_page: int = 24


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet, and how many cards it would show beside what is chosen
    in the other facets."""

    value: str
    label: Label
    count: int


@dataclass(frozen=True)
class Counts:
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]


@dataclass(frozen=True)
class Results:
    """One page of cards, in order, and what stands around it."""

    cards: tuple[ProductCard, ...]
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    page: int
    pages: int  # at least 1: nothing found is one empty page
    suggestion: str | None = None
    highlights: Mapping[int, str] = field(default_factory=dict)

    @property
    def card_ids(self) -> tuple[int, ...]:
        return tuple(card.pk for card in self.cards)


class NoSuchPage(Exception):
    """The page asked for lies beyond the last one."""

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"page {page} of {pages}")
        self.page = page
        self.pages = pages


class Engine(Protocol):
    def search(self, query: Query) -> Results:
        """Return one page; raises NoSuchPage."""

    def count(self, query: Query) -> Counts:
        """Return the total and the facets without loading cards."""
