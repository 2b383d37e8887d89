"""The showrooms' desk: hours, closures, keepers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from showrooms.models import Showroom
from tests.catalog.test_desk import rows
from tests.factories.places import CommuneFactory


def showroom(**fields: Any) -> dict[str, Any]:
    commune = CommuneFactory(is_area=True)
    return {
        "name": "Điểm giới thiệu và bán sản phẩm OCOP Phú Yên",
        "short_name": "Phú Yên",
        "slug": "diem-phu-yen",
        "commune": commune.pk,
        "place": "Làng giày Giẽ Hạ",
        "phone": "0912 345 678",
        "position": "1",
        "is_active": "on",
        "offers_pickup": "on",
        "commission_pct": "15",
        "people": "",
        **rows("hours", {"weekday": "0", "opens": "08:00", "closes": "17:30"}),
        **rows("closures"),
        **fields,
    }


def test_a_showroom_is_made_with_hours_and_its_own_place(
    officer_client: Client, producer: Any
) -> None:
    response = officer_client.post(
        reverse("diem-ban:add"), showroom(people="0987 654 321")
    )

    assert response.status_code == 302, response.context["form"].errors
    made = Showroom.objects.get()
    assert made.hours.get().closes == dt.time(17, 30)
    assert made.location.kind == "showroom"
    assert list(made.keepers.all()) == [producer]


@pytest.mark.parametrize(
    "fields",
    [
        rows("hours", {"weekday": "0", "opens": "18:00", "closes": "08:00"}),
        rows(
            "hours",
            {"weekday": "0", "opens": "08:00", "closes": "12:00"},
            {"weekday": "0", "opens": "11:00", "closes": "17:00"},
        ),
        rows("closures", {"starts_on": "2026-12-02", "ends_on": "2026-12-01"}),
        {"people": "0999 999 999"},
        {"phone": "123"},
        {"slug": "Phú Yên"},
        {"commission_pct": "15,55"},
    ],
    ids=["turned", "overlap", "closure", "unknown keeper", "phone", "slug", "percent"],
)
def test_a_showroom_that_makes_no_sense_is_refused(
    officer_client: Client, fields: dict[str, Any]
) -> None:
    response = officer_client.post(reverse("diem-ban:add"), showroom(**fields))

    assert response.status_code == 200
    assert not Showroom.objects.exists()


def test_two_openings_of_a_day_may_touch(officer_client: Client) -> None:
    hours = rows(
        "hours",
        {"weekday": "0", "opens": "08:00", "closes": "12:00"},
        {"weekday": "0", "opens": "12:00", "closes": "17:00"},
    )

    officer_client.post(reverse("diem-ban:add"), showroom(**hours))

    assert Showroom.objects.get().hours.count() == 2
