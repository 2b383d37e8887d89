"""Checkout: one page, one review, one order."""

import re

import pytest
from django.test import Client

from catalog.partner.models import StockRecord
from cms.models import PlainPage
from cms.setup import ensure_site
from storefront.order.models import Order
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import many_lines, running_offer, shipping_table, showroom
from tests.factories.places import CommuneFactory, ProvinceFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "contact_name": "Nguyễn Thị Hòa",
    "phone": "0912 345 678",
    "delivery": "ship",
    "province": "01",
    "commune": "10330",
    "street": "Số 12 ngõ 6 đường Quang Trung",
    "payment": "cod",
    "consent": "on",
}


@pytest.fixture
def shoe():
    shipping_table()
    CommuneFactory()
    return ProductFactory(stock__num_in_stock=3)


@pytest.fixture
def shopper(client: Client, shoe) -> Client:
    """A guest with one pair of shoes in the basket."""
    client.post(f"/gio-hang/them/{shoe.pk}/", {"quantity": 1})
    return client


def to_review(client: Client, **changes):
    return client.post("/dat-hang/", {**ANSWERS, **changes}, follow=True)


def send(client: Client, page):
    form = {name: page.context[name] for name in ("token",)}
    return client.post(
        "/dat-hang/gui/", {**form, "total": page.context["quote"].total}, follow=True
    )


def test_guest_buys_with_a_phone_number(shopper):
    page = to_review(shopper)
    assert page.redirect_chain[-1][0] == "/dat-hang/xem-lai/"
    assert "765.000\xa0₫" in page.text

    done = send(shopper, page)

    order = Order.objects.get()
    assert done.redirect_chain[-1][0] == f"/dat-hang/xong/{order.number}/"
    assert order.number in done.text
    assert order.user is None
    assert str(order.contact_phone) == "+84912345678"


def test_an_order_notes_the_version_of_the_terms_on_the_site(shopper):
    ensure_site()
    terms = PlainPage.objects.get(slug="dieu-kien-giao-dich")
    terms.version = "2027-01"
    terms.save_revision().publish()

    send(shopper, to_review(shopper))

    assert Order.objects.get().policy_version == "2027-01/2026-11"


def test_consent_is_never_found_ticked(shopper):
    assert 'name="consent" checked' not in shopper.get("/dat-hang/").text
    to_review(shopper)

    again = shopper.get("/dat-hang/").text

    assert "Số 12 ngõ 6" in again
    assert not re.search(r'name="consent"[^>]* checked', again)


def test_double_click_makes_one_order(shopper):
    page = to_review(shopper)

    first, second = send(shopper, page), send(shopper, page)

    assert Order.objects.count() == 1
    assert first.redirect_chain[-1] == second.redirect_chain[-1]


def test_nothing_typed_is_lost_on_an_error(shopper):
    page = to_review(shopper, phone="0912 34")

    assert page.status_code == 422
    assert "Số 12 ngõ 6 đường Quang Trung" in page.text
    assert 'value="0912 34"' in page.text
    assert not Order.objects.exists()
    again = shopper.get("/dat-hang/")
    assert "Nguyễn Thị Hòa" in again.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact_name", ""),
        ("phone", "113"),
        ("delivery", "bay"),
        ("commune", ""),
        ("commune", "99999"),
        ("street", ""),
        ("email", "khong-phai-thu"),
        ("consent", ""),
    ],
)
def test_error_stands_beside_its_field(shopper, field, value):
    page = to_review(shopper, **{field: value})

    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert f'id="id_{field}_error"' in page.text
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    ["\x00", "\ud800", "😀" * 300, "<script>alert(1)</script>", "A" * 20_000, "٣٤٥"],
    ids=["nul", "surrogate", "emoji", "script", "long", "arabic digits"],
)
@pytest.mark.parametrize("field", sorted({*ANSWERS, "note", "email", "wants_invoice"}))
def test_nonsense_in_any_field_is_no_500(shopper, field, nonsense):
    page = to_review(shopper, **{field: nonsense.encode("utf-8", "replace").decode()})

    assert page.status_code in (200, 422)
    assert "<script>alert" not in page.text


