"""The price lists for Google: right to the đồng, in the second a price changes."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import cards
from catalog.models import Product
from catalog.partner.models import Hold, StockBalance
from tests.catalog.pictures import add_pictures
from tests.factories.campaigns import campaign
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import running_offer, showroom
from tests.factories.partner import ProducerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commit_at_once")]

G = "{http://base.google.com/ns/1.0}"
GOODS, LOCAL = "/nguon-hang/google.xml", "/nguon-hang/google-diem-ban.xml"
SITE = "http://127.0.0.1:8000"
SECOND = dt.timedelta(seconds=1)
START = dt.datetime(2026, 11, 27, 1, 0, tzinfo=dt.UTC)  # 8:00 in Hà Nội
END = dt.datetime(2026, 12, 5, 17, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-26 12:00+07:00", tick=False):
        yield


def on_shelf(**fields: Any) -> Product:
    product: Product = ProductFactory(**fields)
    return shown(product)


def shown(product: Product) -> Product:
    add_pictures(product)
    cards.rebuild_all(day=timezone.localdate())
    return product


def items(client: Client, address: str = GOODS) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    tree = ET.fromstring(response.content)  # noqa: S314  our own
    return [
        {child.tag.removeprefix(G): child.text or "" for child in item}
        for item in tree.iter("item")
    ]


def test_an_item_tells_all_that_is_asked(client: Client) -> None:
    product = on_shelf(
        title="Kẹo lạc <giòn> & thơm",
        description="Lạc và mạch nha.\x0b",
        category="food",
        net_quantity="0.3",
        net_unit="kg",
        weight_g=350,
    )
    CertificateFactory(product=product)
    cards.rebuild_all(day=timezone.localdate())

    [item] = items(client)

    assert item == {
        "id": str(product.pk),
        "title": "Kẹo lạc <giòn> & thơm",
        "description": "Lạc và mạch nha.",
        "link": SITE + product.get_absolute_url(),
        "image_link": f"{SITE}/uploads/renditions/khay.jpg",
        "availability": "in_stock",
        "price": "720000 VND",
        "unit_pricing_measure": "0.3kg",
        "unit_pricing_base_measure": "1kg",
        "condition": "new",
        "brand": "HTX Giày da Bước Đều",
        "identifier_exists": "no",
        "google_product_category": "Food, Beverages & Tobacco > Food Items",
        "product_type": "Thực phẩm",
        "shipping_weight": "350 g",
        "external_seller_id": "htx-giay-da-buoc-deu",
        "custom_label_0": "OCOP 4 sao",
    }


def test_a_star_leaves_the_feed_with_its_last_day(client: Client) -> None:
    product = on_shelf()
    CertificateFactory(product=product)
    cards.rebuild_all(day=timezone.localdate())

    for moment, label in (("2027-02-21 23:59:59", "OCOP 4 sao"), ("2027-02-22", None)):
        with time_machine.travel(f"{moment}+07:00", tick=False):
            [item] = items(client)
            assert item.get("custom_label_0") == label


def test_the_price_changes_in_the_second_a_campaign_does(client: Client) -> None:
    on_shelf()
    campaign(running_offer("12.5"), starts_at=START, ends_at=END)
    regular = {"price": "720000 VND"}
    reduced = regular | {
        "sale_price": "630000 VND",
        "sale_price_effective_date": "2026-11-27T08:00+0700/2026-12-06T00:00+0700",
    }

    for moment, expected in (
        (START - SECOND, regular),
        (START, reduced),
        (END - SECOND, reduced),
        (END, regular),
    ):
        with time_machine.travel(moment, tick=False):
            [item] = items(client)
            prices = {key: text for key, text in item.items() if "price" in key}
            assert prices == expected, moment


def test_a_new_price_is_in_the_next_answer(client: Client) -> None:
    product = on_shelf()
    assert items(client)[0]["price"] == "720000 VND"

    product.stockrecords.update(price=719_999)
    cards.refresh([product.pk], day=timezone.localdate())

    assert items(client)[0]["price"] == "719999 VND"


def test_variants_are_items_of_one_group(client: Client) -> None:
    shoe = shoe_with_sizes(40, 41)
    small, large = shoe.children.order_by("title")
    small.stockrecords.update(num_in_stock=0)
    large.stockrecords.update(price=750_000)
    shown(shoe)

    rows = {item["id"]: item for item in items(client)}

    assert set(rows) == {str(small.pk), str(large.pk)}
    assert rows[str(small.pk)]["availability"] == "out_of_stock"
    assert rows[str(large.pk)]["price"] == "750000 VND"
    assert rows[str(large.pk)]["size"] == "41"
    assert rows[str(large.pk)]["title"].endswith(", Cỡ 41")
    assert {row["item_group_id"] for row in rows.values()} == {str(shoe.pk)}


def test_what_is_made_when_ordered_says_by_when(client: Client) -> None:
    product = on_shelf()
    product.stockrecords.update(selling="made_to_order", lead_days=7)

    [item] = items(client)

    assert item["availability"] == "backorder"
    assert item["availability_date"] == "2026-12-03T00:00+0700"


def test_what_may_not_be_offered_is_left_out(client: Client, settings: Any) -> None:
    on_shelf(title="Rượu nếp", adults_only=True)
    on_shelf(title="Một ngày ở làng", shipping_class="booking", category="tourism")
    on_shelf(title="Khay ẩn", is_public=False)
    on_shelf(title="Sập đặt làm").stockrecords.update(price=None)
    on_shelf(title="Khay mẫu", is_demo=True)
    ProductFactory(title="Chưa có hình")
    cards.rebuild_all(day=timezone.localdate())

    assert [item["title"] for item in items(client)] == ["Khay mẫu"]
    settings.SHOP_IS_DEMO = False
    cache.clear()
    assert items(client) == []


def test_what_lies_in_a_showroom_is_counted(client: Client) -> None:
    place = showroom()
    product = on_shelf()
    record = product.stockrecords.get()
    balance = StockBalance.objects.create(
        stockrecord=record, location=place.location, on_hand=5, display_only=1
    )
    Hold.objects.create(
        stockrecord=record,
        location=place.location,
        quantity=2,
        state=Hold.State.ALLOCATED,
        document="x",
        created_at=timezone.now(),
    )

    [item] = items(client, LOCAL)

    assert item == {
        "store_code": place.slug,
        "id": str(product.pk),
        "availability": "in_stock",
        "quantity": "2",
        "price": "720000 VND",
    }

    StockBalance.objects.filter(pk=balance.pk).update(on_hand=1)
    cache.clear()
    [item] = items(client, LOCAL)
    assert (item["availability"], item["quantity"]) == ("on_display_to_order", "0")

    place.is_active = False
    place.save()
    cache.clear()
    assert items(client, LOCAL) == []


def test_a_feed_reader_that_others_wrote_reads_it(client: Client) -> None:
    on_shelf(title="Khay & trà")

    feed = feedparser.parse(client.get(GOODS).content)

    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.entries[0]["g_title"] == "Khay & trà"
    assert feed.entries[0]["g_price"] == "720000 VND"


def test_two_goods_cost_what_twenty_do(client: Client) -> None:
    place = showroom()

    def grow(count: int) -> None:
        for number in range(count):
            product = ProductFactory(
                title=f"Hũ tương {count} {number}",
                producer=ProducerFactory(name=f"Hộ làm tương {count} {number}"),
            )
            add_pictures(product, 2)
            StockBalance.objects.create(
                stockrecord=product.stockrecords.get(),
                location=place.location,
                on_hand=3,
            )
        add_pictures(shoe_with_sizes(40, 41, slug=f"giay-{count}"))
        cards.rebuild_all(day=timezone.localdate())

    def cost(address: str) -> int:
        cache.clear()
        client.get("/san-pham/")
        with CaptureQueriesContext(connection) as captured:
            assert items(client, address)
        return len(captured)

    running_offer()
    grow(2)
    few = [cost(GOODS), cost(LOCAL)]
    grow(18)

    assert [cost(GOODS), cost(LOCAL)] == few


def test_a_kept_feed_costs_one_query_and_is_sent_once(client: Client) -> None:
    on_shelf()
    tag = client.get(GOODS)["ETag"]

    with CaptureQueriesContext(connection) as captured:
        again = client.get(GOODS, headers={"if-none-match": tag})

    assert again.status_code == 304
    assert len(captured) == 1
