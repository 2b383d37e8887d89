"""The language of a page: the address says it, never the browser.

Vietnamese has no prefix, ``/en/…`` is English. A browser set to English once got a
half-English shop, so Accept-Language is not read; no cookie is needed either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.utils.translation import get_language_from_path as language_of
from wagtail.models import Page

from cms.languages import translations_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True)
class Alternate:
    """The same page in one language; ``url`` is empty where there is none."""

    language: str
    name: str  # of the language, in that language
    url: str
    is_current: bool


class LanguageOfAddressMiddleware:
    """Speaks the language of the address while the request lasts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)


def without_language(path: str) -> str:
    """``/en/san-pham/`` is ``/san-pham/``."""
    language = language_of(path)
    if not language or language == settings.LANGUAGE_CODE:
        return path
    return path.removeprefix(f"/{language}") or "/"


def in_language(path: str, language: str | None = None) -> str:
    """A path of the shop as written in ``language``, by default today's; addresses
    elsewhere, and what is the same in all languages, stay as they are."""
    language = language or get_language() or settings.LANGUAGE_CODE
    bare = without_language(path)
    if language == settings.LANGUAGE_CODE or not bare.startswith("/"):
        return bare
    return f"/{language}{bare}" if _is_translated(bare, language) else path


def _is_translated(bare: str, language: str) -> bool:
    return bare == "/" or _answers(f"/{language}{bare}")


def alternates(request: HttpRequest) -> list[Alternate]:
    """The page of ``request`` in every language, for the switch and for hreflang.

    A page of the shop exists in all of them, with its query string; one of the
    editors only where they translated it. Nothing is asked of the database while
    the pages' translations are in the cache."""
    current = get_language() or settings.LANGUAGE_CODE
    urls = _urls(request)
    return [
        Alternate(
            code,
            get_language_info(code)["name_local"],
            urls.get(code, ""),
            code == current,
        )
        for code, _name in settings.LANGUAGES
    ]


def _urls(request: HttpRequest) -> dict[str, str]:
    address = getattr(request, "page_address", None) or request.get_full_path()
    path, mark, query = address.partition("?")
    page = _page_of(request)
    if page is not None:
        own = {get_language() or settings.LANGUAGE_CODE: path}
        found = own | translations_of(page)
        return {code: url + mark + query for code, url in found.items()}
    if not _answers(path):
        path, mark, query = "/", "", ""  # an address that leads nowhere
    return {
        code: in_language(path, code) + mark + query
        for code, _name in settings.LANGUAGES
    }


def _page_of(request: HttpRequest) -> Page | None:
    found = getattr(request, "_wagtail_route_for_request", None)
    return found[0] if found else None


def _answers(path: str) -> bool:
    """Whether a page of the shop, rather than of its editors, has this address."""
    with translation.override(language_of(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).url_name != "wagtail_serve"
        except Resolver404:
            return False
