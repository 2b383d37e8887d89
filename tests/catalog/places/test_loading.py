"""Loading place data: opens and closes rows, never deletes."""

import datetime as dt
import json
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from catalog.places.dataset import FOLDER, read
from catalog.places.loading import load
from catalog.places.models import Commune, CommuneChange, Province

REFORM = dt.date(2025, 7, 1)
LATER = dt.date(2026, 4, 30)


def snapshot():
    return (
        list(Province.objects.order_by("pk").values_list()),
        list(Commune.objects.order_by("pk").values_list()),
        list(CommuneChange.objects.order_by("pk").values_list()),
    )


def test_everything_is_loaded(places):
    assert Province.objects.current().count() == 34
    assert Commune.objects.current().count() == 3321
    assert Commune.objects.current().filter(province__code="01").count() == 126
    assert Commune.objects.count() == 3321 + 10040 + 10
    assert CommuneChange.objects.filter(effective=REFORM).count() == 9569 + 1033


def test_loading_twice_changes_nothing(places):
    before = snapshot()

    loaded = load(read())

    assert not any(vars(loaded).values())
    assert snapshot() == before


def test_a_second_run_asks_a_fixed_number_of_questions(
    places, django_assert_max_num_queries
):
    dataset = read()

    with django_assert_max_num_queries(10):
        load(dataset)


def test_the_command_tells_what_it_did(places):
    out = StringIO()

    call_command("load_places", stdout=out)

    assert "xã, phường mở: 0" in out.getvalue()


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2019, 12, 31),
        dt.date(2020, 3, 1),
        dt.date(2024, 12, 31),
        dt.date(2025, 1, 1),
        dt.date(2025, 6, 30),
        dt.date(2025, 7, 1),
        dt.date(2026, 11, 26),
    ],
    ids=str,
)
def test_a_code_means_one_commune_on_every_day(places, day):
    codes = list(Commune.objects.on(day).values_list("code", flat=True))

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (dt.date(2019, 12, 31), 28),
        (dt.date(2020, 3, 1), 27),
        (dt.date(2025, 1, 1), 23),
        (dt.date(2025, 7, 1), 4),
    ],
    ids=str,
)
def test_the_area_has_as_many_communes_as_the_law_says(places, day, count):
    assert Commune.objects.in_area().on(day).count() == count


def test_the_four_communes_of_today_have_plain_slugs(places):
    today = Commune.objects.in_area().current().order_by("code")

    assert list(today.values_list("code", "slug")) == [
        ("10273", "phu-xuyen"),
        ("10279", "phuong-duc"),
        ("10330", "chuyen-my"),
        ("10342", "dai-xuyen"),
    ]


def test_only_the_area_has_slugs(places):
    assert Commune.objects.exclude(slug="").count() == 28 + 5 + 4
    assert not Commune.objects.get(name="Văn Tự", valid_to="2025-06-30").is_area
    assert not Commune.objects.get(code="05773", valid_to=None).is_area  # Thái Nguyên


def test_divided_units_tell_their_parts_and_the_chief_one(places):
    old = Commune.objects.get(name="Tô Hiệu", former_district="huyện Thường Tín")

    parts = old.successors.order_by("new__name")

    assert [(part.new.name, part.share) for part in parts] == [
        ("Chương Dương", "part"),
        ("Phú Xuyên", "part"),
    ]
    assert parts.filter(is_default=True).count() == 1


@pytest.fixture
def later(tmp_path):
    """A dataset of April 2026 that the test may change before it is read."""
    shutil.copytree(FOLDER, tmp_path / "data")
    about = {"version": "later", "reform": str(REFORM), "effective": str(LATER)}
    (tmp_path / "data" / "dataset.json").write_text(json.dumps(about))
    return tmp_path / "data"


def rewrite(folder, old, new):
    path = folder / "communes.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_later_dataset_with_the_same_units_changes_nothing(places, later):
    assert not any(vars(load(read(later))).values())


def test_a_new_spelling_corrects_the_row(places, later):
    rewrite(later, "10543,phuong,Việt Hòa", "10543,phuong,Việt Hoà")

    loaded = load(read(later))

    commune = Commune.objects.get(code="10543", valid_to=None)
    assert loaded.corrected == [commune]
    assert (commune.name, commune.valid_from) == ("Việt Hoà", REFORM)
    assert not loaded.opened


def test_a_commune_that_became_a_ward_is_closed_and_opened_again(places, later):
    rewrite(later, "10330,xa,Chuyên Mỹ", "10330,phuong,Chuyên Mỹ")
    before = Commune.objects.get(code="10330", valid_to=None)

    load(read(later))

    old = Commune.objects.get(pk=before.pk)
    new = Commune.objects.get(code="10330", valid_to=None)
    assert old.valid_to == dt.date(2026, 4, 29)
    assert (new.full_name, new.valid_from) == ("Phường Chuyên Mỹ", LATER)
    assert (new.is_area, new.slug) == (True, "chuyen-my")
    assert old.successors.get().new == new


def test_a_commune_that_is_gone_is_closed_not_deleted(places, later):
    rewrite(later, "10543,phuong,Việt Hòa,31\n", "")

    loaded = load(read(later))

    assert [row.code for row in loaded.closed] == ["10543"]
    assert Commune.objects.get(code="10543", valid_from=REFORM).valid_to == dt.date(
        2026, 4, 29
    )


def test_a_load_that_fails_changes_nothing(places, later, monkeypatch):
    rewrite(later, "10330,xa,Chuyên Mỹ", "10330,phuong,Chuyên Mỹ")
    monkeypatch.setattr(
        CommuneChange.objects, "bulk_create", lambda *args, **kwargs: 1 / 0
    )
    before = snapshot()

    with pytest.raises(ZeroDivisionError):
        load(read(later))

    assert snapshot() == before
