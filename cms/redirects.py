"""Redirects that lead nowhere end in a clear page, never in an endless ring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm as StockRedirectForm
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import CreateView, EditView
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


class RedirectForm(StockRedirectForm):
    """Refuses what would only be found out when somebody follows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_path"].help_text = _("Địa chỉ cũ, ví dụ /doi-hang/.")
        self.fields["redirect_link"].help_text = _(
            "Địa chỉ đầy đủ, ví dụ https://…; để trống nếu đã chọn trang."
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        data, page = self.cleaned_data, self.cleaned_data.get("redirect_page")
        target = page.url if page else data.get("redirect_link")
        if not target or not data.get("old_path"):
            return cleaned
        others = Redirect.get_for_site(data.get("site")).exclude(pk=self.instance.pk)
        hosts = {urlsplit(url).netloc for url in (settings.SHOP_URL, _site_url())}
        start = Redirect.normalise_path(data["old_path"])
        way = _way_round(start, target, hosts, lambda path: _first(others, path))
        if way:
            told = _("Đích này lại dẫn về địa chỉ cũ: %(way)s. Hãy chọn đích khác.")
            field = "redirect_page" if page else "redirect_link"
            self.add_error(field, told % {"way": " → ".join(way)})
        return cleaned


class CreateRedirectView(CreateView):
    form_class = RedirectForm


class EditRedirectView(EditView):
    form_class = RedirectForm


def _goes_round(request: HttpRequest, target: str) -> bool:
    """Tell whether following the redirects from ``target`` on never ends at a page."""
    start = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    hosts = {request.get_host()}
    return bool(
        _way_round(start, target, hosts, lambda path: get_redirect(request, path))
    )


def _way_round(
    start: str, target: str, hosts: set[str], find: Callable[[str], Redirect | None]
) -> list[str]:
    """The paths a visitor of ``start`` is sent along without ever reaching a page,
    nothing if there is an end."""
    way = [start]
    for _step in range(LONGEST_CHAIN):
        parts = urlsplit(target)
        if parts.netloc and parts.netloc not in hosts:
            return []
        path = Redirect.normalise_path(target, decode_unicode=False)
        way.append(path)
        if path in way[:-1]:
            return way
        following = find(path)
        if following is None or following.redirect_page_id or not following.link:
            return []
        if _is_published(path):
            return []
        target = following.link
    return way


def _first(redirects: QuerySet[Redirect], path: str) -> Redirect | None:
    return redirects.filter(old_path=uri_to_iri(path)).first()


def _site_url() -> str:
    return str(Site.objects.get(is_default_site=True).root_url)


def _is_published(path: str) -> bool:
    """Tell whether a page answers there, so that its own redirect is never asked."""
    home = Site.objects.get(is_default_site=True).root_page
    way = f"{home.url_path.rstrip('/')}{urlsplit(path).path}/"
    return bool(Page.objects.live().filter(url_path=way).exists())
