"""Where a commune went, and where it came from."""

import datetime as dt
import json

import pytest

from catalog.places.dataset import FOLDER
from catalog.places.history import (
    commune_on,
    current_successors,
    origin_label,
    successors_on,
)
from catalog.places.models import Commune

TODAY = dt.date(2026, 11, 26)
FINAL = {
    "Phú Xuyên": "Phú Minh, Phú Xuyên, Văn Nhân, Thụy Phú, Hồng Thái, Quang Trung, "
    "Nam Phong, Nam Triều, Sơn Hà",
    "Phượng Dực": "Hồng Minh, Phượng Dực, Tri Trung, Đại Thắng, Phú Túc, Văn Hoàng, "
    "Hoàng Long",
    "Chuyên Mỹ": "Tân Dân, Chuyên Mỹ, Vân Từ, Phú Yên, Châu Can",
    "Đại Xuyên": "Khai Thái, Phúc Tiến, Tri Thủy, Đại Xuyên, Bạch Hạ, Quang Lãng, "
    "Minh Tân",
}
NOW = {old: new for new, olds in FINAL.items() for old in olds.split(", ")}


def origin(name):
    return Commune.objects.of_2019().get(name=name)


def test_the_28_of_2019(places):
    assert set(Commune.objects.of_2019().values_list("name", flat=True)) == set(NOW)
    assert len(NOW) == 28


@pytest.mark.parametrize(("name", "now"), NOW.items())
def test_each_of_the_28_belongs_to_one_commune_now(places, name, now):
    [successor] = current_successors(origin(name))

    assert (successor.name, successor.is_area) == (now, True)


@pytest.mark.parametrize("name", NOW)
def test_each_of_the_28_is_found_on_every_day(places, name):
    commune = origin(name)

    for year in range(2019, 2027):
        for month in (1, 3, 7, 12):
            day = dt.date(year, month, 1)
            [unit] = successors_on(commune, day)
            assert (unit.valid_from or day) <= day <= (unit.valid_to or day)


def test_a_commune_goes_through_the_units_between(places):
    commune = origin("Sơn Hà")

    days = [dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 7, 1)]

    assert [unit.name for day in days for unit in successors_on(commune, day)] == [
        "Sơn Hà",
        "Quang Hà",
        "Phú Xuyên",
    ]


def test_a_commune_is_not_found_before_it_began(places):
    commune = Commune.objects.get(name="Nam Tiến", code="10282")

    assert successors_on(commune, dt.date(2019, 12, 31)) == []


def test_a_divided_commune_names_its_chief_heir_first(places):
    commune = Commune.objects.get(name="Tô Hiệu", former_district="huyện Thường Tín")

    assert [unit.name for unit in current_successors(commune)] == [
        "Chương Dương",
        "Phú Xuyên",
    ]


def test_the_steps_are_walked_with_one_question_each(places, django_assert_num_queries):
    commune = origin("Thụy Phú")

    with django_assert_num_queries(2):
        current_successors(commune)


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("10330", dt.date(2025, 6, 30), "Vân Từ"),
        ("10330", TODAY, "Chuyên Mỹ"),
        ("10291", dt.date(2024, 12, 31), "Đại Thắng"),
        ("10291", dt.date(2025, 1, 1), "Văn Hoàng"),
        ("10282", dt.date(2020, 2, 29), "Văn Nhân"),
        ("10282", dt.date(2020, 3, 1), "Nam Tiến"),
    ],
)
def test_a_code_is_read_with_its_day(places, code, day, name):
    found = commune_on(code, day)

    assert found is not None
    assert found.name == name


def test_an_unknown_code_is_nothing(places):
    assert commune_on("99999", TODAY) is None


def test_a_place_is_shown_with_its_origin_and_its_commune_of_today(places):
    today = Commune.objects.get(slug="chuyen-my")

    assert origin_label(origin("Vân Từ"), today) == "Vân Từ (nay thuộc xã Chuyên Mỹ)"
    assert origin_label(origin("Chuyên Mỹ"), today) == (
        "Chuyên Mỹ cũ (nay thuộc xã Chuyên Mỹ)"
    )
    assert origin_label(today, today) == "Xã Chuyên Mỹ"


def test_the_area_file_names_no_unit_twice():
    area = json.loads((FOLDER / "phu_xuyen.json").read_text("utf-8"))
    slugs = [item["slug"] for item in area["former"] + area["current"]]

    assert len(slugs) == len(set(slugs)) == 37
