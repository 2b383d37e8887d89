"""Provinces, communes and craft villages."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from catalog.places.models import Commune, CraftVillage, Province
from catalog.vietnamese import sort_key


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "01"
    name = "Hà Nội"
    kind = "thanh_pho"
    sort_key = factory.LazyAttribute(lambda province: sort_key(province.name))
    dataset_version = "test"


class CommuneFactory(DjangoModelFactory):
    """Today's commune Chuyên Mỹ, unless told otherwise."""

    class Meta:
        model = Commune
        django_get_or_create = ("code", "name", "valid_from")

    code = "10330"
    name = "Chuyên Mỹ"
    kind = "xa"
    province = factory.SubFactory(ProvinceFactory)
    sort_key = factory.LazyAttribute(lambda commune: sort_key(commune.name))
    slug = "chuyen-my"
    is_area = True
    valid_from = dt.date(2025, 7, 1)
    dataset_version = "test"


class OldCommuneFactory(CommuneFactory):
    """Phú Yên as it was until mid-2025."""

    code = "10339"
    name = "Phú Yên"
    slug = "phu-yen-cu"
    former_district = "Phú Xuyên"
    valid_from = None
    valid_to = dt.date(2025, 6, 30)


class CraftVillageFactory(DjangoModelFactory):
    class Meta:
        model = CraftVillage
        django_get_or_create = ("slug",)

    name = "Giày da Phú Yên"
    slug = "giay-da-phu-yen"
    craft = "Đóng giày da"
    origin_commune = factory.SubFactory(OldCommuneFactory)
    commune = factory.SubFactory(CommuneFactory)
