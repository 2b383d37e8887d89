"""The producers' desk: approval, people who may sign in, search."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from catalog.partner.models import Location, Partner
from tests.factories.partner import ProducerFactory
from tests.factories.places import CommuneFactory


def producer_data(**fields: Any) -> dict[str, Any]:
    return {
        "name": "HTX Cỏ tế Phú Túc",
        "legal_form": "cooperative",
        "phone": "",
        "people": "",
        **fields,
    }


def test_staff_add_a_producer_who_gets_a_store(
    officer_client: Client, buyer: Any
) -> None:
    response = officer_client.post(
        reverse("co-so:add"), producer_data(people="0912.345.678", is_public="on")
    )

    assert response.status_code == 302, response.context["form"].errors
    made = Partner.objects.get()
    assert (made.code, made.is_public) == ("htx-co-te-phu-tuc", True)
    assert list(made.users.all()) == [buyer]
    assert Location.objects.get().partner == made


def test_a_producer_is_hidden_again(officer_client: Client) -> None:
    made = ProducerFactory()

    officer_client.post(
        reverse("co-so:edit", args=[made.pk]), producer_data(name=made.name)
    )

    made.refresh_from_db()
    assert not made.is_public


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 200),
        ("phone", "12"),
        ("people", "ai-do@example.vn"),
        ("people", "9" * 3000),
        ("legal_form", "state"),
        ("tax_code", "1" * 20),
    ],
)
def test_a_bad_field_changes_nothing(
    officer_client: Client, field: str, value: str
) -> None:
    made = ProducerFactory()

    response = officer_client.post(
        reverse("co-so:edit", args=[made.pk]), producer_data(**{field: value})
    )

    made.refresh_from_db()
    assert response.context["form"].errors[field]
    assert made.name == "HTX Giày da Bước Đều"


@pytest.mark.parametrize("text", ["giay da", "GIÀY", "buoc deu htx"])
def test_producers_are_found_without_accents(officer_client: Client, text: str) -> None:
    wanted = ProducerFactory()
    ProducerFactory(name="THT Tò he Sắc Bột")

    page = officer_client.get(reverse("co-so:index"), {"q": text})

    assert list(page.context["object_list"]) == [wanted]


def test_a_producer_is_never_deleted() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("co-so:delete", args=[1])


def test_the_list_costs_the_same_at_two_and_twenty_rows(officer_client: Client) -> None:
    commune = CommuneFactory()

    def queries() -> int:
        url = reverse("co-so:index")
        officer_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert officer_client.get(url).status_code == 200
        return len(captured)

    for n in range(2):
        ProducerFactory(name=f"HTX số {n}", commune=commune)
    few = queries()
    for n in range(2, 20):
        ProducerFactory(name=f"HTX số {n}", commune=commune)

    assert queries() == few
