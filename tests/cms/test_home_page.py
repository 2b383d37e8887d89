"""The home page: what it shows, what it hides, what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import cards
from catalog.models import Product, ProductCard
from cms.models import ArticleIndexPage, ArticlePage, HomePage
from cms.setup import ensure_site
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.places import CraftVillageFactory

pytestmark = pytest.mark.usefixtures("installed")

NOON = dt.datetime(2026, 11, 26, 5, 0, tzinfo=dt.UTC)  # 12:00 in Hà Nội


@pytest.fixture
def home(db: None) -> HomePage:
    return ensure_site()


def on_shelf(**fields: Any) -> Product:
    """A public product with its card."""
    product: Product = ProductFactory(**fields)
    cards.refresh([product.pk], day=NOON.date())
    return product


@time_machine.travel(NOON, tick=False)
def test_a_shop_without_anything_still_has_a_home_page(
    client: Client, home: HomePage
) -> None:
    response = client.get("/")

    body = response.content.decode()
    assert response.status_code == 200
    assert "mua thẳng từ người làm" in body
    assert "Đang vụ" not in body
    assert "Vừa được chứng nhận" not in body
    assert "Xem tận mắt" not in body


@time_machine.travel(NOON, tick=False)
def test_goods_in_season_are_named_with_the_month(
    client: Client, home: HomePage
) -> None:
    on_shelf(title="Rau cần Khai Thái", season_from=10, season_to=3)
    on_shelf(title="Vải thiều", season_from=5, season_to=6)

    response = client.get("/")

    assert [card.title for card in response.context["season_cards"]] == [
        "Rau cần Khai Thái"
    ]
    assert "Đang vụ tháng 11" in response.content.decode()


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2027-02-21T16:59:00Z", 1),  # 23:59 of the last valid day in Hà Nội
        ("2027-02-21T17:00:00Z", 0),
    ],
)
def test_a_certificate_leaves_the_home_page_the_day_after_its_last(
    client: Client, home: HomePage, now: str, shown: int
) -> None:
    certificate = CertificateFactory()
    cards.refresh([certificate.product_id], day=dt.date(2026, 11, 26))

    with time_machine.travel(now, tick=False):
        response = client.get("/")

    assert len(response.context["certified_cards"]) == shown


@time_machine.travel(NOON, tick=False)
def test_a_star_revoked_since_the_page_was_kept_is_not_shown(
    client: Client, home: HomePage
) -> None:
    certificate = CertificateFactory()
    cards.refresh([certificate.product_id], day=NOON.date())
    client.get("/")

    ProductCard.objects.update(stars=None, stars_valid_until=None)

    assert client.get("/").context["certified_cards"] == []


@time_machine.travel(NOON, tick=False)
def test_editors_choose_the_featured_products_and_their_order(
    client: Client, home: HomePage
) -> None:
    first, second = on_shelf(title="Tò he"), on_shelf(title="Khay khảm trai")
    on_shelf(title="Giỏ cỏ tế", is_featured=True)
    home.featured = [
        {"type": "product", "value": second.pk},
        {"type": "product", "value": first.pk},
    ]
    home.save_revision().publish()

    response = client.get("/")

    assert [card.title for card in response.context["featured_cards"]] == [
        "Khay khảm trai",
        "Tò he",
    ]


@time_machine.travel(NOON, tick=False)
def test_no_product_shows_twice_on_the_page(client: Client, home: HomePage) -> None:
    season = on_shelf(title="Rau cần", season_from=10, season_to=3, is_featured=True)
    featured = on_shelf(title="Tò he", is_featured=True)
    chosen = on_shelf(title="Bưởi", season_from=10, season_to=3)
    home.featured = [{"type": "product", "value": chosen.pk}]
    home.save_revision().publish()

    context = client.get("/").context

    shown = {
        name: [card.pk for card in context[f"{name}_cards"]]
        for name in ("season", "featured", "newest")
    }
    assert shown == {
        "season": [season.pk],
        "featured": [chosen.pk],
        "newest": [featured.pk],
    }


@time_machine.travel(NOON, tick=False)
def test_marked_products_are_featured_while_editors_chose_none(
    client: Client, home: HomePage
) -> None:
    on_shelf(title="Giỏ cỏ tế", is_featured=True)
    on_shelf(title="Tò he")

    response = client.get("/")

    assert [card.title for card in response.context["featured_cards"]] == ["Giỏ cỏ tế"]


@time_machine.travel(NOON, tick=False)
def test_the_home_page_costs_eight_queries_however_full_it_is(
    client: Client, home: HomePage
) -> None:
    def queries_of_a_warm_visit() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    _fill(home, 2)
    few = queries_of_a_warm_visit()
    _fill(home, 20)
    many = queries_of_a_warm_visit()

    assert few == many
    assert many <= 8


@time_machine.travel(NOON, tick=False)
def test_the_home_page_sets_no_cookie_and_varies_by_none(
    client: Client, home: HomePage
) -> None:
    response = client.get("/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@time_machine.travel(NOON, tick=False)
def test_a_new_village_shows_at_once(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    client.get("/")

    with django_capture_on_commit_callbacks(execute=True):
        CraftVillageFactory(name="Tò he Xuân La", slug="to-he-xuan-la")

    assert "Tò he Xuân La" in client.get("/").content.decode()


def _fill(home: HomePage, count: int) -> None:
    index = ArticleIndexPage.objects.get()
    for n in range(count):
        title = f"Sản vật {count} {n}"
        certificate = CertificateFactory(
            product=ProductFactory(
                title=title,
                slug=f"san-vat-{count}-{n}",
                season_from=10,
                season_to=12,
                is_featured=True,
            )
        )
        cards.refresh([certificate.product_id], day=NOON.date())
        CraftVillageFactory(name=f"Làng {title}", slug=f"lang-{count}-{n}")
        index.add_child(
            instance=ArticlePage(
                title=f"Bài {title}", lead="Một câu.", slug=f"b{count}{n}"
            )
        )
