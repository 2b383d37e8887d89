"""Public pages of the showrooms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog import clock
from catalog.models import ProductCard
from media.renditions import picture
from showrooms.models import Showroom
from showrooms.showing import (
    directions_url,
    opening_text,
    showroom_view,
    status_of,
    week_rows,
)
from showrooms.structured_data import store_data

CARDS_SHOWN = 48


def showroom_list(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    showrooms = Showroom.objects.filter(is_active=True).prefetch_related(
        "hours", "closures"
    )
    return render(
        request,
        "showrooms/list.html",
        {
            "showrooms": [
                showroom_view(showroom, now)
                for showroom in showrooms.order_by("position", "pk")
            ],
            "crumbs": [*_crumbs()[:1], {"label": _("Điểm bán"), "url": ""}],
        },
    )


def showroom_detail(request: HttpRequest, slug: str) -> HttpResponse:
    showroom = get_object_or_404(
        Showroom.objects.filter(is_active=True)
        .select_related("picture", "commune")
        .prefetch_related("hours", "closures"),
        slug=slug,
    )
    now = clock.now()
    status = status_of(showroom, now)
    cards = ProductCard.objects.filter(product__showrooms=showroom).defer(
        "search_text", "sort_key"
    )
    shown = picture(showroom.picture, "main")
    return render(
        request,
        "showrooms/detail.html",
        {
            "showroom": showroom,
            "is_open": status.is_open,
            "opening_text": opening_text(status, now),
            "hours": week_rows(showroom, now.date()),
            "facts": _facts(showroom),
            "directions_url": directions_url(showroom),
            "picture": shown,
            "cards": list(cards.order_by("sort_key", "pk")[:CARDS_SHOWN]),
            "day": now.date(),
            "data_blocks": [
                store_data(showroom, settings.SHOP_URL, picture=shown, day=now.date())
            ],
            "crumbs": [*_crumbs(), {"label": showroom.short_name, "url": ""}],
        },
    )


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": reverse("wagtail_serve", args=[""])},
        {"label": _("Điểm bán"), "url": reverse("showrooms:list")},
    ]


def _commune_beside(showroom: Showroom) -> str:
    """Today's commune, unless the address names it already."""
    is_named = showroom.commune.name.lower() in showroom.place.lower()
    return "" if is_named else showroom.commune.full_name


def _facts(showroom: Showroom) -> list[dict[str, Any]]:
    rows = [
        (_("Địa chỉ"), showroom.place),
        (_("Xã"), _commune_beside(showroom)),
        (_("Mặt hàng chính"), showroom.focus),
        (_("Mở cửa từ"), showroom.opened_on and f"{showroom.opened_on:%d/%m/%Y}"),
        (_("Quyết định công nhận"), showroom.decision),
        (_("Ngày nghỉ"), showroom.closed_note),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]
