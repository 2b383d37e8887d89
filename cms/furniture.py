"""What hardly changes between two visits, kept in the cache under one version key
and by language.

Signals move the version on; a process with a cache of its own learns of another's
change when the entry runs out, so nothing here may decide a price, a stock or a
star: those are read from cards at every visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalog.models import Category, ProductCard
from catalog.ocop.models import Certificate
from catalog.places.models import CraftVillage
from cms.menus import Link as Link
from cms.menus import read_menus
from cms.models import HomePage, PlainPage, ProducerStoryPage, SiteSettings, VillagePage
from media.renditions import Picture, picture
from showrooms.models import Showroom

KEPT_SECONDS = 60
_VERSION_KEY = "cms:furniture"
SECTION_SIZE = 4
FEATURED_SIZE = 2 * SECTION_SIZE
CANDIDATES = FEATURED_SIZE + 3 * SECTION_SIZE
VILLAGES_SHOWN = 8


@dataclass(frozen=True)
class ShopFacts:
    """The shop's name, telephone and owner, and the links of every page."""

    name: str
    phone: str
    phone_href: str
    zalo_url: str
    opening_note: str
    footer_text: str
    owner: str
    owner_facts: tuple[dict[str, str], ...]
    notification_badge: dict[str, str] | None
    groups: tuple[Link, ...]
    pages: dict[str, Link]  # by the slug of the Vietnamese page
    page_versions: dict[str, str]
    header: tuple[Link, ...]  # as editors arranged them; empty: the built-in ones
    footer: tuple[tuple[str, tuple[Link, ...]], ...]
    picture: Picture | None  # of the home page; shared where a page has none


@dataclass(frozen=True)
class HomeFurniture:
    """The home page's standing parts, and which cards its sections may show: more
    than they do, so that what one section shows the next can leave out."""

    groups: tuple[dict[str, Any], ...]
    villages: tuple[dict[str, Any], ...]
    village_count: int
    showrooms: tuple[Showroom, ...]
    season: tuple[int, ...]
    certified: tuple[int, ...]
    newest: tuple[int, ...]
    featured: tuple[int, ...]


def shop_facts() -> ShopFacts:
    """The facts every page shows; no query while they are in the cache."""
    facts: ShopFacts = kept("shop", _read_shop)
    return facts


def home_furniture(day: dt.date) -> HomeFurniture:
    """The home page's standing parts on ``day``; no query while in the cache."""
    furniture: HomeFurniture = kept(f"home:{day}", lambda: _read_home(day))
    return furniture


def open_showrooms() -> tuple[Showroom, ...]:
    """The showrooms in business with their hours; no query while in the cache."""
    showrooms: tuple[Showroom, ...] = kept("showrooms", _showrooms)
    return showrooms


def stories() -> dict[tuple[str, str], Link]:
    """The brand page of each village and each producer that has one, by ("village",
    slug) and ("producer", code); no query while in the cache."""
    found: dict[tuple[str, str], Link] = kept("stories", _read_stories)
    return found


def kept_rows(kind: str, keys: set[int], rows: QuerySet[Any]) -> dict[int, Any]:
    """Those of ``rows`` that bear ``keys``; no query while they are in the cache."""
    if not keys:
        return {}
    part = f"{kind}:{','.join(map(str, sorted(keys)))}"
    found: dict[int, Any] = kept(part, lambda: rows.in_bulk(keys))
    return found


def forget(**_signal: Any) -> None:
    """Move the version on after commit, so that the next visit reads afresh."""
    transaction.on_commit(lambda: cache.set(_VERSION_KEY, uuid4().hex, None))


def version() -> str:
    """What changes whenever something kept here may have."""
    return str(cache.get_or_set(_VERSION_KEY, lambda: uuid4().hex, None))


def kept(part: str, read: Callable[[], Any]) -> Any:
    """What ``read`` answers in today's language, asked anew when something changed."""
    key = f"cms:{part}:{get_language()}:{version()}"
    return cache.get_or_set(key, read, KEPT_SECONDS)


def _read_shop() -> ShopFacts:
    settings = (
        SiteSettings.objects.filter(site__is_default_site=True)
        .select_related("notification_badge")
        .first()
    ) or SiteSettings()
    unknown = _("đang cập nhật")
    pages, menus = _pages(), read_menus()
    phone, zalo = settings.phone, settings.zalo_phone or settings.phone
    return ShopFacts(
        name=settings.name,
        phone=phone.as_national if phone else unknown,
        phone_href=f"tel:{phone.as_e164}" if phone else "/chu-so-huu/",
        zalo_url=f"https://zalo.me/{zalo.as_e164.lstrip('+')}"
        if zalo
        else "/chu-so-huu/",
        opening_note=settings.opening_note,
        footer_text=_(settings.footer_text) if settings.footer_text else "",
        owner=settings.owner_name or unknown,
        owner_facts=_owner_facts(settings, unknown),
        notification_badge=_notification_badge(settings),
        groups=tuple(
            Link(group.label, group.get_absolute_url()) for group in _top_groups()
        ),
        pages=pages,
        page_versions=dict(
            PlainPage.objects.live()
            .filter(locale__language_code=django_settings.LANGUAGE_CODE)
            .values_list("slug", "version")
        ),
        header=menus.header,
        footer=menus.footer,
        picture=_home_picture(),
    )


