"""Oscar's dashboard, cut to offers, ranges and vouchers: staff only, no CDN."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from storefront.offer.models import ConditionalOffer, Range
from tests.factories.orders import running_offer
from tests.factories.people import staff_member

PAGES = [
    "dashboard:offer-list",
    "dashboard:offer-metadata",
    "dashboard:voucher-list",
    "dashboard:voucher-create",
    "dashboard:voucher-set-list",
    "dashboard:voucher-set-create",
    "dashboard:range-list",
    "dashboard:range-create",
]


@pytest.fixture
def staff_client(client: Client, db: None) -> Client:
    """A member of the staff group, without a superuser's rights."""
    person = staff_member()
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", PAGES)
def test_staff_open_every_page_and_nothing_loads_from_elsewhere(
    staff_client: Client, name: str
) -> None:
    response = staff_client.get(reverse(name))

    body = response.content.decode()
    assert response.status_code == 200
    assert "googleapis" not in body
    assert 'src="http' not in body
    assert 'href="http' not in body


def test_lists_show_their_rows_without_a_public_page_to_link_to(
    staff_client: Client,
) -> None:
    running_offer()

    for name in ("dashboard:offer-list", "dashboard:range-list"):
        assert staff_client.get(reverse(name)).status_code == 200
    offer = ConditionalOffer.objects.get()
    assert staff_client.get(offer.get_absolute_url()).headers["Location"] == (
        reverse("search:all")
    )


@pytest.mark.parametrize("name", PAGES)
def test_others_are_turned_away(client: Client, producer: Any, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302

    client.force_login(producer)

    assert client.get(reverse(name)).status_code in (302, 403)


def test_the_first_page_leads_to_offers(staff_client: Client) -> None:
    response = staff_client.get(reverse("dashboard:index"))

    assert response.headers["Location"] == reverse("dashboard:offer-list")


@pytest.mark.parametrize(
    "name",
    [
        "order-list",
        "catalogue-product-list",
        "partner-list",
        "users-index",
        "page-list",
    ],
)
def test_the_other_sections_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"dashboard:{name}")


def test_an_offer_is_made_step_by_step(staff_client: Client) -> None:
    staff_client.post(
        reverse("dashboard:offer-metadata"),
        {"name": "Tuần lễ cỏ tế", "description": "", "offer_type": "Site"},
    )
    everything = Range.objects.create(name="Mọi sản phẩm", includes_all_products=True)
    staff_client.post(
        reverse("dashboard:offer-benefit"),
        {"range": everything.pk, "type": "Percentage", "value": "10"},
    )
    staff_client.post(
        reverse("dashboard:offer-condition"),
        {"range": everything.pk, "type": "Count", "value": "1"},
    )
    now = timezone.localtime()
    staff_client.post(
        reverse("dashboard:offer-restrictions"),
        {"priority": "0", "exclusive": "on", "start_datetime": now, "end_datetime": ""},
    )

    offer = ConditionalOffer.objects.get()
    page = staff_client.get(reverse("dashboard:offer-detail", args=[offer.pk]))
    assert (offer.name, offer.benefit.value) == ("Tuần lễ cỏ tế", 10)
    assert page.status_code == 200
