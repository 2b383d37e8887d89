"""What every public template may know of the shop, without a query of its own.

Nothing here looks at the session, the user or the basket: a page that shows only
this may be kept by a cache for everyone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _

from catalog import clock
from cms.furniture import Link, ShopFacts, shop_facts
from storefront.basket.middleware import basket_count
from storefront.campaigns.running import Notice, running
from storefront.languages import Alternate, alternates, without_language

NEWS = "chuyen-nghe"  # the slug of the index of articles
# What the bottom bar marks as current, by the beginning of the path.
_NAV = (
    ("/gio-hang/", "basket"),
    ("/dat-hang/", "basket"),
    ("/don-hang/", "orders"),
    ("/tai-khoan/cua-toi/don-hang/", "orders"),
    ("/tai-khoan/", "account"),
    ("/san-pham/", "groups"),
    ("/nhom/", "groups"),
)


@dataclass(frozen=True)
class NavLink:
    name: str
    url: str
    is_current: bool


@dataclass
class Shop:
    """The ``shop`` of base.html and its parts."""

    request: HttpRequest
    facts: ShopFacts

    def __getattr__(self, name: str) -> Any:
        """The facts read like attributes of the shop."""
        return getattr(self.facts, name)

    @property
    def is_demo(self) -> bool:
        return bool(settings.SHOP_IS_DEMO)

    @cached_property
    def basket_count(self) -> int:
        return basket_count(self.request)

    @cached_property
    def campaign(self) -> Notice | None:
        """The campaign to announce: of those that run, the one that began last."""
        return next(iter(running(clock.now())), None)

    @property
    def rehearsed_at(self) -> dt.datetime | None:
        """The moment this page is drawn for, if that is not now."""
        return clock.now() if clock.is_moved() else None

    @cached_property
    def nav_current(self) -> str:
        path = without_language(self.request.path)
        if path == "/":
            return "home"
        return next((mark for start, mark in _NAV if path.startswith(start)), "")

    @property
    def is_at_home(self) -> bool:
        return self.nav_current == "home"

    @cached_property
    def groups(self) -> list[NavLink]:
        return [self._nav(group.label, group.url) for group in self.facts.groups]

    @cached_property
    def sections(self) -> list[NavLink]:
        if self.facts.header:
            return [self._nav(link.label, link.url) for link in self.facts.header]
        return [
            self._nav(_("Làng nghề"), self.villages_url),
            self._nav(_("Điểm bán"), self.showrooms_url),
            self._nav(_("Chuyện nghề"), self.news_url),
        ]

    @cached_property
    def languages(self) -> list[Alternate]:
        """This page in each language, for the switch and for hreflang."""
        return alternates(self.request)

    @cached_property
    def footer_columns(self) -> list[dict[str, Any]]:
        if self.facts.footer:
            return [
                {"title": title, "links": links} for title, links in self.facts.footer
            ]
        shopping = [
            Link(_("Tra cứu đơn hàng"), self.tracking_url),
            *self._pages(
                "giao-hang",
                "doi-tra",
                "thanh-toan",
                "gia-va-phi",
                "dieu-kien-uu-dai",
                "dieu-kien-giao-dich",
                "gioi-han-giao-dich",
            ),
        ]
        site = self._pages(
            "quy-che-hoat-dong",
            "chinh-sach-bao-mat",
            "tieu-chi-xep-hang",
            "phat-truc-tiep",
            "khieu-nai",
            "lien-he",
            "bao-gia",
            "chu-so-huu",
        )
        ocop = [
            Link(_("Tra cứu chứng nhận"), self.verify_url),
            Link(_("Điểm bán"), self.showrooms_url),
            *self._pages(
                "ocop-la-gi",
                "danh-cho-co-so",
                "dat-nghe-phu-xuyen",
                "cac-lang",
                "chuyen-co-so",
                "hoi-cho",
                "huong-dan",
            ),
        ]
        return [
            {"title": _("Mua hàng"), "links": shopping},
            {"title": _("Về trang này"), "links": site},
            {"title": _("OCOP"), "links": ocop},
        ]

    @property
    def home_url(self) -> str:
        return reverse("wagtail_serve", args=[""])

    @property
    def news_url(self) -> str:
        return self._page_url(NEWS)

    @property
    def privacy_url(self) -> str:
        return self._page_url("chinh-sach-bao-mat")

    @property
    def quote_url(self) -> str:
        """Of the page where prices are asked for; empty if there is none."""
        return self._page_url("bao-gia")

    @property
    def basket_url(self) -> str:
        return reverse("basket:summary")

    @property
    def tracking_url(self) -> str:
        return reverse("orders:track")

    orders_url = tracking_url

    @property
    def account_url(self) -> str:
        return reverse("customer:profile")

    @property
    def listing_url(self) -> str:
        return reverse("search:all")

    @property
    def search_url(self) -> str:
        return reverse("search:search")

    @property
    def villages_url(self) -> str:
        return reverse("search:villages")

    @property
    def showrooms_url(self) -> str:
        return reverse("showrooms:list")

    @property
    def verify_url(self) -> str:
        return reverse("ocop:verify")

    def _nav(self, name: str, url: str) -> NavLink:
        return NavLink(name, url, bool(url) and self.request.path.startswith(url))

    def _page_url(self, slug: str) -> str:
        return self.facts.pages[slug].url if slug in self.facts.pages else ""

    def _pages(self, *slugs: str) -> list[Link]:
        pages = self.facts.pages
        return [pages[slug] for slug in slugs if slug in pages]


def shop(request: HttpRequest) -> dict[str, Any]:
    """The context processor; the facts are read only when a template asks."""
    return {"shop": SimpleLazyObject(lambda: Shop(request, shop_facts()))}
