"""What an engine is asked and what it answers: the contract of all engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.words import Wanted

if TYPE_CHECKING:
    from catalog.models import ProductCard

Label = str | Promise


# A page beyond this many cards is not there, on any engine: nobody leafs so far, and
# counting off what lies before it would cost more than all other pages together.
DEEPEST = 10_000


class Sort(StrEnum):
    RELEVANCE = "relevance"  # newest where no words were asked
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

    def holds(self, price: int | None) -> bool:
        if price is None or self.low is None:
            return price is self.low
        return self.low <= price and (self.high is None or price < self.high)


BANDS = (
    Band("duoi-200", _("Dưới 200k"), 0, 200_000),
    Band("200-500", _("200k – 500k"), 200_000, 500_000),
    Band("500-1000", _("500k – 1tr"), 500_000, 1_000_000),
    Band("tu-1000", _("Từ 1tr"), 1_000_000, None),
    Band("bao-gia", _("Liên hệ báo giá")),
)
STARS = (5, 4, 3)

# The choices that are counted; each is the name of a field of Query.
FACETS = (
    "groups",
    "villages",
    "communes",
    "producers",
    "showrooms",
    "stars",
    "bands",
    "availability",
)


@dataclass(frozen=True)
class Query:
    """What a shopper looks for. Within a facet any of the values will do; facets,
    words and the rest must all hold. Groups, villages, communes and showrooms are
    named by slug, producers by code. Prices are whole đồng, ends included.

    ``wanted`` is what ``text`` may also be; who leaves it out gets it from
    ``search.synonyms.expand``."""

    day: dt.date
    text: str = ""
    wanted: Wanted | None = None
    groups: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    bands: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    availability: tuple[Availability, ...] = ()
    producers: tuple[str, ...] = ()
    showrooms: tuple[str, ...] = ()
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
    """``facets``: of the groups, villages and so on every choice; of producers those
    that have something to show, the chosen and the most frequent first."""

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
    # "Did you mean": words near the typed ones that would find something, with their
    # accents. Nothing bore the typed words, so these cards bear the suggested ones.
    suggestion: str | None = None
    is_loose: bool = False  # nothing bears all words: these cards bear most of them
    # Card → its title as safe HTML, the found words in <mark>.
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


@dataclass(frozen=True)
class Drift:
    """An entry of an index that is not what its product says it should be."""

    product_id: int
    how: str  # "missing", "superfluous" or "outdated"

    @classmethod
    def between(
        cls, kept: Mapping[int, str], now: Mapping[int, str]
    ) -> Iterator[Drift]:
        """Compare the digests of entries with those of the products, by key."""
        for pk in sorted({*kept, *now}):
            if pk not in kept:
                yield cls(pk, "missing")
            elif pk not in now:
                yield cls(pk, "superfluous")
            elif kept[pk] != now[pk]:
                yield cls(pk, "outdated")


class EngineFailed(Exception):
    """The engine's server is slow, gone, or answered nonsense."""


class Engine(Protocol):
    """Answers queries. Raises EngineFailed when its server does not."""

    def search(self, query: Query) -> Results:
        """Return one page; raises NoSuchPage."""

    def count(self, query: Query) -> Counts:
        """Return the total and the facets without loading cards."""

    def complete(self, text: str, *, limit: int) -> tuple[ProductCard, ...]:
        """Return the best cards for a half-typed text, its last word a beginning."""


class Index(Protocol):
    """What an engine answers from; kept fresh by tasks, see ``search.tasks``."""

    def update(self, product_ids: Collection[int]) -> None:
        """Write these products as they are now, and take away those not public.

        A late or repeated call never brings an old state back."""

    def rebuild(self, progress: Callable[[int], object] = lambda done: None) -> None:
        """Write everything anew without a moment in which nothing is found."""

    def drift(self) -> Iterator[Drift]:
        """Yield every entry that is missing, old, or should not be there."""

    def size(self) -> int:
        """Return how many bytes it takes; for measuring."""

    def clear(self) -> None:
        """Forget everything; for tests."""


def pages_of(total: int, per_page: int) -> int:
    """How many pages there are: at least one, none beyond ``DEEPEST``."""
    return max(1, -(-min(total, DEEPEST) // per_page))
