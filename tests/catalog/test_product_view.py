"""The product page."""

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import cards
from catalog.models import Product
from catalog.partner.models import Hold, Location
from showrooms.models import OpeningHours, Showroom
from tests.catalog.pictures import add_pictures
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-26 12:00+07:00"):
        yield


def page_of(client: Client, product: Product) -> str:
    cards.rebuild_all(day=timezone.localdate())
    response = client.get(product.get_absolute_url())
    assert response.status_code == 200
    return response.text


def data_of(text: str) -> dict[str, Any]:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL
    )
    return {block["@type"]: block for block in map(json.loads, blocks)}


def test_the_page_tells_price_maker_origin_and_certificate(client: Client):
    product = ProductFactory(
        title="Kẹo lạc Cổ Hoàng",
        unit="hộp 300 g",
        net_quantity="0.3",
        net_unit="kg",
        ingredients="Lạc, mạch nha, đường",
    )
    CertificateFactory(product=product)

    text = page_of(client, product)

    for words in (
        "720.000\N{NO-BREAK SPACE}₫",
        "2.400.000\N{NO-BREAK SPACE}₫/kg",
        "Đã gồm thuế, chưa gồm phí giao",
        "HTX Giày da Bước Đều",
        "Phú Yên (nay thuộc xã Chuyên Mỹ)",
        "Lạc, mạch nha, đường",
        "Chứng nhận còn hiệu lực đến 21/02/2027",
        "01-10339-0007-2024",
        "Chưa có nhận xét",
        "Còn hàng",
        'href="#certificate"',
    ):
        assert words in text, words
    assert text.count("<h1") == 1


def test_an_old_name_leads_to_the_present_address(client: Client):
    product = ProductFactory(title="Khay trà")
    page_of(client, product)

    response = client.get(f"/san-pham/ten-cu-{product.pk}/")

    assert response.status_code == 301
    assert response["Location"] == f"/san-pham/khay-tra-{product.pk}/"


@pytest.mark.parametrize(
    "path",
    ["khay-999999", "khay-999999999999999999", "khay-" + "9" * 40, "khay", "-1"],
)
def test_an_unknown_product_is_404(client: Client, path):
    assert client.get(f"/san-pham/{path}/").status_code == 404


def test_hidden_products_and_variants_have_no_page(client: Client):
    shoe = shoe_with_sizes(38)
    hidden = ProductFactory(title="Khay trà", is_public=False)
    cards.rebuild_all(day=timezone.localdate())
    variant = shoe.children.get()

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"/san-pham/{variant.slug}-{variant.pk}/").status_code == 404
    assert variant.get_absolute_url() == shoe.get_absolute_url()


def test_variants_are_chips_of_one_form(client: Client):
    shoe = shoe_with_sizes(38, 39)
    small, large = shoe.children.order_by("title")
    small.stockrecords.update(num_in_stock=0)
    large.stockrecords.update(num_in_stock=3, price=750_000)

    text = page_of(client, shoe)

    assert text.count('<form class="form" id="buy"') == 1
    assert re.search(rf'name="child_id" value="{small.pk}" disabled', text)
    assert re.search(rf'name="child_id" value="{large.pk}" checked', text)
    assert "Cỡ 39: còn 3 sản phẩm" in text
    assert 'name="action" value="add"' in text
    assert 'name="action" value="buy"' in text


def test_goods_held_for_another_order_are_not_offered(client: Client):
    product = ProductFactory()
    record = product.stockrecords.get()
    hold = Hold.objects.create(
        stockrecord=record,
        location=Location.objects.get(partner=product.producer),
        quantity=10,
        state=Hold.State.HELD,
        document="ĐƠN-1",
        created_at=timezone.now(),
        expires_at=timezone.now() + dt.timedelta(minutes=15),
    )

    assert "Hết hàng" in page_of(client, product)

    Hold.objects.filter(pk=hold.pk).update(expires_at=timezone.now())
    assert "Còn hàng" in page_of(client, product)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"price": None}, "Liên hệ báo giá"),
        ({"selling": "paused"}, "Tạm ngưng bán"),
        ({"num_in_stock": 0}, "Hết hàng"),
    ],
)
def test_what_cannot_be_ordered_has_no_button(client: Client, fields, words):
    product = ProductFactory()
    product.stockrecords.update(**fields)

    text = page_of(client, product)

    assert words in text
    assert 'value="buy"' not in text


