"""What a product page tells machines: schema.org Product and BreadcrumbList."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.availability import Choice
from catalog.cards import last_star_day
from catalog.models import ProductCard
from catalog.ocop.models import Certificate
from catalog.product_page import ProductPage

_CONTEXT = "https://schema.org"
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_AVAILABILITY = {
    ProductCard.State.IN_STOCK: "InStock",
    ProductCard.State.LOW: "LimitedAvailability",
    ProductCard.State.OUT: "OutOfStock",
    ProductCard.State.MADE_TO_ORDER: "MadeToOrder",
    ProductCard.State.BOOKING: "Reserved",
    ProductCard.State.PAUSED: "OutOfStock",
}


def data_block(data: dict[str, Any]) -> SafeString:
    """Return ``data`` as a script element that holds data and cannot be left."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  <, > and & are escaped above
    )


def product_data(page: ProductPage, site: str) -> dict[str, Any]:
    """The Product; ``site`` is the shop's address without a slash at its end."""
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Product",
        "name": page.card.title,
        "url": site + page.product.get_absolute_url(),
        "description": page.product.description or page.card.title,
        "category": page.card.group.name,
        "manufacturer": {"@type": "Organization", "name": page.card.producer_name},
        "image": [_absolute(picture["src"], site) for picture in page.pictures],
    }
    offers = [
        _offer(choice, page, site)
        for choice in page.choices
        if choice.price is not None
    ]
    if offers:
        data["offers"] = offers if len(offers) > 1 else offers[0]
    if page.certificate is not None:
        data["hasCertification"] = _certification(page.certificate)
    if page.card.rating is not None and page.card.rating_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(page.card.rating),
            "reviewCount": page.card.rating_count,
        }
    return data


def _offer(choice: Choice, page: ProductPage, site: str) -> dict[str, Any]:
    offer = {
        "@type": "Offer",
        "price": f"{choice.price:.0f}",
        "priceCurrency": "VND",
        "availability": f"{_CONTEXT}/{_AVAILABILITY[ProductCard.State(choice.state)]}",
        "url": site + page.product.get_absolute_url(),
        "seller": {"@type": "Organization", "name": page.card.producer_name},
    }
    return {**offer, "name": choice.label} if choice.label else offer


def _certification(certificate: Certificate) -> dict[str, Any]:
    return {
        "@type": "Certification",
        "name": f"OCOP {certificate.stars} sao",
        "certificationIdentification": certificate.decision,
        "issuedBy": {"@type": "Organization", "name": certificate.authority},
        "validFrom": certificate.issued_on.isoformat(),
        "expires": last_star_day(certificate).isoformat(),
        "certificationStatus": f"{_CONTEXT}/CertificationActive",
    }


def breadcrumb_data(crumbs: list[dict[str, str]], site: str) -> dict[str, Any]:
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["label"],
                **({"item": site + crumb["url"]} if crumb["url"] else {}),
            }
            for position, crumb in enumerate(crumbs, 1)
        ],
    }


def _absolute(url: str, site: str) -> str:
    return url if url.startswith(("http://", "https://")) else site + url
