"""What the head of a page tells those who find, list and share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page as PageOfList
from django.http import HttpRequest
from django.utils.translation import get_language

from catalog.structured_data import absolute
from storefront.languages import Alternate

LOCALES = {"vi": "vi_VN", "en": "en_US"}
DEFAULT_LANGUAGE = "x-default"
# Where the page of a list lies in the context of its template.
_LISTS = ("page_of_articles", "page_of_children", "page_of_past", "page")


@dataclass(frozen=True)
class Head:
    canonical: str
    alternates: list[tuple[str, str]]  # language, absolute address
    is_indexed: bool
    kind: str  # of Open Graph
    locale: str
    picture: dict[str, Any] | None


def head_of(context: Mapping[str, Any]) -> Head:
    """The head of the page that is drawn with ``context``; asks no database."""
    canonical = context.get("canonical_url") or _address(context)
    is_listed = context.get("is_indexed", True)
    languages = context["shop"].languages
    return Head(
        canonical=canonical,
        alternates=alternates(languages, canonical) if is_listed else [],
        is_indexed=is_listed and not settings.SHOP_IS_DEMO,
        kind=getattr(context.get("page"), "social_kind", "website"),
        locale=LOCALES.get(get_language() or "", LOCALES[settings.LANGUAGE_CODE]),
        picture=_picture(context),
    )


def alternates(languages: list[Alternate], canonical: str) -> list[tuple[str, str]]:
    """The page in every language it exists in, if there are several."""
    _path, mark, query = canonical.partition("?")
    found = {
        language.language: settings.SHOP_URL + language.url.partition("?")[0]
        for language in languages
        if language.url
    }
    if len(found) < 2:
        return []
    default = found.get(settings.LANGUAGE_CODE)
    named = [*found.items(), *([(DEFAULT_LANGUAGE, default)] if default else [])]
    return [(code, url + mark + query) for code, url in named]


def _address(context: Mapping[str, Any]) -> str:
    request: HttpRequest = context["request"]
    shown = next(
        (context[name] for name in _LISTS if isinstance(context.get(name), PageOfList)),
        None,
    )
    number = shown.number if shown is not None else 1
    query = f"?trang={number}" if number > 1 else ""
    return f"{settings.SHOP_URL}{request.path}{query}"


def _picture(context: Mapping[str, Any]) -> dict[str, Any] | None:
    own = context.get("picture") or getattr(context.get("page"), "social_picture", None)
    picture = own or context["shop"].picture
    if not picture:
        return None
    return {**picture, "src": absolute(picture["src"], settings.SHOP_URL)}
