"""What robots may fetch: the shop and its stories, not what is a buyer's own or one of
the endless ways to filter a list."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from search.listing import FACETS, FILTER_PAGE

PRIVATE = (
    "/gio-hang/",
    "/dat-hang/",
    "/don-hang/",
    "/tai-khoan/",
    "/tim-kiem/",
    "/tim/",
)
OFFICE = settings.BACK_OFFICE_PREFIXES
FILTERS = (*(name for name, _label in FACETS.values()), "tu", "den", "xep", FILTER_PAGE)


def robots() -> str:
    """The file; in a demo pages themselves ask not to be listed, which only those who
    may fetch them can read."""
    prefixes = [
        "" if code == settings.LANGUAGE_CODE else f"/{code}"
        for code, _name in settings.LANGUAGES
    ]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in prefixes for path in PRIVATE]
    lines += [f"Disallow: {path}" for path in OFFICE]
    for name in FILTERS:
        lines += [f"Disallow: /*?{name}=", f"Disallow: /*&{name}="]
    lines += ["", f"Sitemap: {settings.SHOP_URL}{reverse('sitemap')}", ""]
    return "\n".join(lines)
