"""The order desk: finding, seeing, moving, exporting."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.vietnamese import fold
from storefront.order.finding import find_orders
from storefront.order.models import (
    Consignment,
    Line,
    Order,
    OrderNote,
    ShippingAddress,
)
from storefront.order.states import ConsignmentState
from tests.factories.catalogue import ProductFactory
from tests.factories.partner import ProducerFactory

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def an_order(
    number: str = "PX7K2M9Q",
    *,
    name: str = "Nguyễn Thị Hòa",
    phone: str = "+84912345678",
    producers: tuple[str, ...] = ("HTX Giày da Bước Đều",),
    state: str = ConsignmentState.PLACED,
) -> Order:
    """An order as placing writes it: one consignment and one line per producer."""
    address = ShippingAddress.objects.create(
        first_name=name,
        line1="Số 5, ngõ 12",
        line4="Phường Hà Đông",
        state="Hà Nội",
        country_id="VN",
    )
    order = Order.objects.create(
        number=number,
        date_placed=AT,
        status=state,
        total_incl_tax=745_000 * len(producers),
        total_excl_tax=745_000 * len(producers),
        shipping_incl_tax=25_000 * len(producers),
        shipping_excl_tax=25_000 * len(producers),
        contact_name=name,
        contact_phone=phone,
        folded_name=fold(name),
        payment_method="cod",
        policy_version="2026-11",
        consented_at=AT,
        shipping_address=address,
    )
    for position, producer in enumerate(producers, start=1):
        partner = ProducerFactory(name=producer)
        part = Consignment.objects.create(
            order=order,
            partner=partner,
            partner_name=partner.name,
            position=position,
            state=state,
            goods_before_discount=720_000,
            shipping_charge=25_000,
        )
        product = ProductFactory(producer=partner)
        Line.objects.create(
            order=order,
            consignment=part,
            partner=partner,
            partner_name=partner.name,
            partner_sku="SKU",
            product=product,
            stockrecord=product.stockrecords.get(),
            title=product.title,
            quantity=1,
            num_allocated=0,
            line_price_incl_tax=720_000,
            line_price_excl_tax=720_000,
            line_price_before_discounts_incl_tax=720_000,
            line_price_before_discounts_excl_tax=720_000,
        )
    return order


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912-345-678",
        "84912345678",
        "345678",
        "nguyen thi hoa",
        "HÒA nguyễn",
        "px7k2m9q",
        "PX7K 2M9Q",
    ],
)
def test_an_order_is_found_by_phone_name_or_number(db: None, text: str) -> None:
    wanted = an_order()
    an_order("PX3B8D4F", name="Lê Văn Đạt", phone="+84987111222")

    assert list(find_orders(Order.objects.all(), text)) == [wanted]


@pytest.mark.parametrize("text", ["9", "..", "không có ai", "%", "'", "x" * 500])
def test_a_search_for_nothing_in_particular_finds_nothing(db: None, text: str) -> None:
    an_order()

    assert list(find_orders(Order.objects.all(), text)) == []


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "abc"])
def test_a_page_that_is_not_there_is_no_error(
    officer_client: Client, page: str
) -> None:
    an_order()

    response = officer_client.get(reverse("don-hang:index"), {"p": page})

    assert response.status_code in (200, 404)


def test_the_list_costs_the_same_at_two_and_twenty_rows(officer_client: Client) -> None:
    def queries_of(url: str) -> int:
        officer_client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert officer_client.get(url).status_code == 200
        return len(captured)

    for n in range(2):
        an_order(f"PX00000{n}", producers=("HTX Giày da Bước Đều", "HTX Cỏ tế"))
    few = queries_of(reverse("don-hang:index"))
    for n in range(2, 20):
        an_order(f"PX0000{n:02}", producers=("HTX Giày da Bước Đều", "HTX Cỏ tế"))
    many = queries_of(reverse("don-hang:index"))

    assert few == many


def test_the_order_page_costs_the_same_with_more_consignments(
    officer_client: Client,
) -> None:
    one = an_order("PX00ONE1")
    four = an_order("PX00FOUR", producers=("HTX Một", "HTX Hai", "HTX Ba", "HTX Bốn"))
    counts = []
    for order in (one, one, four):
        with CaptureQueriesContext(connection) as captured:
            response = officer_client.get(reverse("don-hang:inspect", args=[order.pk]))
        assert response.status_code == 200
        counts.append(len(captured))

    assert counts[1] == counts[2]


def test_the_order_page_shows_contact_lines_and_sums(officer_client: Client) -> None:
    order = an_order()

    page = officer_client.get(reverse("don-hang:inspect", args=[order.pk]))

    body = page.content.decode()
    assert "Nguyễn Thị Hòa" in body
    assert "0912 345 678" in body
    assert "Giày tây nam buộc dây" in body
    assert "745.000\N{NO-BREAK SPACE}₫" in body
    assert "Chờ xác nhận" in body


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"status": "placed"}, 1),
        ({"status": "cancelled"}, 0),
        ({"delivery": "ship"}, 1),
        ({"delivery": "pickup"}, 0),
        ({"date_placed_from": "2026-11-20", "date_placed_to": "2026-11-20"}, 1),
        ({"date_placed_from": "2026-11-21"}, 0),
        ({"q": "hoa"}, 1),
        ({"q": "0912.345.678"}, 1),
        ({"q": "đạt"}, 0),
    ],
)
def test_filters_narrow_the_list(
    officer_client: Client, filters: dict[str, str], count: int
) -> None:
    an_order()

    page = officer_client.get(reverse("don-hang:index"), filters)

    assert page.context["object_list"].count() == count


def test_an_order_of_two_parts_of_one_producer_is_listed_once(
    officer_client: Client,
) -> None:
    order = an_order(producers=("HTX Một", "HTX Hai"))
    partner = order.consignments.get(position=1).partner

    page = officer_client.get(reverse("don-hang:index"), {"producer": partner.pk})

    assert list(page.context["object_list"]) == [order]


def test_the_export_has_one_row_per_order(officer_client: Client) -> None:
    an_order(producers=("HTX Một", "HTX Hai"))

    response = officer_client.get(reverse("don-hang:index"), {"export": "xlsx"})

    rows = _rows(response)
    assert rows[0][:4] == ("Mã đơn", "Đặt lúc", "Người nhận", "Điện thoại")
    assert len(rows) == 2
    assert rows[1][3] == "0912 345 678"
    assert rows[1][7] == 1_490_000


def test_the_line_export_names_each_producer(officer_client: Client) -> None:
    an_order(producers=("HTX Một", "HTX Hai"))

    response = officer_client.get(
        reverse("don-hang:index"), {"export": "xlsx", "rows": "lines"}
    )

    rows = _rows(response)
    assert [row[3] for row in rows] == ["Cơ sở", "HTX Một", "HTX Hai"]
    assert rows[1][9] == 720_000


def test_a_name_that_looks_like_a_formula_stays_a_name(officer_client: Client) -> None:
    an_order(name="=HYPERLINK(1)")

    response: Any = officer_client.get(reverse("don-hang:index"), {"export": "csv"})

    assert "'=HYPERLINK(1)" in response.getvalue().decode()


def test_confirming_moves_the_consignment(officer_client: Client, officer: Any) -> None:
    order = an_order()
    part = order.consignments.get()

    officer_client.post(_step(part, "confirm"))

    part.refresh_from_db()
    order.refresh_from_db()
    assert part.state == ConsignmentState.CONFIRMED
    assert order.status == ConsignmentState.CONFIRMED
    assert part.changes.latest("pk").actor == officer


def test_handing_over_keeps_the_tracking_number(officer_client: Client) -> None:
    part = an_order(state=ConsignmentState.CONFIRMED).consignments.get()

    officer_client.post(_step(part, "hand_over"), {"tracking_number": "GHN123"})

    part.refresh_from_db()
    assert (part.state, part.tracking_number) == (
        ConsignmentState.HANDED_OVER,
        "GHN123",
    )


def test_cancelling_asks_first_and_wants_a_reason(officer_client: Client) -> None:
    part = an_order().consignments.get()

    asked = officer_client.get(_step(part, "cancel"))
    refused = officer_client.post(_step(part, "cancel"), {"reason": " "})

    part.refresh_from_db()
    assert asked.status_code == refused.status_code == 200
    assert refused.context["form"].errors["reason"]
    assert part.state == ConsignmentState.PLACED


def test_cancelling_with_a_reason_cancels(officer_client: Client) -> None:
    part = an_order().consignments.get()

    officer_client.post(_step(part, "cancel"), {"reason": "Khách đổi ý"})

    part.refresh_from_db()
    assert (part.state, part.cancel_reason) == ("cancelled", "Khách đổi ý")


def test_cancelling_an_order_cancels_every_part(officer_client: Client) -> None:
    order = an_order(producers=("HTX Một", "HTX Hai"))

    officer_client.post(
        reverse("don-hang:cancel", args=[order.pk]), {"reason": "Trùng đơn"}
    )

    order.refresh_from_db()
    assert order.status == ConsignmentState.CANCELLED


def test_a_step_out_of_turn_changes_nothing(officer_client: Client) -> None:
    part = an_order(state=ConsignmentState.DELIVERED).consignments.get()

    response = officer_client.post(_step(part, "confirm"), follow=True)

    part.refresh_from_db()
    assert "tình trạng khác" in response.content.decode()
    assert part.state == ConsignmentState.DELIVERED


@pytest.mark.parametrize("step", ["delete", "_move", "no"])
def test_a_step_that_is_not_on_the_desk_is_refused(
    officer_client: Client, step: str
) -> None:
    part = an_order().consignments.get()

    officer_client.post(_step(part, step))

    part.refresh_from_db()
    assert part.state == ConsignmentState.PLACED


def test_a_consignment_of_another_order_is_not_found(officer_client: Client) -> None:
    part = an_order().consignments.get()
    other = an_order("PX3B8D4F")

    response = officer_client.post(
        reverse("don-hang:step", args=[other.pk, part.pk, "confirm"])
    )

    assert response.status_code == 404


@pytest.mark.parametrize("message", ["", " ", "a\0b", "x" * 2001])
def test_a_bad_note_is_not_kept(officer_client: Client, message: str) -> None:
    order = an_order()

    officer_client.post(reverse("don-hang:note", args=[order.pk]), {"message": message})

    assert not OrderNote.objects.exists()


def test_a_note_is_kept_with_its_writer(officer_client: Client, officer: Any) -> None:
    order = an_order()

    officer_client.post(
        reverse("don-hang:note", args=[order.pk]), {"message": "Gọi lại buổi chiều"}
    )

    note = order.notes.get()
    assert (note.message, note.user) == ("Gọi lại buổi chiều", officer)


def test_a_number_leads_to_its_page(officer_client: Client) -> None:
    order = an_order()

    response = officer_client.get(reverse("order_desk_by_number", args=[order.number]))

    assert response.headers["Location"] == reverse("don-hang:inspect", args=[order.pk])


def test_the_desk_offers_pickup_steps_only_for_pickup(officer_client: Client) -> None:
    order = an_order(state=ConsignmentState.CONFIRMED)

    page = officer_client.get(reverse("don-hang:inspect", args=[order.pk]))

    steps = [step.code for step in page.context["parts"][0]["steps"]]
    assert steps == ["hand_over", "cancel"]


def test_today_names_the_export(officer_client: Client) -> None:
    response = officer_client.get(reverse("don-hang:index"), {"export": "xlsx"})

    assert (
        f"don-hang-{timezone.localdate():%Y-%m-%d}.xlsx"
        in response.headers["Content-Disposition"]
    )


def _step(part: Consignment, step: str) -> str:
    return reverse("don-hang:step", args=[part.order_id, part.pk, step])


def _rows(response: Any) -> list[tuple[Any, ...]]:
    content = BytesIO(response.getvalue())
    sheet = openpyxl.load_workbook(content).worksheets[0]
    return list(sheet.iter_rows(values_only=True))
