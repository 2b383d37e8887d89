"""The confirmation letter names a star only while a certificate says so."""

import datetime as dt

import pytest
from django.utils import timezone

from storefront.order.mail import confirmation
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import placed_order

pytestmark = pytest.mark.django_db


def letter(**certificate) -> str:
    product = ProductFactory()
    CertificateFactory(product=product, **certificate)
    mail = confirmation(placed_order((product, 1), email="hoa@example.vn"))
    return str(mail.body) + str(mail.alternatives[0][0])


def test_valid_certificate_shows_its_stars():
    assert letter().count("OCOP 4 sao") == 2


TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    "certificate",
    [
        {"issued_on": TODAY - 900 * DAY, "expires_on": TODAY - DAY},
        {"revoked_on": TODAY, "revocation_ground": "mark_misuse"},
        {"issued_on": TODAY + DAY, "expires_on": TODAY + 900 * DAY},
        {"evidence_level": "B1"},
    ],
    ids=["expired yesterday", "revoked today", "valid from tomorrow", "press only"],
)
def test_any_other_certificate_shows_none(certificate):
    assert "sao" not in letter(**certificate)
