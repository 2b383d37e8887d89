"""A listing's address: what its parameters ask for, and links to its neighbours.

Unknown parameters and values are ignored; the same choices always give the same
address, whatever order they were ticked in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.typed_text import clean_text
from search.engines.base import BANDS, STARS, Availability, Label, Query, Sort
from search.vocabulary import Vocabulary

SORTS: dict[Sort, tuple[str, Label]] = {
    Sort.RELEVANCE: ("phu-hop", _("Hợp từ tìm nhất")),
    Sort.NEWEST: ("moi", _("Mới nhất")),
    Sort.BEST_SELLING: ("ban-chay", _("Bán chạy")),
    Sort.PRICE: ("gia-tang", _("Giá thấp trước")),
    Sort.PRICE_DOWN: ("gia-giam", _("Giá cao trước")),
    Sort.STARS: ("sao", _("Sao OCOP cao trước")),
    Sort.NAME: ("ten", _("Tên A đến Y")),
}
AVAILABILITY: dict[Availability, tuple[str, Label]] = {
    Availability.READY: ("co-san", _("Có sẵn")),
    Availability.TO_ORDER: ("dat-lam", _("Đặt làm, đặt lịch")),
}
# The name of each facet in an address, and above its choices.
FACETS: dict[str, tuple[str, Label]] = {
    "groups": ("nhom", _("Nhóm sản phẩm")),
    "villages": ("lang", _("Làng nghề")),
    "communes": ("xa", _("Xã")),
    "producers": ("co-so", _("Cơ sở sản xuất")),
    "showrooms": ("diem-ban", _("Có tại điểm bán")),
    "bands": ("gia", _("Giá")),
    "stars": ("sao", _("Chứng nhận OCOP còn hạn")),
    "availability": ("hang", _("Tình trạng")),
}
PAGE = "trang"
FILTER_PAGE = "loc"
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class NotAPage(Exception):
    """The page number in the address is no number a page can have."""


def read(
    params: QueryDict, names: Vocabulary, *, day: dt.date, scope: dict[str, Any]
) -> Query:
    """Return the query an address asks for; ``scope`` is fixed by the page itself.

    Raises NotAPage."""
    low, high = _amount(params.get("tu", "")), _amount(params.get("den", ""))
    if low is not None and high is not None and low > high:
        low, high = high, low
    asked = Query(
        day=day,
        text=clean_text(params.get("q", "")),
        groups=_slugs(params, names, "groups"),
        villages=_slugs(params, names, "villages"),
        communes=_slugs(params, names, "communes"),
        producers=_slugs(params, names, "producers"),
        showrooms=_slugs(params, names, "showrooms"),
        stars=tuple(stars for stars in STARS if str(stars) in params.getlist("sao")),
        bands=tuple(band.code for band in BANDS if band.code in params.getlist("gia")),
        price_min=low,
        price_max=high,
        availability=tuple(
            value
            for value, (word, _label) in AVAILABILITY.items()
            if word in params.getlist("hang")
        ),
        season_month=_month(params.get("mua", "")),
        occasion=clean_text(params.get("dip", "")),
        page=_page(params.get(PAGE, "1")),
    )
    plain = usual_sort(asked)
    return replace(asked, sort=_sort(params.get("xep", ""), plain), **scope)


def usual_sort(query: Query) -> Sort:
    """The order of a listing when none was chosen."""
    return Sort.RELEVANCE if query.text else Sort.NEWEST


def _slugs(params: QueryDict, names: Vocabulary, facet: str) -> tuple[str, ...]:
    asked = set(params.getlist(FACETS[facet][0]))
    return tuple(term.slug for term in names.of(facet) if term.slug in asked)


def _amount(typed: str) -> int | None:
    digits = re.sub(r"[\s.,₫đ]", "", typed)
    return int(digits) if re.fullmatch(r"[0-9]{1,11}", digits) else None


def _month(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[1-9]|1[0-2]", typed) else None


def _sort(typed: str, usual: Sort) -> Sort:
    words = {word: sort for sort, (word, _label) in SORTS.items()}
    asked = words.get(typed, usual)
    return usual if asked is Sort.RELEVANCE else asked


def _page(typed: str) -> int:
    if not _PAGE_NUMBER.fullmatch(typed):
        raise NotAPage(typed)
    return int(typed)


@dataclass(frozen=True)
class Choice:
    """One parameter of an address and the words for it."""

    name: str
    value: str
    label: str | Promise


@dataclass(frozen=True)
class Address:
    """A listing's path and query; makes the links that change one thing."""

    path: str
    query: Query
    names: Vocabulary
    scope: frozenset[str]  # fields of the query that the path already says

    def choices(self) -> list[Choice]:
        """What the shopper chose on this page, in one fixed order."""
        found = [
            choice
            for field in ("groups", "villages", "communes", "producers", "showrooms")
            if field not in self.scope
            for choice in self._terms(field)
        ]
        return [*found, *self._plain_choices()]

    def _terms(self, field: str) -> list[Choice]:
        slugs = getattr(self.query, field)
        return [
            Choice(FACETS[field][0], term.slug, term.name)
            for term in self.names.of(field)
            if term.slug in slugs
        ]

    def _plain_choices(self) -> list[Choice]:
        query = self.query
        found = [
            Choice("gia", band.code, band.label)
            for band in BANDS
            if band.code in query.bands
        ]
        if query.price_min is not None:
            low = _grouped(query.price_min)
            label = _("Từ %(amount)s ₫") % {"amount": low}
            found.append(Choice("tu", str(query.price_min), label))
        if query.price_max is not None:
            high = _grouped(query.price_max)
            label = _("Đến %(amount)s ₫") % {"amount": high}
            found.append(Choice("den", str(query.price_max), label))
        found += [
            Choice("sao", str(stars), _("%(stars)s sao") % {"stars": stars})
            for stars in query.stars
        ]
        found += [Choice("hang", *AVAILABILITY[value]) for value in query.availability]
        if query.season_month is not None:
            label = _("Đang vụ tháng %(month)s") % {"month": query.season_month}
            found.append(Choice("mua", str(query.season_month), label))
        if query.occasion:
            found.append(Choice("dip", query.occasion, query.occasion))
        return found

    @property
    def is_unfiltered(self) -> bool:
        return not self.choices()

    @property
    def is_plain(self) -> bool:
        """Whether nothing was chosen: the page a search engine may keep."""
        return self.is_unfiltered and not self.query.text and self._sort() is None

    def url(self, *, page: int = 1, without: Choice | None = None) -> str:
        """Return this listing at ``page``, all choices kept but one."""
        params = [
            (choice.name, choice.value)
            for choice in self.choices()
            if choice != without
        ]
        params += self.kept_params()
        return self._join(params, page)

    def clear_url(self) -> str:
        """Return this listing with no filter; words and order stay."""
        return self._join(self.kept_params(), 1)

    def filter_page_url(self) -> str:
        """Return the page that holds nothing but this listing's filters."""
        params = [(choice.name, choice.value) for choice in self.choices()]
        return self._join([*params, *self.kept_params(), (FILTER_PAGE, "1")], 1)

    def kept_params(self) -> list[tuple[str, str]]:
        """Parameters that are no filters: the words and the order."""
        kept = []
        if self.query.text and "text" not in self.scope:
            kept.append(("q", self.query.text))
        word = self._sort()
        if word is not None:
            kept.append(("xep", word))
        return kept

    def hidden_params(self) -> list[tuple[str, str]]:
        """What the filter form carries along unseen."""
        unseen = [
            (choice.name, choice.value)
            for choice in self.choices()
            if choice.name in {"xa", "mua", "dip"}
        ]
        return [*unseen, *self.kept_params()]

    def _sort(self) -> str | None:
        sort = self.query.sort
        return None if sort is usual_sort(self.query) else SORTS[sort][0]

    def _join(self, params: list[tuple[str, str]], page: int) -> str:
        if page > 1:
            params = [*params, (PAGE, str(page))]
        return f"{self.path}?{urlencode(params)}" if params else self.path


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
