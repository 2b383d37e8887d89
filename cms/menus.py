"""Reads the menus that editors arranged, in today's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from cms.models import MenuSettings


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    language: str = ""  # of what it leads to, where that is not the page's own


@dataclass(frozen=True)
class Menus:
    header: tuple[Link, ...] = ()
    footer: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # title and links


def read_menus() -> Menus:
    """The menus of the default site; an item whose page is not published is left out,
    and a column without items too. Three queries at most."""
    row = MenuSettings.objects.filter(site__is_default_site=True).first()
    if row is None:
        return Menus()
    header = [child.value for child in row.header]
    columns = [child.value for child in row.footer]
    items = [*header, *(item for column in columns for item in column["links"])]
    pages = _published({item["page"] for item in items if item["page"]})
    footer = ((column["title"], _links(column["links"], pages)) for column in columns)
    return Menus(
        header=_links(header, pages),
        footer=tuple((title, links) for title, links in footer if links),
    )


def _links(items: Iterable[Any], pages: dict[int, Page]) -> tuple[Link, ...]:
    links = (_link(item, pages) for item in items)
    return tuple(link for link in links if link)


def _link(item: Any, pages: dict[int, Page]) -> Link | None:
    if not item["page"]:
        return Link(item["label"], item["url"]) if item["url"] else None
    page = pages.get(item["page"])
    if page is None or not page.url:
        return None
    language = page.locale.language_code
    is_translated = language == get_language() != settings.LANGUAGE_CODE
    label = page.title if is_translated else item["label"] or page.title
    return Link(label, page.url, "" if language == get_language() else language)


def _published(keys: set[int]) -> dict[int, Page]:
    """The public pages by the key that was chosen, translated where they can be."""
    if not keys:
        return {}
    public = Page.objects.live().public().select_related("locale")
    chosen = public.in_bulk(keys)
    translated = {
        page.translation_key: page
        for page in public.filter(
            locale__language_code=get_language(),
            translation_key__in=[page.translation_key for page in chosen.values()],
        )
    }
    return {
        key: translated.get(page.translation_key, page) for key, page in chosen.items()
    }
