"""What a listing template is told: filters, chips, order, pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from search.engines.base import (
    Availability,
    Counts,
    FacetValue,
    Label,
    Results,
    Sort,
)
from search.listing import AVAILABILITY, FACETS, SORTS, Address

# The facets a shopper filters by; a commune is chosen by its own page.
FORM_FACETS = (
    "groups",
    "villages",
    "bands",
    "stars",
    "availability",
    "showrooms",
    "producers",
)
_FEW = 5  # choices shown before "more"
# facet → how the choices left out are counted
_SHORTENED = {
    "villages": gettext_lazy("Thêm %(count)s làng"),
    "producers": gettext_lazy("Thêm %(count)s cơ sở"),
}


def listing_context(address: Address, results: Results) -> dict[str, Any]:
    """Everything of a listing but its title and introduction."""
    query = address.query
    return {
        "cards": results.cards,
        "day": query.day,
        "query": query.text,
        "suggestion": results.suggestion,
        "suggestion_url": _search_url(results.suggestion),
        "is_loose": results.is_loose,
        "highlights": results.highlights,
        "first_position": (results.page - 1) * query.per_page + 1,
        "total": results.total,
        "count_text": count_text(results.total),
        "applied": [
            {"label": choice.label, "url": address.url(without=choice)}
            for choice in address.choices()
        ],
        "filter_page_url": address.filter_page_url(),
        "sorts": [
            {"value": word, "label": label, "is_selected": sort is query.sort}
            for sort, (word, label) in SORTS.items()
            if query.text or sort is not Sort.RELEVANCE
        ],
        "sort_action": address.path,
        "sort_params": [
            *((choice.name, choice.value) for choice in address.choices()),
            *((name, value) for name, value in address.kept_params() if name == "q"),
        ],
        **pagination(address, results),
        **filter_context(address, results, is_whole=False),
    }


def _search_url(text: str | None) -> str:
    return f"{reverse('search:search')}?{urlencode({'q': text})}" if text else ""


def filter_context(
    address: Address, counts: Counts | Results, *, is_whole: bool
) -> dict[str, Any]:
    """The filter form; ``is_whole`` shows every choice, on the filters' own page."""
    return {
        "filter_action": address.path,
        "filter_groups": [
            group
            for facet in FORM_FACETS
            if facet not in address.scope
            and (
                group := _filter_group(address, facet, counts.facets[facet], is_whole)
            )["options"]
        ],
        "filter_hidden": [
            {"name": name, "value": value} for name, value in address.hidden_params()
        ],
        "filter_submit": ngettext(
            "Xem %(count)s sản phẩm", "Xem %(count)s sản phẩm", counts.total
        )
        % {"count": counts.total}
        if is_whole
        else _("Lọc"),
        "clear_url": "" if address.is_unfiltered else address.clear_url(),
    }


def _filter_group(
    address: Address, facet: str, values: tuple[FacetValue, ...], is_whole: bool
) -> dict[str, Any]:
    name, legend = FACETS[facet]
    chosen = {choice.value for choice in address.choices() if choice.name == name}
    options = [
        option
        for option in (_option(facet, value, chosen) for value in values)
        if option["count"] or option["is_checked"]
    ]
    group: dict[str, Any] = {"legend": legend, "name": name, "options": options}
    if facet in _SHORTENED and not is_whole:
        more = _SHORTENED[facet]
        group |= _shorten(options, address.filter_page_url(), more)
    if facet == "bands":
        group["range"] = {
            "low": _blank(address.query.price_min),
            "high": _blank(address.query.price_max),
        }
    return group


def _option(facet: str, value: FacetValue, chosen: set[str]) -> dict[str, Any]:
    word, label = value.value, value.label
    if facet == "availability":
        word, label = AVAILABILITY[Availability(value.value)]
    elif facet == "stars":
        label = _("%(stars)s sao") % {"stars": value.value}
    return {
        "value": word,
        "label": label,
        "count": value.count,
        "is_checked": word in chosen,
    }


def _shorten(options: list[dict[str, Any]], url: str, more: Label) -> dict[str, Any]:
    """The most frequent choices and the chosen ones; the rest behind a link."""
    order = sorted(options, key=lambda option: -option["count"])
    shown = [
        option
        for position, option in enumerate(order)
        if position < _FEW or option["is_checked"]
    ]
    hidden = len(options) - len(shown)
    if not hidden:
        return {}
    return {
        "options": shown,
        "more": {"label": more % {"count": hidden}, "url": url},
    }


def _blank(amount: int | None) -> str:
    return "" if amount is None else str(amount)


def stock_text(total: int) -> str:
    """How much of a village or a group is on show, in words where there is nothing."""
    return count_text(total) if total else _("Chưa có sản phẩm")


def count_text(total: int) -> str:
    return ngettext("%(count)s sản phẩm", "%(count)s sản phẩm", total) % {
        "count": f"{total:,}".replace(",", ".")
    }


def pagination(address: Address, results: Results) -> dict[str, Any]:
    """Numbers, neighbours and the canonical address of a listing."""
    page, pages = results.page, results.pages
    return {
        "page": page,
        "pages": list(_numbers(address, page, pages)) if pages > 1 else [],
        "previous_url": address.url(page=page - 1) if page > 1 else "",
        "next_url": address.url(page=page + 1) if page < pages else "",
        "canonical_url": settings.SHOP_URL + address.url(page=page),
        "is_indexed": address.is_plain,
    }


def _numbers(address: Address, page: int, pages: int) -> Iterator[dict[str, Any]]:
    """The first, the last and those around this page; gaps between them."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    before = 0
    for number in shown:
        if number > before + 1:
            yield {"is_gap": True}
        yield {
            "number": number,
            "url": address.url(page=number),
            "is_current": number == page,
        }
        before = number