def test_pickup_needs_no_address(shopper):
    showroom()

    page = to_review(
        shopper, delivery="diem-diem-phu-yen", commune="", street="", payment="cod"
    )
    send(shopper, page)

    order = Order.objects.get()
    assert (order.delivery, order.payment_method) == ("pickup", "showroom")
    assert order.total_incl_tax == 720_000


def test_invoice_is_kept_only_if_wanted(shopper):
    page = to_review(
        shopper,
        wants_invoice="on",
        invoice_company="Công ty TNHH Đất Lành",
        invoice_tax_code="0101234567",
        invoice_address="Hà Nội",
    )
    send(shopper, page)

    assert Order.objects.get().invoice_tax_code == "0101234567"


def test_wrong_tax_code_is_told(shopper):
    page = to_review(
        shopper, wants_invoice="on", invoice_company="A", invoice_tax_code="123"
    )

    assert "invoice_tax_code" in page.context["form"].errors


def test_price_that_changed_is_shown_before_it_is_charged(shopper):
    page = to_review(shopper)
    StockRecord.objects.update(price=750_000)

    again = send(shopper, page)

    assert not Order.objects.exists()
    assert again.redirect_chain[-1][0] == "/dat-hang/xem-lai/"
    assert "795.000\xa0₫" in again.text


def test_goods_sold_meanwhile_lead_back_to_the_basket(shopper):
    page = to_review(shopper)
    StockRecord.objects.update(num_allocated=3)

    again = send(shopper, page)

    assert not Order.objects.exists()
    assert again.redirect_chain[-1][0] == "/gio-hang/"


@pytest.mark.parametrize("token", ["", "giả", "WzFd:1abcde:xyz"])
def test_forged_token_places_nothing(shopper, token):
    to_review(shopper)

    shopper.post("/dat-hang/gui/", {"token": token, "total": "1"})

    assert not Order.objects.exists()


def test_tampered_total_places_nothing(shopper):
    page = to_review(shopper)

    shopper.post("/dat-hang/gui/", {"token": page.context["token"], "total": "1000"})

    assert not Order.objects.exists()


def test_alcohol_is_sold_to_adults_only(client, shoe):
    wine = ProductFactory(title="Rượu nếp cẩm", adults_only=True)
    client.post(f"/gio-hang/them/{wine.pk}/", {"quantity": 1})

    refused = to_review(client)
    assert "is_adult" in refused.context["form"].errors

    assert to_review(client, is_adult="on").status_code == 200


def test_empty_basket_leads_to_the_basket(client):
    for path in ("/dat-hang/", "/dat-hang/xem-lai/"):
        assert client.get(path).headers["Location"] == "/gio-hang/"


def test_review_without_answers_leads_to_the_form(shopper):
    assert shopper.get("/dat-hang/xem-lai/").headers["Location"] == "/dat-hang/"


def test_works_without_scripts_in_another_province(shopper):
    hue = ProvinceFactory(code="46", name="Huế")
    CommuneFactory(
        code="19774",
        name="Phong Điền",
        kind="phuong",
        province=hue,
        slug="",
        is_area=False,
    )

    page = shopper.post(
        "/dat-hang/", {**ANSWERS, "province": "46", "redraw": "1"}, follow=True
    )

    assert "Phường Phong Điền" in page.text
    assert to_review(shopper, province="46", commune="19774").status_code == 200


def test_confirmation_is_nobody_elses(shopper, shoe):
    send(shopper, to_review(shopper))
    number = Order.objects.get().number

    assert shopper.get(f"/dat-hang/xong/{number}/").status_code == 200
    assert Client().get(f"/dat-hang/xong/{number}/").status_code == 404


def test_signed_in_buyer_owns_the_order(shopper, buyer):
    shopper.force_login(buyer)

    send(shopper, to_review(shopper))

    assert Order.objects.get().user == buyer


def test_page_costs_the_same_for_2_and_20_lines(
    client, shoe, django_assert_max_num_queries
):
    running_offer()
    for count in (1, 2, 20):
        basket = many_lines(count)
        client.cookies["oscar_open_basket"] = _cookie(basket)
        with django_assert_max_num_queries(99 if count == 1 else 12):
            assert client.get("/dat-hang/").status_code == 200


def _cookie(basket) -> str:
    from django.core.signing import Signer

    return Signer().sign(basket.pk)
