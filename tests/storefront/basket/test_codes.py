"""Voucher codes in the basket: what works, and why one does not."""

import datetime as dt

import pytest
from django.utils import timezone

from storefront.basket.models import Basket
from tests.factories.campaigns import campaign, voucher
from tests.factories.catalogue import ProductFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commit_at_once")]


@pytest.fixture
def filled(client):
    """A visitor with a pair of shoes at 720.000 ₫ in the basket."""
    shoe = ProductFactory()
    client.post(f"/gio-hang/them/{shoe.pk}/", {"quantity": 1})
    return client


def use(client, code):
    return client.post("/gio-hang/ma-giam-gia/", {"code": code}, follow=True)


@pytest.mark.parametrize("typed", ["TET20", " tet 20 ", "tet20"])
def test_a_code_takes_off_what_it_says(filled, typed):
    voucher()

    page = use(filled, typed)

    assert "Đã dùng mã TET20." in page.text
    assert "700.000" in page.text
    assert list(Basket.objects.get().vouchers.values_list("code", flat=True)) == [
        "TET20"
    ]


def test_a_code_is_taken_out_again(filled):
    voucher()
    use(filled, "TET20")

    page = filled.post("/gio-hang/ma-giam-gia/bo/", {"code": "TET20"}, follow=True)

    assert "TET20" not in page.text
    assert not Basket.objects.get().vouchers.exists()


@pytest.mark.parametrize(
    "typed", ["", "   ", "KHONG-CO", "\x00", "x" * 5000, "'; --", "😀"]
)
def test_what_is_no_code_is_said_beside_the_field(filled, typed):
    page = use(filled, typed)

    assert page.status_code == 422
    assert 'id="code-error"' in page.text
    assert not Basket.objects.get().vouchers.exists()


def test_a_basket_that_is_too_small_learns_what_it_misses(filled):
    voucher(minimum=5_000_000)

    page = use(filled, "TET20")

    assert "Giỏ chưa đủ điều kiện của mã này. Cho đơn từ 5000000 đồng." in page.text
    assert not Basket.objects.get().vouchers.exists()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(1, 2, "Mã này dùng được từ"), (-2, -1, "Mã này đã hết hạn.")],
)
def test_a_code_out_of_its_time(filled, start, end, words):
    code, day = voucher(), dt.timedelta(days=1)
    code.start_datetime = timezone.now() + start * day
    code.end_datetime = timezone.now() + end * day
    code.save()

    assert words in use(filled, "TET20").text


def test_a_code_whose_campaign_stands_still(filled):
    campaign(vouchers=[voucher()], is_on=False)

    assert "Chương trình của mã này hiện không chạy." in use(filled, "TET20").text


def test_the_same_code_twice(filled):
    voucher()
    use(filled, "TET20")

    assert "Mã này đã ở trong giỏ." in use(filled, "TET20").text


def test_an_empty_basket_takes_no_code(client):
    voucher()

    assert "Giỏ hàng còn trống" in use(client, "TET20").text
    assert not Basket.objects.exists()


def test_a_code_that_stopped_working_is_told(filled):
    code = voucher()
    use(filled, "TET20")
    campaign(vouchers=[code], is_on=False)

    page = filled.get("/gio-hang/")

    assert "chưa giảm được gì" in page.text
    assert "720.000" in page.text
