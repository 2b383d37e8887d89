"""What a page may ask of the database: within its budget, and the same at any size.

With a warm cache and one running offer, as the shop is on most days."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import cards
from cms.setup import ensure_site
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import running_offer
from tests.factories.partner import ProducerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]


@pytest.fixture
def shop():
    ensure_site(
        hostname="testserver",
        port=80,
        effective_from=dt.date(2026, 11, 1),
        is_demo=True,
    )
    running_offer()


def stock_up(count: int) -> None:
    """``count`` starred products of as many producers, and their cards."""
    for number in range(count):
        product = ProductFactory(
            title=f"Hũ tương {count} {number}",
            producer=ProducerFactory(name=f"Hộ làm tương {count} {number}"),
            is_featured=True,
            season_from=1,
            season_to=12,
        )
        CertificateFactory(product=product)
    cards.rebuild_all(day=timezone.localdate())


def queries(client, path: str) -> int:
    """What a warm page asks; the first look fills the caches."""
    for _look in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        ("/", 8),
        ("/san-pham/", 5),
        ("/nhom/thu-cong-my-nghe/", 5),
        ("/tim-kiem/?q=tuong", 5),
    ],
)
def test_list_pages_keep_their_budget(shop, client, path, budget):
    stock_up(2)
    few = queries(client, path)
    stock_up(18)
    many = queries(client, path)

    assert few == many <= budget


def test_product_page_keeps_its_budget(shop, client):
    few = shoe_with_sizes(40, 41)
    many = shoe_with_sizes(*range(26, 46), title="Giày da trẻ em", slug="giay-tre-em")
    CertificateFactory(product=few)
    CertificateFactory(product=many)
    stock_up(2)
    costs = [queries(client, product.get_absolute_url()) for product in (few, many)]
    stock_up(18)

    assert costs[0] == costs[1] == queries(client, few.get_absolute_url()) <= 8


def test_a_first_visit_gets_no_cookie(shop, client):
    stock_up(2)

    for path in ("/", "/san-pham/", "/nhom/thu-cong-my-nghe/", "/lang-nghe/"):
        assert not client.get(path).cookies


def test_listing_of_24_cards_is_at_most_60_kb(shop, client):
    stock_up(30)

    assert len(client.get("/san-pham/").content) <= 60_000
