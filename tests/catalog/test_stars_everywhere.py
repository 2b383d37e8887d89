"""A star shows only while a certificate on file is valid: list, filter, product page,
producer page, machine data. Each false star is tried on each surface."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from catalog import cards
from catalog.models import ProductCard
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 26)

FALSE_STARS = {
    "expired": {"expires_on": TODAY - dt.timedelta(days=1)},
    "extension over": {
        "expires_on": dt.date(2026, 9, 1),
        "extended_until": TODAY - dt.timedelta(days=1),
        "extension_reference": "CV 12",
    },
    "revoked": {"revoked_on": TODAY, "revocation_ground": "other"},
    "not yet valid": {
        "issued_on": TODAY + dt.timedelta(days=1),
        "expires_on": dt.date(2029, 11, 27),
    },
    "from the press": {"evidence_level": "B1"},
    "before recognition": {"evidence_level": "B2"},
    "the seller's word": {"evidence_level": "C"},
}


def surfaces(product) -> dict[str, str]:
    """What each surface shows of the product's star; empty where it shows none.

    Every page goes to a visitor without cookies, to whom a kept page may be given."""
    pages = {
        "list": Client().get("/san-pham/").text,
        "producer": Client().get(product.producer.get_absolute_url()).text,
        "page": Client().get(product.get_absolute_url()).text,
    }
    shown = {
        name: "".join(
            re.findall(r"Sản phẩm OCOP \d sao|còn hạn OCOP|OCOP \d sao", text)
        )
        for name, text in pages.items()
    }
    shown["machines"] = (
        "hasCertification" if "hasCertification" in pages["page"] else ""
    )
    filtered = Client().get("/san-pham/?sao=3&sao=4&sao=5").text
    shown["filter"] = "found" if product.get_absolute_url() in filtered else ""
    return shown


@pytest.mark.parametrize("fields", FALSE_STARS.values(), ids=FALSE_STARS.keys())
def test_a_certificate_that_confers_no_star_shows_none(fields):
    product = ProductFactory()
    CertificateFactory(product=product, **fields)

    with time_machine.travel("2026-11-26 12:00+07:00"):
        cards.rebuild_all(day=TODAY)
        shown = surfaces(product)

    assert not any(shown.values()), shown


def test_a_superseded_star_is_the_new_one():
    product = ProductFactory()
    new = CertificateFactory(product=product, stars=3, issued_on=TODAY)
    CertificateFactory(product=product, stars=5, superseded_by=new)

    with time_machine.travel("2026-11-26 12:00+07:00"):
        cards.rebuild_all(day=TODAY)
        shown = surfaces(product)

    assert "3 sao" in shown["list"]
    assert "5 sao" not in "".join(shown.values())


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({}, dt.date(2027, 2, 21)),
        (
            {"extended_until": dt.date(2027, 5, 1), "extension_reference": "CV 12"},
            dt.date(2027, 5, 1),
        ),
        (
            {"revoked_on": dt.date(2027, 1, 10), "revocation_ground": "other"},
            dt.date(2027, 1, 9),
        ),
    ],
    ids=["expiry", "extension", "announced revocation"],
)
def test_a_star_vanishes_by_comparison_alone(fields, last):
    """Nobody rebuilds a card: midnight in Hà Nội is enough."""
    product = ProductFactory()
    CertificateFactory(product=product, **fields)
    cards.rebuild_all(day=TODAY)
    before = ProductCard.objects.get()
    last_minute = dt.datetime.combine(
        last, dt.time(23, 59), tzinfo=timezone.get_default_timezone()
    )

    with time_machine.travel(last_minute):
        assert all(surfaces(product).values())
    # The caches stay as they were: the day is part of what they keep.
    with time_machine.travel(last_minute + dt.timedelta(minutes=2)):
        shown = surfaces(product)

    assert not any(shown.values()), shown
    assert ProductCard.objects.get().stars == before.stars == 4
    cache.clear()
