"""The basket: add, change, remove with undo, and what changed since."""

import pytest
from django.core.signing import Signer
from django.test import Client

from catalog.partner.models import StockRecord
from storefront.basket.models import Basket, Line
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.orders import basket_of, many_lines, running_offer

pytestmark = pytest.mark.django_db


def add(client: Client, product, quantity=1, **fields):
    return client.post(
        f"/gio-hang/them/{product.pk}/",
        {"quantity": quantity, "next": "/gio-hang/", **fields},
        follow=True,
    )


def test_first_look_sets_no_cookie(client):
    response = client.get("/gio-hang/")

    assert "Giỏ hàng còn trống" in response.text
    assert not response.cookies


def test_added_goods_are_shown_by_producer(client):
    page = add(client, ProductFactory())

    assert "Đã thêm Giày tây nam buộc dây vào giỏ." in page.text
    basket = client.get("/gio-hang/")
    assert "HTX Giày da Bước Đều" in basket.text
    assert "720.000\xa0₫" in basket.text
    assert client.cookies["basket_count"].value.startswith("1:")


def test_buying_now_leads_to_checkout(client):
    page = add(client, ProductFactory(), action="buy")

    assert page.redirect_chain[0][0] == "/dat-hang/"


def test_variant_has_to_be_chosen(client):
    shoe = shoe_with_sizes(40, 41)

    page = add(client, shoe)
    assert "chọn cỡ" in page.text
    assert not Line.objects.exists()

    add(client, shoe, child_id=shoe.children.get(variant_label="Cỡ 40").pk)
    assert Line.objects.get().product.variant_label == "Cỡ 40"


def test_variant_of_another_listing_is_refused(client):
    shoe, other = shoe_with_sizes(40), shoe_with_sizes(41, title="Bốt da", slug="bot")

    add(client, shoe, child_id=other.children.get().pk)

    assert not Line.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9", "99999999999", "hai", "", "²"])
def test_senseless_quantity_adds_nothing(client, quantity):
    page = add(client, ProductFactory(), quantity=quantity)

    assert page.status_code == 200
    assert "Số lượng là số từ 1" in page.text
    assert not Line.objects.exists()


def test_no_more_than_there_is(client):
    shoe = ProductFactory(stock__num_in_stock=2)

    add(client, shoe, quantity=2)
    page = add(client, shoe)

    assert "Hiện chỉ còn 2 sản phẩm." in page.text
    assert Line.objects.get().quantity == 2


@pytest.mark.parametrize(
    "fields",
    [{"is_public": False}, {"producer__is_public": False}],
    ids=["product", "producer"],
)
def test_hidden_goods_cannot_be_added(client, fields):
    page = add(client, ProductFactory(**fields))

    assert "không còn bán" in page.text
    assert not Line.objects.exists()


def test_price_on_request_cannot_be_added(client):
    page = add(client, ProductFactory(stock__price=None))

    assert "báo giá" in page.text
    assert not Line.objects.exists()


def test_foreign_next_is_not_followed(client):
    page = add(client, ProductFactory(), next="https://example.com/")

    assert page.redirect_chain[0][0].startswith("/san-pham/")


def test_quantities_are_changed_together(client):
    shoe, belt = ProductFactory(), ProductFactory(title="Thắt lưng da bò")
    add(client, shoe)
    add(client, belt)
    first, second = Line.objects.order_by("pk")

    client.post(
        "/gio-hang/cap-nhat/",
        {f"quantity-{first.pk}": "3", f"quantity-{second.pk}": "0"},
    )

    assert Line.objects.get().quantity == 3


def test_removed_goods_can_be_brought_back(client):
    add(client, ProductFactory(), quantity=2)
    line = Line.objects.get()

    page = client.post("/gio-hang/cap-nhat/", {"remove": line.pk}, follow=True)
    assert "Đã bỏ Giày tây nam buộc dây khỏi giỏ." in page.text
    assert not Line.objects.exists()

    client.post("/gio-hang/tra-lai/", {"da-bo": page.context["undo"]["token"]})
    assert Line.objects.get().quantity == 2


def test_another_baskets_line_is_not_touched(client):
    theirs = basket_of((ProductFactory(), 1)).lines.get()
    add(client, ProductFactory(title="Thắt lưng da bò"))

    removal = client.post("/gio-hang/cap-nhat/", {"remove": theirs.pk})
    client.post("/gio-hang/cap-nhat/", {f"quantity-{theirs.pk}": "0"})

    assert removal.status_code == 404
    theirs.refresh_from_db()
    assert theirs.quantity == 1


def test_basket_tells_of_a_changed_price_once(client):
    add(client, ProductFactory())
    StockRecord.objects.update(price=700_000)

    page = client.get("/gio-hang/")
    assert "vừa đổi giá từ 720.000\xa0₫ sang 700.000\xa0₫" in page.text

    line = Line.objects.get()
    client.post("/gio-hang/cap-nhat/", {f"quantity-{line.pk}": "1"})
    assert "vừa đổi giá" not in client.get("/gio-hang/").text


def test_basket_tells_of_missing_stock(client):
    add(client, ProductFactory(stock__num_in_stock=3), quantity=3)
    StockRecord.objects.update(num_allocated=2)

    page = client.get("/gio-hang/")
    assert "Hiện chỉ còn 1 sản phẩm." in page.text

    line = Line.objects.get()
    told = client.post("/gio-hang/cap-nhat/", {f"quantity-{line.pk}": "3"}, follow=True)
    assert "Giỏ đã giảm theo." in told.text
    assert Line.objects.get().quantity == 1


def test_signing_in_merges_the_baskets(client, buyer):
    shoe, belt = ProductFactory(), ProductFactory(title="Thắt lưng da bò")
    basket_of((shoe, 1), owner=buyer)
    add(client, belt)

    client.force_login(buyer)
    client.get("/gio-hang/")

    assert Basket.open.get(owner=buyer).lines.count() == 2


def test_forged_count_cookie_counts_nothing(client):
    client.cookies["basket_count"] = "7:forged"

    assert client.get("/gio-hang/").status_code == 200


def test_page_costs_the_same_for_2_and_20_lines(client, django_assert_max_num_queries):
    running_offer()
    for count in (1, 2, 20):
        client.cookies["oscar_open_basket"] = Signer().sign(many_lines(count).pk)
        with django_assert_max_num_queries(99 if count == 1 else 10):
            assert client.get("/gio-hang/").status_code == 200