def _pages() -> dict[str, Link]:
    """The pages below the home page, in today's language where they are translated."""
    source = django_settings.LANGUAGE_CODE
    language = get_language() or source
    found = Page.objects.live().filter(depth=3).select_related("locale")
    by_language: dict[str, dict[Any, Page]] = {source: {}, language: {}}
    for page in found.filter(locale__language_code__in=by_language).order_by("path"):
        by_language[page.locale.language_code][page.translation_key] = page
    links = {}
    for key, page in by_language[source].items():
        shown = by_language[language].get(key)
        links[page.slug] = (
            Link(shown.title, shown.url or "")
            if shown
            else Link(page.title, page.url or "", source)
        )
    return links


def _home_picture() -> Picture | None:
    home = HomePage.objects.live().select_related("hero_picture").order_by("pk").first()
    return picture(home.hero_picture, "wide") if home else None


def _owner_facts(settings: SiteSettings, unknown: str) -> tuple[dict[str, str], ...]:
    names = (
        "owner_name",
        "owner_address",
        "owner_representative",
        "owner_tax_code",
        "owner_tax_code_issued",
        "phone",
        "owner_email",
    )
    facts = []
    for name in names:
        label = str(SiteSettings._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        value = getattr(settings, name)
        shown = value.as_national if name == "phone" and value else str(value or "")
        facts.append({"term": label[0].upper() + label[1:], "value": shown or unknown})
    return tuple(facts)


def _notification_badge(settings: SiteSettings) -> dict[str, str] | None:
    badge = settings.notification_badge
    if badge is None or not settings.notification_url:
        return None
    return {"image": badge.file.url, "url": settings.notification_url}


def _top_groups() -> list[Category]:
    return list(
        Category.objects.filter(depth=1, is_public=True)
        .select_related("picture")
        .order_by("path")
    )


def _read_home(day: dt.date) -> HomeFurniture:
    villages = CraftVillage.objects.select_related("picture").order_by("position", "pk")
    return HomeFurniture(
        groups=_groups_with_counts(),
        villages=tuple(_village(village) for village in villages[:VILLAGES_SHOWN]),
        village_count=villages.count(),
        showrooms=_showrooms(),
        **_section_ids(day),
    )


def _read_stories() -> dict[tuple[str, str], Link]:
    villages = VillagePage.objects.live().public().filter(village__isnull=False)
    producers = ProducerStoryPage.objects.live().public().filter(producer__isnull=False)
    return {
        **{
            ("village", page.village.slug): Link(page.title, page.url)
            for page in villages.select_related("village")
        },
        **{
            ("producer", page.producer.code): Link(page.title, page.url)
            for page in producers.select_related("producer")
        },
    }


def _groups_with_counts() -> tuple[dict[str, Any], ...]:
    rows = ProductCard.objects.values_list("group").annotate(count=Count("pk"))
    counts = dict(rows.order_by())
    return tuple(
        {
            "name": group.label,
            "url": group.get_absolute_url(),
            "picture": picture(group.picture, "card"),
            "thumb": picture(group.picture, "thumb"),
            "count_text": _("%(count)d sản phẩm") % {"count": counts[group.pk]},
        }
        for group in _top_groups()
        if counts.get(group.pk)
    )


def _village(village: CraftVillage) -> dict[str, Any]:
    return {
        "name": village.name,
        "url": village.get_absolute_url(),
        "places": village.hamlets,
        "text": village.facts,
        "picture": picture(village.picture, "card"),
    }


def _showrooms() -> tuple[Showroom, ...]:
    return tuple(
        Showroom.objects.filter(is_active=True)
        .prefetch_related("hours", "closures")
        .order_by("position", "pk")
    )


def _section_ids(day: dt.date) -> dict[str, tuple[int, ...]]:
    cards = ProductCard.objects.values_list("pk", flat=True)
    in_season = ProductCard.objects.in_season(day.month).in_stock()
    certified = (
        Certificate.objects.valid_on(day)
        .filter(product__card__isnull=False)
        .order_by("-issued_on", "-pk")
        .values_list("product_id", flat=True)
    )
    newest = cards.order_by("-published_at", "-pk")
    featured = cards.filter(is_featured=True).order_by("-published_at", "-pk")
    return {
        "season": tuple(
            in_season.order_by("-is_featured", "-sold_count", "pk").values_list(
                "pk", flat=True
            )[:CANDIDATES]
        ),
        "certified": tuple(dict.fromkeys(certified[:CANDIDATES])),
        "newest": tuple(newest[:CANDIDATES]),
        "featured": tuple(featured[:CANDIDATES]),
    }
