"""Every public page with when it last changed and which languages it speaks.

Each section is one query, told in parts that keep within what a sitemap may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page

from catalog import clock
from catalog.models import Category, ProductCard
from catalog.partner.models import Partner
from catalog.places.models import Commune, CraftVillage
from cms.languages import translations_of
from search import freshness
from showrooms.models import Showroom
from storefront.signposts.documents import element
from storefront.signposts.head import DEFAULT_LANGUAGE

LONGEST = 50_000  # addresses in one file, says the protocol
PART = LONGEST // len(settings.LANGUAGES)  # rows, each in every language at most
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CHANGED = "cards__product__date_updated"
LISTS = (
    "search:all",
    "search:groups",
    "search:villages",
    "search:producers",
    "showrooms:list",
    "ocop:verify",
)


@dataclass(frozen=True)
class Entry:
    """A page by its path in each language it exists in."""

    paths: Mapping[str, str]
    changed: dt.datetime | None = None


@dataclass(frozen=True)
class Section:
    rows: Callable[[], QuerySet[Any, Any]]
    entry: Callable[[Any], Entry]


class NoSuchPart(Exception):
    """There is no section of this name, or it has fewer parts."""


def in_all_languages(path: str, changed: dt.datetime | None = None) -> Entry:
    """A page of the shop itself, which speaks every language."""
    paths = {
        code: path if code == settings.LANGUAGE_CODE else f"/{code}{path}"
        for code, _name in settings.LANGUAGES
    }
    return Entry(paths, changed)


def index() -> Iterator[str]:
    """The list of all parts."""
    yield f"{_HEAD}<sitemapindex {_NAMESPACES.split()[0]}>\n"
    for name, parts in [("lists", 1), *((name, _parts(name)) for name in SECTIONS)]:
        for part in range(1, parts + 1):
            url = reverse("sitemap_part", args=[name, part])
            yield f"<sitemap>{element('loc', settings.SHOP_URL + url)}</sitemap>\n"
    yield "</sitemapindex>\n"


def part(name: str, number: int) -> Iterator[str]:
    """One part of a section, from 1. Raises NoSuchPart before anything is written."""
    entries = _lists() if name == "lists" and number == 1 else _entries(name, number)
    return _written(entries)


def version() -> str:
    """What changes whenever a page comes, goes or changes; not more often."""
    return f"{freshness.page_version()}:{clock.today()}"


def _written(entries: Iterator[Entry]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_NAMESPACES}>\n"
    for entry in entries:
        links = "".join(_links(entry.paths))
        changed = (
            element("lastmod", entry.changed.isoformat(timespec="seconds"))
            if entry.changed
            else ""
        )
        for path in entry.paths.values():
            loc = element("loc", settings.SHOP_URL + path)
            yield f"<url>{loc}{changed}{links}</url>\n"
    yield "</urlset>\n"


def _links(paths: Mapping[str, str]) -> Iterator[str]:
    if len(paths) < 2:
        return
    default = paths.get(settings.LANGUAGE_CODE)
    named = {**paths, **({DEFAULT_LANGUAGE: default} if default else {})}
    for language, path in named.items():
        href = quoteattr(settings.SHOP_URL + path)
        yield f'<xhtml:link rel="alternate" hreflang="{language}" href={href}/>'


def _lists() -> Iterator[Entry]:
    yield from (in_all_languages(reverse(name)) for name in LISTS)


def _entries(name: str, number: int) -> Iterator[Entry]:
    if name not in SECTIONS or not 1 <= number <= _parts(name):
        raise NoSuchPart(name, number)
    section = SECTIONS[name]
    rows = section.rows()[(number - 1) * PART : number * PART]
    return (entry for row in rows.iterator() if (entry := section.entry(row)).paths)


def _parts(name: str) -> int:
    return -(-SECTIONS[name].rows().order_by().count() // PART)


def _pages() -> QuerySet[Page]:
    now = clock.now()
    found: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1)
    return (
        found.filter(alias_of=None)
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
        .select_related("locale")
        .order_by("pk")
    )


def _page(page: Page) -> Entry:
    """A page stands for itself; its translations have rows of their own."""
    path = page_path(page)
    if not path:
        return Entry({})
    others = translations_of(page)
    own = page.locale.language_code
    if own != settings.LANGUAGE_CODE and settings.LANGUAGE_CODE in others:
        return Entry({})  # told with its source
    return Entry({**others, own: path}, page.last_published_at)


def page_path(page: Page) -> str:
    """The path of a page of this site; empty for one that has none."""
    parts = page.get_url_parts()
    return str(parts[2] or "") if parts else ""


def _with_cards(rows: QuerySet[Any], slug: str) -> QuerySet[Any, Any]:
    """Those with goods on show: where they are found, and when these last changed."""
    shown = rows.filter(cards__isnull=False).annotate(changed=Max(_CHANGED))
    found: QuerySet[Any, Any] = shown.order_by("pk").values_list(slug, "changed")
    return found


def _at(url_name: str) -> Callable[[tuple[str, dt.datetime | None]], Entry]:
    def entry(row: tuple[str, dt.datetime | None]) -> Entry:
        return in_all_languages(reverse(url_name, args=[row[0]]), row[1])

    return entry


SECTIONS = {
    "pages": Section(_pages, _page),
    "products": Section(
        lambda: ProductCard.objects.order_by("pk").values_list(
            "url", "product__date_updated"
        ),
        lambda row: in_all_languages(*row),
    ),
    "producers": Section(
        lambda: _with_cards(Partner.objects.filter(is_public=True), "code"),
        _at("search:producer"),
    ),
    "villages": Section(
        lambda: (
            CraftVillage.objects.annotate(changed=Max(_CHANGED))
            .order_by("pk")
            .values_list("slug", "changed")
        ),
        _at("search:village"),
    ),
    "groups": Section(
        lambda: _with_cards(Category.objects.filter(depth=1, is_public=True), "slug"),
        _at("search:group"),
    ),
    "communes": Section(
        lambda: _with_cards(
            Commune.objects.in_area().filter(valid_to=None).exclude(slug=""), "slug"
        ),
        _at("search:commune"),
    ),
    "showrooms": Section(
        lambda: (
            Showroom.objects.filter(is_active=True)
            .order_by("pk")
            .values_list("slug", "opened_on")
        ),
        lambda row: in_all_languages(reverse("showrooms:detail", args=[row[0]])),
    ),
}
