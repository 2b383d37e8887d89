"""Listings and directories: all products, by group, village, commune, producer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import clock
from catalog.models import Category, ProductCard
from catalog.partner.models import Partner
from catalog.places.history import current_successors, origin_label
from catalog.places.models import Commune, CommuneChange, CraftVillage
from catalog.vietnamese import sort_key
from media.renditions import picture
from search import engine, freshness
from search.engines.base import FacetValue, NoSuchPage, Query, Results
from search.listing import FILTER_PAGE, Address, NotAPage, read
from search.pages import (
    count_text,
    filter_context,
    listing_context,
    stock_text,
)
from search.stories import story_of
from search.vocabulary import Term, vocabulary

PRODUCERS_PER_PAGE = 60
KEPT_SECONDS = 60  # after which a new release of the templates shows


@dataclass(frozen=True)
class Page:
    """What distinguishes one listing from another."""

    title: str
    path: str
    scope: dict[str, Any] = field(default_factory=dict)  # fields of the query
    parents: tuple[dict[str, str], ...] = ()
    template: str = "search/listing.html"
    extra: dict[str, Any] = field(default_factory=dict)
    on_results: Callable[[Query, Results], None] | None = None
    beside: Callable[[Query, Results], dict[str, Any]] | None = None  # more to show

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [home_crumb(), *self.parents, {"label": self.title, "url": ""}]


def home_crumb() -> dict[str, str]:
    return {"label": _("Trang chủ"), "url": reverse("wagtail_serve", args=[""])}


def listing(request: HttpRequest, page: Page) -> HttpResponse:
    """Answer any listing: its page of cards, or the page of its filters."""
    names = vocabulary()
    try:
        query = read(request.GET, names, day=clock.today(), scope=page.scope)
        address = Address(page.path, query, names, frozenset(page.scope))
        # what links from this page to itself: kept pages must not repeat one visitor's
        request.page_address = address.url(page=query.page)  # type: ignore[attr-defined]
        if request.GET.get(FILTER_PAGE) == "1":
            return _filter_page(request, page, address)
        return _cards_page(request, page, address)
    except (NotAPage, NoSuchPage) as error:
        raise Http404(str(error)) from error


def _cards_page(request: HttpRequest, page: Page, address: Address) -> HttpResponse:
    """The page of cards; kept whole for visitors without cookies, who see the same,
    until a card, an offer or the day changes."""
    key = None if request.COOKIES or address.query.text else _kept_key(address)
    kept = cache.get(key) if key else None
    if kept is not None:
        return HttpResponse(kept)
    results = engine().search(address.query)
    if page.on_results is not None and address.is_unfiltered:
        page.on_results(address.query, results)
    context = {
        "title": page.title,
        "crumbs": page.crumbs,
        **page.extra,
        **(page.beside(address.query, results) if page.beside else {}),
        **listing_context(address, results),
    }
    response = render(request, page.template, context)
    if key:
        cache.set(key, response.content, KEPT_SECONDS)
    return response


def _kept_key(address: Address) -> str:
    query = address.query
    parts = (
        address.url(page=query.page),
        query.day,
        get_language(),
        freshness.page_version(),
    )
    return "search:page:" + sha256(repr(parts).encode()).hexdigest()


def _filter_page(request: HttpRequest, page: Page, address: Address) -> HttpResponse:
    counts = engine().count(address.query)
    context = {
        "title": page.title,
        "back_url": address.url(),
        **filter_context(address, counts, is_whole=True),
    }
    return render(request, "search/filters.html", context)


def everything(request: HttpRequest) -> HttpResponse:
    return listing(request, Page(_("Tất cả sản phẩm"), reverse("search:all")))


def group(request: HttpRequest, slug: str) -> HttpResponse:
    term = _term("groups", slug)
    return listing(
        request,
        Page(
            term.name,
            reverse("search:group", args=[slug]),
            scope={"groups": (slug,)},
        ),
    )


def village(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        CraftVillage.objects.select_related("picture", "origin_commune", "commune"),
        slug=slug,
    )
    page = Page(
        found.name,
        found.get_absolute_url(),
        scope={"villages": (slug,)},
        parents=({"label": _("Làng nghề"), "url": reverse("search:villages")},),
        template="search/village.html",
        extra={
            "village": found,
            "picture": picture(found.picture, "main"),
            "facts": _village_facts(found),
            "story": story_of("village", slug),
        },
    )
    return listing(request, page)


def _village_facts(village: CraftVillage) -> list[dict[str, str]]:
    rows = [
        (_("Nghề"), village.craft),
        (_("Thôn, làng"), village.hamlets),
        (_("Nơi"), origin_label(village.origin_commune, village.commune)),
        (_("Sản vật"), village.typical_products),
        (_("Nhãn hiệu tập thể"), village.collective_mark),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def commune(request: HttpRequest, slug: str) -> HttpResponse:
    """Today's commune; a former one leads to its heir."""
    known = {term.slug: term for term in vocabulary().communes}
    if slug not in known:
        return _heir_of(slug)
    term = known[slug]
    changes = CommuneChange.objects.filter(new=term.pk).select_related("old")
    former = sorted((change.old.name for change in changes), key=sort_key)
    page = Page(
        term.name,
        reverse("search:commune", args=[slug]),
        scope={"communes": (slug,)},
        parents=({"label": _("Danh mục"), "url": reverse("search:groups")},),
        template="search/commune.html",
        extra={"former": ", ".join(dict.fromkeys(former))},
    )
    return listing(request, page)


