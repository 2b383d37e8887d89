"""The product page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalog import clock, product_page
from catalog.card_contents import last_star_day
from catalog.models import Product, ProductCard
from catalog.ocop.models import Certificate
from catalog.product_data import product_data
from catalog.product_facts import facts, number, place
from catalog.product_page import ProductPage
from media.renditions import picture


@require_safe
def product_detail(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """A public listing; an old name in the address leads to the present one."""
    day = clock.today()
    page = product_page.load(pk=int(pk), day=day, at=clock.now())
    if page is None:
        raise Http404(pk)
    if slug != page.product.slug:
        return redirect(page.product, permanent=True)
    crumbs = _crumbs(page.card)
    context = {
        "page": page,
        "card": page.card,
        "product": page.product,
        "day": day,
        "crumbs": crumbs,
        "chips": _chips(page),
        "chips_legend": _chips_legend(page),
        "facts": facts(page.product, page.card),
        "maker": _maker(page),
        "certificate": _certificate(page.certificate, page.product.title),
        "related_heading": _related_heading(page),
        "rating": _rating(page.card),
        "canonical_url": settings.SHOP_URL + page.product.get_absolute_url(),
        "share": _share(page.product),
        "data_blocks": [product_data(page, settings.SHOP_URL, at=clock.now())],
    }
    return render(request, "catalogue/detail.html", context)


def _crumbs(card: ProductCard) -> list[dict[str, str]]:
    village = card.product.village
    return [
        {"label": _("Trang chủ"), "url": reverse("wagtail_serve", args=[""])},
        {"label": card.group.label, "url": card.group.get_absolute_url()},
        *(
            [{"label": village.name, "url": village.get_absolute_url()}]
            if village
            else []
        ),
        {"label": card.title, "url": ""},
    ]


def _chips(page: ProductPage) -> list[dict[str, Any]]:
    """The variants to choose from, for ``components/chips.html``."""
    if not page.product.is_parent:
        return []
    has_prices = len({choice.price for choice in page.choices}) > 1
    return [
        {
            "value": choice.product_id,
            "label": choice.label,
            "note": choice.price if has_prices else None,
            "is_checked": choice is page.chosen and choice.is_orderable,
            "is_disabled": not choice.is_orderable,
            "price": choice.price,
            "list_price": choice.list_price,
            "state": choice.state,
            "state_text": choice.state_text,
        }
        for choice in page.choices
    ]


def _chips_legend(page: ProductPage) -> str:
    are_sizes = all(choice.label.startswith("Cỡ ") for choice in page.choices)
    return _("Chọn cỡ") if are_sizes else _("Chọn loại")


def _maker(page: ProductPage) -> dict[str, Any] | None:
    producer = page.product.producer
    if producer is None:
        return None
    return {
        "name": producer.name,
        "url": producer.get_absolute_url(),
        "place": place(producer),
        "picture": picture(producer.picture, "thumb"),
    }


def _certificate(
    certificate: Certificate | None, product: str
) -> dict[str, Any] | None:
    """What the badge and ``components/certificate_panel.html`` show, while valid."""
    if certificate is None:
        return None
    return {
        "stars": certificate.stars,
        "valid_until": last_star_day(certificate),
        "number": certificate.number,
        "decision_number": certificate.decision,
        "issued_on": certificate.issued_on,
        "authority": certificate.authority,
        "granted_to": product,
        "is_demo": certificate.is_demo,
        "url": certificate.get_absolute_url(),
    }


def _related_heading(page: ProductPage) -> str:
    communes = {card.commune_id for card in page.related}
    if page.card.commune_id and communes == {page.card.commune_id}:
        name = page.card.commune_name
        return _("Cũng từ %(commune)s") % {"commune": name[0].lower() + name[1:]}
    return _("Sản phẩm cùng vùng, cùng nhóm")


def _rating(card: ProductCard) -> dict[str, str]:
    if card.rating is None or not card.rating_count:
        return {}
    return {
        "average": f"{number(card.rating)}/5",
        "count_text": ngettext(
            "%(count)s người mua nhận xét",
            "%(count)s người mua nhận xét",
            card.rating_count,
        )
        % {"count": card.rating_count},
    }


def _share(product: Product) -> dict[str, str]:
    """Plain links: nothing of these sites is loaded by the page."""
    url = settings.SHOP_URL + product.get_absolute_url()
    return {
        "url": url,
        "facebook": "https://www.facebook.com/sharer/sharer.php?"
        + urlencode({"u": url}),
        "mail": "mailto:?"
        + urlencode({"subject": product.title, "body": url}).replace("+", "%20"),
    }
