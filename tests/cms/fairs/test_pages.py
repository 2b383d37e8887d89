"""The public pages of fairs: before, during, after, and what they never tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import cards
from cms.fairs.models import Booth, Fair, Participation
from cms.models import FairPage, HomePage
from cms.setup import ensure_site
from tests.factories.catalogue import ProductFactory
from tests.factories.fairs import (
    ContractFactory,
    FairFactory,
    ParticipationFactory,
    fair_index,
    fair_page,
)
from tests.factories.partner import ProducerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]
INVITATION, RESULTS = "Mời anh chị ghé dãy A", "Bốn ngày đông khách"


@pytest.fixture
def home() -> HomePage:
    return ensure_site(
        hostname="testserver", port=80, effective_from=dt.date(2023, 1, 1)
    )


def at(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day}T09:00:00+07:00", tick=False)


def body(client: Client, page: FairPage) -> str:
    return client.get(page.url).content.decode()


@pytest.fixture
def full(home: HomePage) -> Any:
    """A fair with one producer confirmed, one declined, one withdrawn."""
    fair = FairFactory(results_on=dt.date(2023, 11, 15))
    shown = ProductFactory(title="Giày tây", producer=ProducerFactory())
    cards.refresh([shown.pk], day=dt.date(2023, 10, 1))
    row = ParticipationFactory(
        fair=fair,
        producer=shown.producer,
        sales_amount=48_600_000,
        contact_note="Gọi sau 8 giờ tối",
        booth=Booth.objects.create(fair=fair, number="A12"),
    )
    row.products.add(shown)
    ContractFactory(participation=row, value=62_000_000)
    for name, state in (("Hộ Bị Từ Chối", "declined"), ("Hộ Đã Rút", "cancelled")):
        ParticipationFactory(
            fair=fair, producer=ProducerFactory(name=name), state=state
        )
    return fair_page(home, fair)


@pytest.mark.parametrize(
    ("day", "notice", "has_invitation", "has_results"),
    [
        ("2023-10-25", "Còn 1 ngày nữa khai mạc.", True, False),
        ("2023-10-26", "đang diễn ra hôm nay, đến hết ngày 29/10/2023", True, False),
        ("2023-10-29", "đang diễn ra hôm nay, đến hết ngày 29/10/2023", True, False),
        ("2023-10-30", "Đã kết thúc ngày 29/10/2023.", True, True),
    ],
)
def test_the_clock_decides_what_a_fair_shows(
    client: Client,
    full: FairPage,
    day: str,
    notice: str,
    has_invitation: bool,
    has_results: bool,
) -> None:
    with at(day):
        text = body(client, full)

    assert notice in text
    assert (INVITATION in text) == has_invitation
    assert (RESULTS in text) == has_results
    assert "Giày tây" in text
    assert "Gian A12" in text


def test_the_day_turns_at_midnight_in_hanoi(client: Client, full: FairPage) -> None:
    with time_machine.travel("2023-10-29T23:59:00+07:00", tick=False):
        assert "đang diễn ra" in body(client, full)
    with time_machine.travel("2023-10-30T00:00:00+07:00", tick=False):
        assert "Đã kết thúc" in body(client, full)


def test_results_are_sums_and_dated(client: Client, full: FairPage) -> None:
    with at("2023-11-20"):
        text = body(client, full).replace("\N{NO-BREAK SPACE}", " ")

    assert "48.600.000 ₫" in text
    assert "62.000.000 ₫" in text
    assert "tính đến ngày 15/11/2023" in text
    assert "Siêu thị Đường Láng" not in text


def test_money_waits_until_staff_publish_it(client: Client, full: FairPage) -> None:
    Fair.objects.update(results_on=None)

    with at("2023-11-20"):
        response = client.get(full.url)

    text, results = response.content.decode(), response.context["results"]
    assert (results.producers, results.sales, results.contract_value) == (1, None, None)
    assert "48.600.000" not in text
    assert "62.000.000" not in text
    assert "đang được tổng hợp" in text


@pytest.mark.parametrize("day", ["2023-10-01", "2023-10-27", "2023-11-20"])
def test_nobody_reads_who_was_declined_nor_the_notes(
    client: Client, full: FairPage, day: str
) -> None:
    with at(day):
        text = body(client, full)

    for hidden in ("Hộ Bị Từ Chối", "Hộ Đã Rút", "Gọi sau 8 giờ tối"):
        assert hidden not in text


def test_a_hidden_producer_is_not_shown(client: Client, full: FairPage) -> None:
    row = Participation.objects.confirmed().get()
    row.producer.is_public = False
    row.producer.save()

    with at("2023-10-27"):
        text = body(client, full)

    assert row.producer.name not in text
    assert "Giày tây" not in text


def test_a_cancelled_fair_says_so_and_shows_nobody(
    client: Client, full: FairPage
) -> None:
    Fair.objects.update(status=Fair.Status.CANCELLED)

    with at("2023-11-20"):
        text = body(client, full)

    assert "đã hủy" in text
    assert "Giày tây" not in text
    assert RESULTS not in text


def test_a_page_outlives_its_fair(client: Client, home: HomePage) -> None:
    page = fair_page(home, FairFactory())
    Fair.objects.all().delete()

    text = body(client, page)

    assert "đang được cập nhật" in text
    assert INVITATION in text


def test_the_list_parts_coming_from_past(client: Client, home: HomePage) -> None:
    past, soon, later = (
        FairFactory(name=name, starts_on=first, ends_on=first + dt.timedelta(2))
        for name, first in (
            ("Phiên chợ cũ", dt.date(2023, 3, 1)),
            ("Phiên chợ đang họp", dt.date(2023, 10, 24)),
            ("Phiên chợ tới", dt.date(2023, 12, 1)),
        )
    )
    for fair in (later, past, soon):
        fair_page(home, fair)

    with at("2023-10-26"):
        context = client.get(fair_index(home).url).context

    assert [(row["title"], row["phase"]) for row in context["coming"]] == [
        ("Phiên chợ đang họp", "Đang diễn ra"),
        ("Phiên chợ tới", "Sắp diễn ra"),
    ]
    assert [row["title"] for row in context["page_of_past"].object_list] == [
        "Phiên chợ cũ"
    ]


@pytest.mark.parametrize("number", ["0", "1000000000", "abc"])
def test_a_page_of_fairs_that_is_not_there_shows_another(
    client: Client, home: HomePage, number: str
) -> None:
    response = client.get(fair_index(home).url, {"trang": number})

    assert response.status_code == 200
    assert "Chưa có hội chợ nào" in response.content.decode()


def test_a_draft_fair_is_not_listed(client: Client, home: HomePage) -> None:
    fair_page(home, FairFactory(), live=False)

    assert "Tinh hoa" not in client.get(fair_index(home).url).content.decode()


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_at_two_and_twenty(
    client: Client, home: HomePage
) -> None:
    index = fair_index(home)

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            fair_page(home, FairFactory(name=f"Phiên chợ {number}"))
            over = dt.date(2023, 3, 1)
            fair_page(
                home,
                FairFactory(name=f"Chợ cũ {number}", starts_on=over, ends_on=over),
            )

    grow(0, 2)
    with at("2023-10-26"):
        few = queries(client, index.url)
        grow(2, 20)
        assert queries(client, index.url) == few
    assert few <= 9


@pytest.mark.parametrize("day", ["2023-10-01", "2023-10-27", "2023-11-20"])
def test_a_fair_costs_the_same_with_two_and_twenty_producers(
    client: Client, home: HomePage, day: str
) -> None:
    fair = FairFactory(results_on=dt.date(2023, 11, 15))
    page = fair_page(home, fair)

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            producer = ProducerFactory(name=f"Hộ Cỏ tế {number}")
            shown = ProductFactory(title=f"Giỏ số {number}", producer=producer)
            cards.refresh([shown.pk], day=dt.date(2023, 10, 1))
            row = ParticipationFactory(fair=fair, producer=producer)
            row.products.add(shown)
            ContractFactory(participation=row)

    grow(0, 2)
    with at(day):
        few = queries(client, page.url)
        grow(2, 20)
        assert queries(client, page.url) == few
