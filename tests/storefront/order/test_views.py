"""A buyer follows and cancels an order; everybody else learns nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.partner.models import StockRecord
from storefront.order import moving
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import placed_order

pytestmark = pytest.mark.django_db

NOTHING = "Không có đơn nào khớp mã và số điện thoại này."


@pytest.fixture
def order():
    return placed_order((ProductFactory(stock__num_in_stock=3), 2))


def look_up(client, number, phone="0912 345 678"):
    return client.post("/don-hang/", {"number": number, "phone": phone}, follow=True)


def test_number_and_phone_find_the_order(client, order):
    page = look_up(client, f" {order.number.lower()[:5]}-{order.number[5:]} ")

    assert page.redirect_chain[-1][0] == f"/don-hang/{order.number}/"
    assert "Chờ xác nhận" in page.text


def test_personal_data_is_masked(client, order):
    page = look_up(client, order.number)

    assert "*** Hòa" in page.text
    assert "*** *** 678" in page.text
    for secret in ("Nguyễn Thị", "0912 345 678", "ngõ 6"):
        assert secret not in page.text


@pytest.mark.parametrize(
    ("number", "phone"),
    [("ABCDEFGHJK", "0912 345 678"), (None, "0987 654 321")],
    ids=["wrong number", "wrong phone"],
)
def test_either_wrong_gives_the_same_answer(client, order, number, phone):
    page = look_up(client, number or order.number, phone)

    assert page.status_code == 422
    assert NOTHING in page.text
    assert client.get(f"/don-hang/{order.number}/").status_code == 404


def test_guessing_is_stopped(client, order):
    pages = [look_up(client, order.number, "0987 654 321") for _ in range(6)]

    assert [page.status_code for page in pages] == [422] * 5 + [429]
    assert look_up(client, order.number).status_code == 429


@pytest.mark.parametrize("who", ["anonymous", "buyer", "producer", "stranger"])
@pytest.mark.parametrize("path", ["", "huy/", "ban-sao.txt"])
def test_a_strangers_number_is_not_found(request, client, order, who, path):
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))

    assert client.get(f"/don-hang/{order.number}/{path}").status_code == 404
    refused = client.post(f"/don-hang/{order.number}/huy/", {"reason": "Khách đổi ý"})
    assert refused.status_code == 404
    order.refresh_from_db()
    assert order.status == "placed"


def test_owner_sees_the_whole_order(client, order, buyer):
    order.user = buyer
    order.save()
    client.force_login(buyer)

    page = client.get(f"/don-hang/{order.number}/")

    assert "Nguyễn Thị Hòa" in page.text
    assert order.number in client.get("/tai-khoan/cua-toi/don-hang/").text


def test_buyer_cancels_after_a_question(client, order):
    look_up(client, order.number)
    question = client.get(f"/don-hang/{order.number}/huy/")
    assert "Việc này không làm lại được" in question.text

    unanswered = client.post(f"/don-hang/{order.number}/huy/", {})
    assert unanswered.status_code == 422
    order.refresh_from_db()
    assert order.status == "placed"

    client.post(f"/don-hang/{order.number}/huy/", {"reason": "Khách đổi ý"})
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert StockRecord.objects.get().num_allocated == 0


def test_order_in_preparation_cannot_be_cancelled_by_the_buyer(client, order):
    look_up(client, order.number)
    part = order.consignments.get()
    moving.confirm(consignment=part, actor=None, at=timezone.now())

    page = client.post(
        f"/don-hang/{order.number}/huy/", {"reason": "Khách đổi ý"}, follow=True
    )

    assert "gọi cửa hàng" in page.text
    order.refresh_from_db()
    assert order.status == "confirmed"


def test_copy_of_the_order_can_be_kept(client, order):
    look_up(client, order.number)

    copy = client.get(f"/don-hang/{order.number}/ban-sao.txt")

    assert copy["Content-Disposition"].startswith("attachment")
    assert order.number in copy.text


@pytest.mark.parametrize("text", ["", "\x00", "😀" * 50, "<b>", "A" * 5_000])
def test_nonsense_is_told_beside_the_field(client, text):
    page = client.post("/don-hang/", {"number": text, "phone": text})

    assert page.status_code == 422
    assert "id_phone_error" in page.text


def test_page_costs_the_same_for_2_and_20_lines(client, buyer):
    client.force_login(buyer)
    costs = []
    for count in (1, 2, 20):  # the first fills the caches
        goods = [
            (ProductFactory(title=f"Món {n} của {count}"), 1) for n in range(count)
        ]
        order = placed_order(*goods)
        order.user = buyer
        order.save()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/don-hang/{order.number}/").status_code == 200
        costs.append(len(captured))

    assert costs[1] == costs[2]
