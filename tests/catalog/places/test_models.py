"""What the place tables refuse."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.places.models import Commune, CommuneChange, Province
from tests.factories.places import (
    CommuneFactory,
    CraftVillageFactory,
    OldCommuneFactory,
    ProvinceFactory,
)

REFORM = dt.date(2025, 7, 1)


def test_two_current_provinces_cannot_share_a_code(db):
    ProvinceFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Province.objects.create(code="01", name="Hà Tây", kind="tinh")


def test_a_code_begins_once_a_day(db):
    province = ProvinceFactory()
    CommuneFactory(code="10330", valid_from=REFORM)

    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.create(
            code="10330", name="Vân Từ", kind="xa", province=province, valid_from=REFORM
        )


def test_a_commune_cannot_end_before_it_begins(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommuneFactory(code="10345", valid_from=REFORM, valid_to=dt.date(2025, 6, 30))


def test_a_slug_is_used_once(db):
    CommuneFactory(slug="chuyen-my")

    with pytest.raises(IntegrityError), transaction.atomic():
        CommuneFactory(code="10342", name="Đại Xuyên", slug="chuyen-my")


def test_many_communes_have_no_slug(db):
    CommuneFactory(code="10342", name="Đại Xuyên", slug="")
    CommuneFactory(code="10279", name="Phượng Dực", slug="")

    assert Commune.objects.filter(slug="").count() == 2


def test_a_change_is_told_once(db):
    old, new = OldCommuneFactory(), CommuneFactory()
    CommuneChange.objects.create(old=old, new=new, share="all", effective=REFORM)

    with pytest.raises(IntegrityError), transaction.atomic():
        CommuneChange.objects.create(old=old, new=new, share="part", effective=REFORM)


def test_a_commune_in_use_cannot_be_deleted(db):
    village = CraftVillageFactory()

    with pytest.raises(ProtectedError):
        village.origin_commune.delete()


def test_saving_derives_what_follows_from_the_name(db):
    commune = CommuneFactory(code="24103", name="Ea H’Leo", slug="")

    assert commune.full_name == "Xã Ea H’Leo"
    assert commune.folded == "xa ea hleo"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (dt.date(2025, 6, 30), False),
        (REFORM, True),
        (dt.date(2026, 4, 29), True),
        (dt.date(2026, 4, 30), False),
    ],
    ids=str,
)
def test_a_commune_exists_from_its_first_to_its_last_day(db, day, there):
    CommuneFactory(valid_from=REFORM, valid_to=dt.date(2026, 4, 29))

    assert Commune.objects.on(day).exists() is there
