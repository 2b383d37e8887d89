"""The shipping table's desk: whole đồng, no overlaps, no heavier-is-cheaper."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from storefront.shipping.models import ShippingRate, ShippingSurcharge, ShippingZone
from tests.catalog.test_desk import rows
from tests.factories.places import ProvinceFactory

pytestmark = pytest.mark.usefixtures("_no_zones")


@pytest.fixture
def _no_zones(db: None) -> None:
    ShippingZone.objects.all().delete()


def zone(*rates: tuple[str, str], **fields: Any) -> dict[str, Any]:
    return {
        "name": "Hà Nội",
        "code": "ha-noi",
        "position": "1",
        "is_rest": "on",
        "per_extra_kg": "5.000",
        "free_from": "",
        "days_min": "1",
        "days_max": "2",
        "cash_on_delivery": "on",
        **rows("rates", *({"up_to_g": up_to, "charge": fee} for up_to, fee in rates)),
        **fields,
    }


def test_a_zone_is_made_with_its_rates(officer_client: Client) -> None:
    response = officer_client.post(
        reverse("phi-giao-hang:add"), zone(("1000", "25.000"), ("5000", "40000"))
    )

    assert response.status_code == 302, response.context["form"].errors
    made = ShippingZone.objects.get()
    rates = {rate.up_to_g: int(rate.charge) for rate in made.rates.all()}
    assert rates == {1000: 25_000, 5000: 40_000}


@pytest.mark.parametrize(
    "rates",
    [
        [("1000", "25,5")],
        [("1000", "-1")],
        [("1000", "40000"), ("5000", "25000")],
        [("1000", "25000"), ("1000", "30000")],
        [],
        [("", "25000")],
        [("99999999999999999999", "1")],
    ],
    ids=["fraction", "negative", "cheaper", "twice", "none", "no weight", "huge"],
)
def test_rates_that_make_no_sense_are_refused(
    officer_client: Client, rates: list[tuple[str, str]]
) -> None:
    response = officer_client.post(reverse("phi-giao-hang:add"), zone(*rates))

    assert response.status_code == 200
    assert not ShippingZone.objects.exists()


def test_a_province_belongs_to_one_zone(officer_client: Client) -> None:
    province = ProvinceFactory()
    taken = ShippingZone.objects.create(code="a", name="Đồng bằng", per_extra_kg=0)
    taken.provinces.add(province)

    response = officer_client.post(
        reverse("phi-giao-hang:add"),
        zone(("1000", "1"), is_rest="", provinces=[province.pk]),
    )

    assert "đã thuộc vùng “Đồng bằng”" in response.content.decode()
    assert ShippingZone.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"is_rest": ""}, {"is_home": "on"}, {"days_min": "5"}, {"per_extra_kg": "0,5"}],
    ids=["no kind", "two kinds", "days turned round", "fraction"],
)
def test_a_zone_that_contradicts_itself_is_refused(
    officer_client: Client, fields: dict[str, str]
) -> None:
    response = officer_client.post(
        reverse("phi-giao-hang:add"), zone(("1000", "1"), **fields)
    )

    assert response.context["form"].errors
    assert not ShippingZone.objects.exists()


def test_there_is_one_rest(officer_client: Client) -> None:
    ShippingZone.objects.create(code="a", name="Còn lại", is_rest=True, per_extra_kg=0)

    response = officer_client.post(reverse("phi-giao-hang:add"), zone(("1000", "1")))

    assert response.context["form"].errors["is_rest"]


def test_a_rate_is_changed_in_place(officer_client: Client) -> None:
    made = ShippingZone.objects.create(
        code="ha-noi", name="Hà Nội", is_rest=True, per_extra_kg=0
    )
    rate = ShippingRate.objects.create(zone=made, up_to_g=1000, charge=20_000)
    data = zone() | rows(
        "rates", {"id": rate.pk, "up_to_g": "1000", "charge": "22.000"}, initial=1
    )

    officer_client.post(reverse("phi-giao-hang:edit", args=[made.pk]), data)

    rate.refresh_from_db()
    assert rate.charge == 22_000


def test_a_surcharge_is_whole(officer_client: Client) -> None:
    url = reverse("phu-phi-giao-hang:add")
    ShippingSurcharge.objects.all().delete()

    officer_client.post(url, {"shipping_class": "bulky", "amount": "1,5"})
    assert not ShippingSurcharge.objects.exists()
    officer_client.post(url, {"shipping_class": "bulky", "amount": "50.000"})

    assert ShippingSurcharge.objects.get().amount == 50_000


def test_provinces_that_are_gone_are_not_offered(officer_client: Client) -> None:
    ProvinceFactory(code="99", name="Hà Tây", valid_to="2008-07-31")

    page = officer_client.get(reverse("phi-giao-hang:add"))

    assert "Hà Tây" not in page.content.decode()
