"""Redirects that lead nowhere end in a clear page, never in an endless ring."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

LONGEST_CHAIN = 5


class LoopSafeRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects; one that comes back to itself stays a 404."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is response:
            return response
        return response if _goes_round(request, answer["Location"]) else answer


def _goes_round(request: HttpRequest, target: str) -> bool:
    """Tell whether following the redirects from ``target`` on never ends at a page."""
    seen = {Redirect.normalise_path(request.get_full_path(), decode_unicode=False)}
    for _step in range(LONGEST_CHAIN):
        parts = urlsplit(target)
        if parts.netloc and parts.netloc != request.get_host():
            return False
        path = Redirect.normalise_path(target, decode_unicode=False)
        if path in seen:
            return True
        seen.add(path)
        following = get_redirect(request, path)
        if following is None or following.redirect_page_id or not following.link:
            return False
        if _is_published(path):
            return False
        target = following.link
    return True


def _is_published(path: str) -> bool:
    """Tell whether a page answers there, so that its own redirect is never asked."""
    home = Site.objects.get(is_default_site=True).root_page
    way = f"{home.url_path.rstrip('/')}{urlsplit(path).path}/"
    return bool(Page.objects.live().filter(url_path=way).exists())
