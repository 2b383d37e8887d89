"""The desks of fairs and participations: forms, lists, paper, refusals, access."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cms.fairs.models import Booth, Evidence, Fair, Participation
from cms.setup import ensure_site
from tests.catalog.test_desk import rows
from tests.factories.catalogue import ProductFactory
from tests.factories.fairs import ContractFactory, FairFactory, ParticipationFactory
from tests.factories.orders import showroom
from tests.factories.pages import paper
from tests.factories.partner import ProducerFactory
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.django_db


def fair_data(**fields: Any) -> dict[str, Any]:
    return {
        "name": "Tinh hoa làng nghề",
        "scope": "city",
        "status": "open",
        "place": "Hoàng thành Thăng Long, Hà Nội",
        "starts_on": "26/10/2023",
        "ends_on": "29/10/2023",
        "hours_note": "",
        "organiser": "",
        "host": "",
        "invitation_number": "17/GM-SNN",
        "register_until": "",
        "results_on": "",
        "note": "",
        **rows("booths"),
        **rows("funding"),
        **rows("evidence"),
        **fields,
    }


def part_data(**fields: Any) -> dict[str, Any]:
    return {
        "booth": "",
        "invitation_number": "",
        "registered_on": "01/10/2023",
        "sales_amount": "",
        "contact_note": "",
        **rows("contracts"),
        **rows("evidence"),
        **fields,
    }


def edit_url(row: Participation) -> str:
    return reverse("tham-gia-hoi-cho:edit", args=[row.pk])


def act_url(row: Participation, act: str) -> str:
    return reverse("tham-gia-hoi-cho:act", args=[row.pk, act])


def test_a_fair_is_made_with_booths_costs_and_papers(officer_client: Client) -> None:
    response = officer_client.post(
        reverse("hoi-cho:add"),
        fair_data(
            name="Phie\u0302n chợ  Đường Láng ",
            **rows("booths", {"number": "A12", "note": "3 × 3 m"}),
            **rows(
                "funding",
                {"what": "Thuê gian", "funder": "Thành phố", "amount": "36.000.000"},
            ),
            **rows("evidence", {"kind": "invitation", "document": paper().pk}),
        ),
    )

    assert response.status_code == 302, response.context["form"].errors
    fair = Fair.objects.get()
    assert fair.name == "Phiên chợ  Đường Láng"
    assert (fair.starts_on, fair.ends_on) == (
        dt.date(2023, 10, 26),
        dt.date(2023, 10, 29),
    )
    assert fair.booths.get().number == "A12"
    assert fair.funding.get().amount == 36_000_000
    assert fair.evidence.get().kind == "invitation"
    assert response["Location"] == reverse("hoi-cho:inspect", args=[fair.pk])


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": "25/10/2023"},
        {"starts_on": "31/02/2023"},
        {"name": ""},
        {"name": "a\0b"},
        {"name": "x" * 300},
        {"scope": "moon"},
        {"register_until": "30/10/2023"},
        {"results_on": "25/10/2023"},
        rows("booths", {"number": "A1", "note": ""}, {"number": "A1", "note": ""}),
        rows("funding", {"what": "Gian", "funder": "Xã", "amount": "-5"}),
        rows("funding", {"what": "Gian", "funder": "Xã", "amount": "9" * 30}),
        rows("evidence", {"kind": "photo", "document": "999999"}),
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_fair_that_makes_no_sense_is_refused(
    officer_client: Client, fields: dict[str, Any]
) -> None:
    response = officer_client.post(reverse("hoi-cho:add"), fair_data(**fields))

    assert response.status_code == 200
    assert not Fair.objects.exists()


def test_a_booth_that_somebody_has_stays(officer_client: Client) -> None:
    row = ParticipationFactory()
    booth = Booth.objects.create(fair=row.fair, number="A12")
    row.booth = booth
    row.save()
    kept = {"id": booth.pk, "number": "A12", "note": "", "DELETE": "on"}

    response = officer_client.post(
        reverse("hoi-cho:edit", args=[row.fair_id]),
        fair_data(**rows("booths", kept, initial=1)),
    )

    assert response.status_code == 200
    assert "đang giao cho" in response.content.decode()
    assert Booth.objects.get() == booth


def test_a_producer_is_registered_then_given_goods_and_booth(
    officer_client: Client,
) -> None:
    fair = FairFactory()
    booth = Booth.objects.create(fair=fair, number="A12")
    shown = ProductFactory()

    response = officer_client.post(
        reverse("tham-gia-hoi-cho:add"),
        {
            "fair": fair.pk,
            "producer": shown.producer.pk,
            "registered_on": "01/10/2023",
            "invitation_number": "",
            "contact_note": "Gọi sau 8 giờ",
        },
    )
    row = Participation.objects.get()
    assert response["Location"] == edit_url(row)
    officer_client.post(
        edit_url(row),
        part_data(
            booth=booth.pk,
            products=[shown.pk],
            sales_amount="48.600.000",
            **rows(
                "contracts",
                {
                    "partner_name": "Siêu thị",
                    "value": "2.500.000.000",
                    "signed_on": "28/10/2023",
                    "note": "",
                },
            ),
            **rows("evidence", {"kind": "photo", "document": paper().pk}),
        ),
    )

    row.refresh_from_db()
    assert (row.state, row.booth) == ("registered", booth)
    assert row.sales_amount == 48_600_000
    assert row.products.get() == shown
    assert row.contracts.get().value == 2_500_000_000
    assert row.evidence.get().kind == "photo"


def test_the_form_starts_with_the_fair_it_was_opened_from(
    officer_client: Client,
) -> None:
    fair = FairFactory()

    for text, initial in ((str(fair.pk), str(fair.pk)), ("9" * 30, None), ("x", None)):
        response = officer_client.get(reverse("tham-gia-hoi-cho:add"), {"fair": text})
        assert response.status_code == 200
        assert response.context["form"].initial.get("fair") == initial


def test_nobody_registers_twice_nor_for_a_cancelled_fair(
    officer_client: Client,
) -> None:
    row = ParticipationFactory()
    off = FairFactory(name="Đã hủy", status="cancelled")
    other = ProducerFactory(name="Hộ Đan Lát")

    for fair, producer in ((row.fair, row.producer), (off, other)):
        response = officer_client.post(
            reverse("tham-gia-hoi-cho:add"),
            {
                "fair": fair.pk,
                "producer": producer.pk,
                "registered_on": "01/10/2023",
            },
        )
        assert response.status_code == 200
    assert Participation.objects.get() == row


@pytest.mark.parametrize(
    "fields",
    [
        {"sales_amount": "-1"},
        {"sales_amount": "12,5"},
        {"sales_amount": "1.000.000.000.001"},
        {"registered_on": "hôm qua"},
        {"booth": "99999"},
        {"products": ["99999"]},
        {"contact_note": "a\0b"},
        rows(
            "contracts",
            {"partner_name": "", "value": "1", "signed_on": "28/10/2023"},
        ),
        rows(
            "contracts",
            {"partner_name": "A", "value": "1", "signed_on": "31/02/2023"},
        ),
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_bad_entry_is_named_and_changes_nothing(
    officer_client: Client, fields: dict[str, Any]
) -> None:
    row = ParticipationFactory(sales_amount=5)

    response = officer_client.post(edit_url(row), part_data(**fields))

    assert response.status_code == 200
    row.refresh_from_db()
    assert row.sales_amount == 5
    assert not row.contracts.exists()


def test_goods_and_booths_of_others_are_refused(officer_client: Client) -> None:
    row = ParticipationFactory()
    booth = Booth.objects.create(fair=FairFactory(name="Khác"), number="B1")
    foreign = ProductFactory(
        title="Mẹt tre", producer=ProducerFactory(name="Hộ Đan Lát")
    )

    for fields in ({"booth": booth.pk}, {"products": [foreign.pk]}):
        response = officer_client.post(edit_url(row), part_data(**fields))
        assert response.status_code == 200
    row.refresh_from_db()
    assert row.booth is None
    assert not row.products.exists()


def test_who_left_gets_no_booth(officer_client: Client) -> None:
    row = ParticipationFactory(state="declined")
    booth = Booth.objects.create(fair=row.fair, number="A1")

    response = officer_client.post(edit_url(row), part_data(booth=booth.pk))

    assert response.status_code == 200
    assert response.context["form"].errors["booth"]


def test_the_buttons_move_a_participation(officer_client: Client) -> None:
    row = ParticipationFactory(state="registered")
    page = officer_client.get(reverse("hoi-cho:inspect", args=[row.fair_id]))
    assert act_url(row, "xac-nhan") in page.content.decode()

    officer_client.post(act_url(row, "xac-nhan"))

    row.refresh_from_db()
    assert row.state == "confirmed"
    again = officer_client.post(act_url(row, "xac-nhan"), follow=True)
    assert "không còn làm được" in again.content.decode()


@pytest.mark.parametrize("act", ["xoa", "confirmed", "x" * 50])
def test_an_act_that_is_none_is_refused(officer_client: Client, act: str) -> None:
    row = ParticipationFactory(state="registered")

    response = officer_client.post(act_url(row, act))

    row.refresh_from_db()
    assert response.status_code in (302, 403)
    assert row.state == "registered"


def test_an_act_is_never_done_by_a_link(officer_client: Client) -> None:
    row = ParticipationFactory(state="registered")

    assert officer_client.get(act_url(row, "xac-nhan")).status_code == 405


def listed(client: Client, desk: str, **query: str) -> list[Any]:
    response = client.get(reverse(f"{desk}:index"), query)
    assert response.status_code == 200
    return list(response.context["object_list"])


def test_fairs_are_found_without_accents_and_filtered(officer_client: Client) -> None:
    old = FairFactory(name="Phiên chợ Đường Láng", scope="commune")
    new = FairFactory(
        name="Hội chợ xuân",
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 1, 5),
    )

    with time_machine.travel("2026-11-26T09:00:00+07:00", tick=False):
        assert listed(officer_client, "hoi-cho", q="duong lang") == [old]
        assert listed(officer_client, "hoi-cho", q="hoang thanh") == [new, old]
        assert listed(officer_client, "hoi-cho", phase="before") == [new]
        assert listed(officer_client, "hoi-cho", phase="after") == [old]
        assert listed(officer_client, "hoi-cho", scope="commune") == [old]
        assert listed(officer_client, "hoi-cho", q="\0") == [new, old]


def test_participations_are_found_and_filtered(officer_client: Client) -> None:
    row = ParticipationFactory(fair=FairFactory(name="Phiên chợ Đường Láng"))
    other = ParticipationFactory(
        fair=FairFactory(name="Hội chợ xuân", scope="abroad"),
        producer=ProducerFactory(name="Hộ Đan Lát"),
        state="declined",
    )
    desk = "tham-gia-hoi-cho"

    assert listed(officer_client, desk, q="dan lat xuan") == [other]
    assert listed(officer_client, desk, q="lang buoc deu") == [row]
    assert listed(officer_client, desk, state="declined") == [other]
    assert listed(officer_client, desk, fair=str(row.fair_id)) == [row]
    assert listed(officer_client, desk, scope="abroad") == [other]
    assert len(listed(officer_client, desk, year="2023")) == 2
    assert len(listed(officer_client, desk, year="9" * 30)) == 2


def test_the_sheet_has_every_column_of_the_proof(officer_client: Client) -> None:
    shown = ProductFactory(title="=Giày tây")
    row = ParticipationFactory(producer=shown.producer, sales_amount=48_600_000)
    row.products.add(shown)
    row.booth = Booth.objects.create(fair=row.fair, number="A12")
    row.save()
    ContractFactory(participation=row)
    Evidence.objects.create(participation=row, kind="photo", document=paper("Ảnh gian"))
    Evidence.objects.create(fair=row.fair, kind="plan", document=paper("Kế hoạch"))

    response: Any = officer_client.get(
        reverse("tham-gia-hoi-cho:index"), {"export": "xlsx"}
    )
    content = io.BytesIO(b"".join(response.streaming_content))
    sheet: Any = load_workbook(content).active

    head, values = list(sheet.iter_rows(values_only=True))
    found = dict(zip(head, values, strict=True))
    assert found["Hội chợ"] == "Tinh hoa làng nghề"
    assert found["Quy mô"] == "Trong thành phố"
    assert found["Địa điểm"] == "Hoàng thành Thăng Long, Hà Nội"
    assert found["Cơ sở"] == "HTX Giày da Bước Đều"
    assert found["Gian"] == "A12"
    assert found["Doanh số (đồng)"] == 48_600_000
    assert found["Giá trị hợp đồng (đồng)"] == 50_000_000
    assert found["Hợp đồng"] == (
        "Siêu thị Đường Láng, 28/10/2023, 50.000.000\N{NO-BREAK SPACE}₫"
    )
    assert found["Số giấy mời"] == "17/GM-SNN"
    assert found["Minh chứng"] == "Ảnh: Ảnh gian; Quyết định, kế hoạch: Kế hoạch"


def test_the_paper_lists_the_confirmed_alone(officer_client: Client) -> None:
    row = ParticipationFactory(sales_amount=48_600_000, contact_note="Số riêng")
    ParticipationFactory(
        fair=row.fair, producer=ProducerFactory(name="Hộ Bị Từ Chối"), state="declined"
    )

    text = officer_client.get(
        reverse("hoi-cho:list", args=[row.fair_id])
    ).content.decode()

    assert "HTX Giày da Bước Đều" in text
    assert "48.600.000" in text
    assert "Hộ Bị Từ Chối" not in text
    assert "Số riêng" not in text


def test_booths_stand_in_the_order_of_their_numbers(officer_client: Client) -> None:
    fair = FairFactory()
    for number in ("A10", "A2"):
        ParticipationFactory(
            fair=fair,
            producer=ProducerFactory(name=f"Hộ gian {number}"),
            booth=Booth.objects.create(fair=fair, number=number),
        )

    shown = officer_client.get(reverse("hoi-cho:inspect", args=[fair.pk]))

    assert [row.booth.number for row, _acts in shown.context["rows"]] == ["A2", "A10"]


@pytest.mark.parametrize("url", ["hoi-cho:index", "tham-gia-hoi-cho:index", "inspect"])
def test_the_desks_cost_the_same_at_two_and_twenty(
    officer_client: Client, url: str
) -> None:
    fair = FairFactory()

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            row = ParticipationFactory(
                fair=fair, producer=ProducerFactory(name=f"Hộ Cỏ tế {number}")
            )
            row.products.add(
                ProductFactory(title=f"Giỏ {number}", producer=row.producer)
            )
            ContractFactory(participation=row)
            if url == "hoi-cho:index":
                FairFactory(name=f"Phiên chợ {number}")

    def queries() -> int:
        address = (
            reverse("hoi-cho:inspect", args=[fair.pk])
            if url == "inspect"
            else reverse(url)
        )
        officer_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert officer_client.get(address).status_code == 200
        return len(captured)

    grow(0, 2)
    few = queries()
    grow(2, 20)

    assert queries() == few


def addresses(row: Participation) -> list[tuple[str, str]]:
    return [
        ("get", reverse("hoi-cho:index")),
        ("get", reverse("hoi-cho:index") + "?export=xlsx"),
        ("get", reverse("hoi-cho:add")),
        ("get", reverse("hoi-cho:edit", args=[row.fair_id])),
        ("get", reverse("hoi-cho:inspect", args=[row.fair_id])),
        ("get", reverse("hoi-cho:history", args=[row.fair_id])),
        ("get", reverse("hoi-cho:list", args=[row.fair_id])),
        ("get", reverse("tham-gia-hoi-cho:index")),
        ("get", reverse("tham-gia-hoi-cho:index") + "?export=xlsx"),
        ("get", reverse("tham-gia-hoi-cho:add")),
        ("get", edit_url(row)),
        ("get", reverse("tham-gia-hoi-cho:history", args=[row.pk])),
        ("post", act_url(row, "xac-nhan")),
    ]


@pytest.mark.parametrize("who", ["anonymous", "shopper", "producer", "keeper"])
def test_nobody_else_sees_the_register(
    client: Client, who: str, buyer: Any, producer: Any, stranger: Any
) -> None:
    row = ParticipationFactory(producer=producer.partners.get(), state="registered")
    showroom().keepers.add(stranger)
    person = {"shopper": buyer, "producer": producer, "keeper": stranger}.get(who)
    if person:
        client.force_login(person)

    answers = {
        url: getattr(client, method)(url).status_code for method, url in addresses(row)
    }

    row.refresh_from_db()
    assert set(answers.values()) <= {302, 403}
    assert row.state == "registered"


def test_staff_open_every_address(client: Client) -> None:
    ensure_site()
    row = ParticipationFactory(state="registered")
    person = staff_member()
    client.force_login(person)

    answers = {
        url: getattr(client, method)(url).status_code for method, url in addresses(row)
    }

    row.refresh_from_db()
    assert {url: code for url, code in answers.items() if code != 200} == {
        act_url(row, "xac-nhan"): 302
    }
    assert row.state == "confirmed"


def test_who_may_only_look_moves_nothing(client: Client) -> None:
    row = ParticipationFactory(state="registered")
    person = UserFactory()
    person.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            codename__in=["view_fair", "view_participation"],
            content_type__app_label="fairs",
        ),
    )
    client.force_login(person)
    page = client.get(reverse("hoi-cho:inspect", args=[row.fair_id]))

    response = client.post(act_url(row, "xac-nhan"))

    row.refresh_from_db()
    assert page.status_code == 200
    assert act_url(row, "xac-nhan") not in page.content.decode()
    assert response.status_code in (302, 403)
    assert row.state == "registered"


def test_a_paper_of_the_register_opens_for_staff_alone(
    client: Client, producer: Any, officer: Any
) -> None:
    row = ParticipationFactory()
    proof, public = paper("Hợp đồng"), paper("Biểu mẫu")
    Evidence.objects.create(participation=row, kind="contract", document=proof)

    assert client.get(public.url).status_code == 200
    assert client.get(proof.url).status_code == 403
    client.force_login(producer)
    assert client.get(proof.url).status_code == 403
    client.force_login(officer)
    assert client.get(proof.url).status_code == 200


def test_deleting_a_paper_in_use_is_refused_not_broken(officer_client: Client) -> None:
    row = ParticipationFactory()
    proof = paper("Hợp đồng")
    Evidence.objects.create(participation=row, kind="contract", document=proof)
    url = reverse("wagtaildocs:delete", args=[proof.pk])

    assert officer_client.get(url).status_code == 200
    assert officer_client.post(url).status_code < 500
    assert Evidence.objects.exists()