def _heir_of(slug: str) -> HttpResponse:
    old = Commune.objects.in_area().filter(slug=slug, valid_to__isnull=False).first()
    heirs = current_successors(old) if old and slug else []
    if not heirs or not heirs[0].slug:
        raise Http404(slug)
    return redirect(heirs[0], permanent=True)


def producer(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(
        Partner.objects.select_related("picture", "origin_commune", "commune"),
        code=code,
        is_public=True,
    )
    day = clock.today()
    certified = ProductCard.objects.filter(producer=found).with_star(day).count()
    page = Page(
        found.name,
        found.get_absolute_url(),
        scope={"producers": (code,)},
        parents=({"label": _("Cơ sở sản xuất"), "url": reverse("search:producers")},),
        template="search/producer.html",
        extra={
            "producer": found,
            "picture": picture(found.picture, "main"),
            "place": _place(found),
            "certified": certified,
            "story": story_of("producer", code),
        },
    )
    return listing(request, page)


def _place(producer: Partner) -> str:
    if producer.origin_commune and producer.commune:
        return origin_label(producer.origin_commune, producer.commune)
    return producer.commune.full_name if producer.commune else ""


def villages(request: HttpRequest) -> HttpResponse:
    counts = _counts("villages")
    found = CraftVillage.objects.select_related("picture").order_by("position", "pk")
    context = {
        "villages": [
            {
                "name": village.name,
                "url": village.get_absolute_url(),
                "places": village.hamlets,
                "text": stock_text(counts.get(village.slug, 0)),
                "picture": picture(village.picture, "card"),
            }
            for village in found
        ],
        "crumbs": [home_crumb(), {"label": _("Làng nghề"), "url": ""}],
    }
    return render(request, "search/villages.html", context)


def producers(request: HttpRequest) -> HttpResponse:
    """Every producer with something on show, in dictionary order."""
    rows = ProductCard.objects.order_by().values_list("producer")
    counts = dict(rows.annotate(number=Count("pk")))
    found = Partner.objects.filter(pk__in=counts).select_related("commune").order_by()
    ordered = sorted(found, key=lambda producer: sort_key(producer.name))
    page = Paginator(ordered, PRODUCERS_PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [
            {
                "name": producer.name,
                "url": producer.get_absolute_url(),
                "place": producer.commune.full_name if producer.commune else "",
                "lines": producer.lines_of_business,
                "count_text": count_text(counts[producer.pk]),
            }
            for producer in page
        ],
        "crumbs": [home_crumb(), {"label": _("Cơ sở sản xuất"), "url": ""}],
    }
    return render(request, "search/producers.html", context)


def directory(request: HttpRequest) -> HttpResponse:
    """Every way into the shop: groups, villages, communes."""
    names = vocabulary()
    pictures = Category.objects.filter(
        pk__in=[term.pk for term in names.groups]
    ).select_related("picture")
    picture_of = {group.pk: picture(group.picture, "thumb") for group in pictures}
    groups = _links("group", "groups", names.groups)
    for term, link in zip(names.groups, groups, strict=True):
        link["thumb"] = picture_of.get(term.pk)
    context = {
        "groups": groups,
        "villages": _links("village", "villages", names.villages),
        "communes": _links("commune", "communes", names.communes),
        "crumbs": [home_crumb(), {"label": _("Danh mục"), "url": ""}],
    }
    return render(request, "search/directory.html", context)


def _links(url_name: str, facet: str, terms: tuple[Term, ...]) -> list[dict[str, Any]]:
    counts = _counts(facet)
    return [
        {
            "name": term.name,
            "url": reverse(f"search:{url_name}", args=[term.slug]),
            "count_text": stock_text(counts.get(term.slug, 0)),
        }
        for term in terms
        if term.slug
    ]


def _counts(facet: str) -> dict[str, int]:
    values: tuple[FacetValue, ...] = (
        engine().count(Query(day=clock.today())).facets[facet]
    )
    return {value.value: value.count for value in values}


def _term(facet: str, slug: str) -> Term:
    for term in vocabulary().of(facet):
        if term.slug == slug:
            return term
    raise Http404(slug)
