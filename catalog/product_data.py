"""What a product page tells machines: schema.org's Product with its offers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from catalog.availability import Choice
from catalog.card_contents import last_star_day
from catalog.models import ProductCard
from catalog.ocop.models import Certificate
from catalog.product_page import ProductPage
from catalog.reductions import reduced_until
from catalog.structured_data import CONTEXT, Data, absolute, organization

_AVAILABILITY = {
    ProductCard.State.IN_STOCK: "InStock",
    ProductCard.State.LOW: "LimitedAvailability",
    ProductCard.State.OUT: "OutOfStock",
    ProductCard.State.MADE_TO_ORDER: "MadeToOrder",
    ProductCard.State.BOOKING: "Reserved",
    ProductCard.State.PAUSED: "OutOfStock",
}


def product_data(page: ProductPage, site: str, *, at: dt.datetime) -> Data:
    """The Product as it stands at ``at``; ``site`` is the shop's address without a
    slash at its end."""
    maker = _maker(page, site)
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": page.card.title,
        "url": site + page.product.get_absolute_url(),
        "sku": str(page.product.pk),
        "description": page.product.description or page.card.title,
        "category": page.card.group.name,
        "brand": {"@type": "Brand", "name": page.card.producer_name},
        "manufacturer": maker,
        "image": [absolute(picture["src"], site) for picture in page.pictures],
    }
    offers = [
        _offer(choice, page, site, maker, at)
        for choice in page.choices
        if choice.price is not None
    ]
    if offers:
        data["offers"] = offers if len(offers) > 1 else offers[0]
    if page.certificate is not None and _is_to_be_told(page.certificate):
        data["hasCertification"] = _certification(page.certificate, site)
    if page.card.rating is not None and page.card.rating_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(page.card.rating),
            "reviewCount": page.card.rating_count,
        }
    return data


def _maker(page: ProductPage, site: str) -> Data:
    producer = page.product.producer
    url = site + producer.get_absolute_url() if producer else ""
    return organization(page.card.producer_name, url)


def _offer(
    choice: Choice, page: ProductPage, site: str, seller: Data, at: dt.datetime
) -> Data:
    offer = {
        "@type": "Offer",
        "price": f"{choice.price:.0f}",
        "priceCurrency": "VND",
        "availability": f"{CONTEXT}/{_AVAILABILITY[ProductCard.State(choice.state)]}",
        "itemCondition": f"{CONTEXT}/NewCondition",
        "url": site + page.product.get_absolute_url(),
        "seller": seller,
    }
    if choice.list_price is not None:
        ends = reduced_until(
            product_id=choice.product_id, price=choice.list_price, at=at
        )
        if ends is not None:
            offer["priceValidUntil"] = ends.isoformat()
    return {**offer, "name": choice.label} if choice.label else offer


def _is_to_be_told(certificate: Certificate) -> bool:
    """An invented certificate is marked as such on the page; machines would take it
    for a real one, unless the whole shop keeps out of their indexes."""
    return settings.SHOP_IS_DEMO or not certificate.is_demo


def _certification(certificate: Certificate, site: str) -> Data:
    return {
        "@type": "Certification",
        "name": f"OCOP {certificate.stars} sao",
        "url": site + certificate.get_absolute_url(),
        "certificationIdentification": certificate.decision,
        "certificationRating": {
            "@type": "Rating",
            "ratingValue": str(certificate.stars),
            "bestRating": "5",
            "worstRating": "3",
        },
        "issuedBy": organization(certificate.authority),
        "validFrom": certificate.issued_on.isoformat(),
        "expires": last_star_day(certificate).isoformat(),
        "certificationStatus": f"{CONTEXT}/CertificationActive",
    }