def test_alcohol_is_for_adults(client: Client):
    product = ProductFactory(title="Rượu nếp cẩm", adults_only=True)

    assert "Rượu nếp cẩm chỉ bán cho người từ 18 tuổi." in page_of(client, product)


def test_drawings_are_called_drawings(client: Client):
    product = ProductFactory()
    add_pictures(product, 4)

    text = page_of(client, product)

    assert "Hình minh họa 1/4" in text
    assert "chưa phải ảnh chụp sản phẩm" in text
    assert 'href="#picture-2"' in text


def test_showrooms_that_show_it_are_named_with_todays_hours(client: Client):
    product = ProductFactory()
    showroom = Showroom.objects.create(
        name="Điểm giới thiệu và bán sản phẩm OCOP Phú Yên",
        short_name="điểm bán Phú Yên",
        slug="phu-yen",
        commune=CommuneFactory(),
        location=Location.objects.create(code="sr", name="SR", kind="showroom"),
    )
    showroom.products.add(product)
    OpeningHours.objects.create(
        showroom=showroom, weekday=3, opens="07:30", closes="18:00"
    )

    assert "hôm nay mở 07:30–18:00" in page_of(client, product)

    showroom.closures.create(starts_on="2026-11-20", ends_on="2026-11-26")
    assert "hôm nay nghỉ" in page_of(client, product)


def test_machines_are_told_the_same(client: Client, settings):
    settings.SHOP_URL = "https://sanvat.example"
    product = ProductFactory(title="Giỏ <cỏ> & tế</script>")
    CertificateFactory(product=product)

    text = page_of(client, product)
    data = data_of(text)

    assert data["Product"]["name"] == "Giỏ <cỏ> & tế</script>"
    assert '</script>"' not in text
    assert data["Product"]["offers"]["price"] == "720000"
    assert data["Product"]["offers"]["availability"] == "https://schema.org/InStock"
    certification = data["Product"]["hasCertification"]
    assert certification["name"] == "OCOP 4 sao"
    assert certification["expires"] == "2027-02-21"
    assert [item["name"] for item in data["BreadcrumbList"]["itemListElement"]] == [
        "Trang chủ",
        "Thủ công mỹ nghệ",
        "Giày da Phú Yên",
        "Giỏ <cỏ> & tế</script>",
    ]


def test_looking_sets_no_cookie_but_the_forms_token(client: Client):
    product = ProductFactory()
    cards.rebuild_all(day=timezone.localdate())

    response = client.get(product.get_absolute_url())

    assert set(response.cookies) <= {"csrftoken"}


def test_sharing_links_load_nothing(client: Client):
    text = page_of(client, ProductFactory())

    assert "facebook.com/sharer" in text
    assert not re.findall(r'(?:src|srcset)="https?://', text)


@pytest.mark.parametrize("kind", ["variants", "pictures", "neighbours"])
def test_the_page_costs_the_same_for_two_and_for_twenty(client: Client, kind):
    spent = []
    for number in (2, 20):
        product = shoe_with_sizes(
            *range(number if kind == "variants" else 2), title=f"Giày {number}"
        )
        add_pictures(product, number if kind == "pictures" else 2)
        CertificateFactory(product=product)
        for other in range(number if kind == "neighbours" else 2):
            ProductFactory(title=f"Khay {number} {other}")
        page_of(client, product)
        with CaptureQueriesContext(connection) as queries:
            client.get(product.get_absolute_url())
        spent.append(len(queries))

    assert spent[0] == spent[1] <= 8


def test_related_cards_are_near_and_never_itself(client: Client):
    product = ProductFactory(title="Giày tây")
    near = ProductFactory(title="Dép da")

    text = page_of(client, product)
    related = text.partition('<section class="sec">')[2]

    assert near.title in related
    assert "Giày tây" not in related
    assert "Cũng từ xã Chuyên Mỹ" in related
