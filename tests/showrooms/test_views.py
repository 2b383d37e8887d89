"""The public showroom pages."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import cards
from catalog.partner.models import Location
from showrooms.models import OpeningHours, Showroom
from tests.factories.catalogue import ProductFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db


def showroom(slug: str = "phu-yen", **fields: object) -> Showroom:
    made = Showroom.objects.create(
        name=f"Điểm giới thiệu và bán sản phẩm OCOP {slug}",
        short_name=f"Điểm bán {slug}",
        slug=slug,
        place="Làng giày Giẽ Hạ, xã Chuyên Mỹ, Hà Nội",
        commune=CommuneFactory(),
        location=Location.objects.create(code=slug, name=slug, kind="showroom"),
        **{"phone": "+842433781234", **fields},
    )
    for weekday in range(7):
        OpeningHours.objects.create(
            showroom=made, weekday=weekday, opens="07:30", closes="18:00"
        )
    return made


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-26 09:00+07:00", "Đang mở cửa, đến 18:00"),
        ("2026-11-26 18:00+07:00", "Đã đóng cửa, mở lại 07:30 ngày mai"),
        ("2026-11-26 23:59+07:00", "Đã đóng cửa, mở lại 07:30 ngày mai"),
        ("2026-11-27 00:00+07:00", "Đã đóng cửa, mở lại 07:30 hôm nay"),
        (
            "2027-02-05 09:00+07:00",
            "Đang nghỉ (nghỉ Tết), mở lại 07:30 thứ Năm",
        ),
        (
            "2027-02-03 18:30+07:00",
            "Đã đóng cửa, mở lại 07:30 ngày 11/02/2027",
        ),
    ],
)
def test_both_pages_say_whether_it_is_open(client: Client, now, words):
    showroom().closures.create(
        starts_on="2027-02-04", ends_on="2027-02-10", reason="nghỉ Tết"
    )

    with time_machine.travel(now):
        assert words in client.get("/diem-ban/").text
        assert words in client.get("/diem-ban/phu-yen/").text


def test_the_page_shows_todays_hours_first_the_way_and_the_goods(client: Client):
    place = showroom()
    place.products.add(ProductFactory(title="Khay trà"))
    cards.rebuild_all(day=timezone.localdate())

    with time_machine.travel("2026-11-28 09:00+07:00"):
        text = client.get("/diem-ban/phu-yen/").text

    hours = text.partition("Giờ mở cửa")[2]
    assert hours.index("Hôm nay, thứ Bảy") < hours.index("Chủ nhật 29/11")
    assert "https://www.openstreetmap.org/search?query=" in text
    assert 'href="tel:+842433781234"' in text
    assert "Khay trà" in text


def test_a_shut_down_showroom_has_no_page(client: Client):
    showroom(is_active=False)

    assert client.get("/diem-ban/phu-yen/").status_code == 404
    assert "phu-yen" not in client.get("/diem-ban/").text


def test_pages_cost_the_same_for_two_and_for_twenty(client: Client):
    spent = []
    for number in range(20):
        showroom(f"diem-{number}").products.add(
            ProductFactory(title=f"Khay trà số {number}")
        )
        Showroom.objects.get(slug="diem-0").products.add(
            ProductFactory(title=f"Tranh số {number}")
        )
        if number + 1 in {2, 20}:
            cards.rebuild_all(day=timezone.localdate())
            client.get("/diem-ban/diem-0/")
            counts = []
            for url in ("/diem-ban/", "/diem-ban/diem-0/"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                counts.append(len(queries))
            spent.append(counts)

    assert spent[0] == spent[1]
