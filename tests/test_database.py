"""The test database itself: migrated, and whole after a transactional test."""

import pytest
from wagtail.models import Page, Site

from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory


@pytest.mark.django_db
def test_template_holds_wagtail_root():
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.filter(is_default_site=True).exists()


@pytest.mark.django_db(transaction=True)
def test_transactional_test_may_write():
    ProductFactory()

    assert Page.objects.filter(depth=1).exists()


@pytest.mark.django_db
def test_factories_make_a_shop():
    product = shoe_with_sizes(40, 41)
    certificate = CertificateFactory()

    assert product.children.count() == 2
    assert certificate.product.stockrecords.get().price == 720_000
