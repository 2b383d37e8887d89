"""The place desk in the Wagtail admin."""

import io

import openpyxl
import pytest
from django.urls import reverse

from catalog.places.models import Commune, CraftVillage
from storefront.accounts.groups import EDITORS, OFFICERS, SELLERS, ensure_groups
from tests.factories.people import UserFactory
from tests.factories.places import CommuneFactory, CraftVillageFactory

pytestmark = pytest.mark.usefixtures("installed")

LISTS = {
    "lang-nghe": "",
    "xa-phuong": "",
    "thay-doi-dia-gioi": "",
    "tinh-thanh-pho": "",
}


def index(name):
    return reverse(f"{name}:index")


def titles(answer):
    return [str(row) for row in answer.context["object_list"]]


@pytest.fixture
def person_of(db):
    groups = {group.name: group for group in ensure_groups()}

    def make(name):
        person = UserFactory()
        person.groups.add(groups[name])
        return person

    return make


@pytest.mark.parametrize("name", LISTS)
def test_an_officer_reads_every_list(client, places, person_of, name):
    client.force_login(person_of(OFFICERS))

    assert client.get(index(name)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("person", ["buyer", "producer"])
def test_shoppers_and_producers_read_none(request, client, places, name, person):
    client.force_login(request.getfixturevalue(person))

    assert client.get(index(name)).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_a_visitor_is_led_to_the_log_in(client, places, name):
    assert client.get(index(name)).status_code == 302


def test_sellers_do_not_edit_villages(client, person_of):
    village = CraftVillageFactory()
    client.force_login(person_of(SELLERS))

    client.post(reverse("lang-nghe:edit", args=[village.pk]), {"name": "Khác"})

    village.refresh_from_db()
    assert village.name == "Giày da Phú Yên"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({"state": "now", "is_area": "true"}, 4),
        ({"state": "former", "is_area": "true"}, 33),
        ({"kind": "dac_khu"}, 13),
        ({"q": "van tu"}, 9),
        ({"q": "VÂN TỪ", "is_area": "true"}, 1),
        ({"q": "10330"}, 2),
        ({"q": "\x00"}, 13371),
    ],
    ids=str,
)
def test_communes_are_filtered_and_searched(officer_client, places, question, count):
    answer = officer_client.get(index("xa-phuong"), question)

    assert answer.context["paginator"].count == count


def test_a_commune_keeps_its_name_and_its_row(officer_client, places):
    commune = Commune.objects.get(slug="chuyen-my")
    url = reverse("xa-phuong:edit", args=[commune.pk])

    officer_client.post(
        url, {"is_area": "on", "slug": "chuyen-my", "note": "Xã mới", "name": "Khác"}
    )

    commune.refresh_from_db()
    assert (commune.name, commune.note) == ("Chuyên Mỹ", "Xã mới")
    assert officer_client.get(url.replace("edit", "delete")).status_code == 404
    assert officer_client.get(index("xa-phuong") + "new/").status_code == 404


def test_a_change_of_a_commune_is_in_its_history(officer_client, places):
    commune = Commune.objects.get(slug="chuyen-my")
    officer_client.post(
        reverse("xa-phuong:edit", args=[commune.pk]),
        {"is_area": "on", "slug": "chuyen-my", "note": "Xã mới"},
    )

    history = officer_client.get(reverse("xa-phuong:history", args=[commune.pk]))

    assert history.status_code == 200
    assert len(history.context["object_list"]) == 1


@pytest.mark.parametrize("name", ["xa-phuong", "thay-doi-dia-gioi", "tinh-thanh-pho"])
def test_rows_are_inspected(officer_client, places, name):
    row = officer_client.get(index(name)).context["object_list"][0]

    answer = officer_client.get(reverse(f"{name}:inspect", args=[row.pk]))

    assert answer.status_code == 200


def test_communes_are_exported(officer_client, places):
    answer = officer_client.get(
        index("xa-phuong"), {"state": "now", "is_area": "true", "export": "xlsx"}
    )

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Mã", "Tên", "Tỉnh")
    assert [row[1] for row in rows[1:]] == [
        "Xã Chuyên Mỹ",
        "Xã Đại Xuyên",
        "Xã Phú Xuyên",
        "Xã Phượng Dực",
    ]


def village_data(**fields):
    data = {
        "name": "Cỏ tế  Phú Tu\u0301c",
        "slug": "co-te-phu-tuc",
        "craft": "Đan cỏ tế",
        "position": "1",
        "origin_commune": str(Commune.objects.get(slug="phu-tuc-cu").pk),
        "commune": str(Commune.objects.get(slug="phuong-duc").pk),
    }
    return data | fields


def test_an_editor_adds_a_village(client, places, person_of):
    client.force_login(person_of(EDITORS))

    answer = client.post(reverse("lang-nghe:add"), village_data())

    assert answer.status_code == 302
    village = CraftVillage.objects.get(slug="co-te-phu-tuc")
    assert village.name == "Cỏ tế Phú Túc"


def test_a_village_comes_from_one_of_the_28(client, places, person_of):
    client.force_login(person_of(EDITORS))
    elsewhere = Commune.objects.get(name="Văn Tự", former_district="huyện Thường Tín")

    client.post(
        reverse("lang-nghe:add"), village_data(origin_commune=str(elsewhere.pk))
    )

    assert not CraftVillage.objects.exists()


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_of_villages_costs_the_same(
    officer_client, django_assert_max_num_queries, count
):
    origin = CommuneFactory(code="10294", name="Phú Túc", slug="phu-tuc-cu")
    for number in range(count):
        CraftVillageFactory(slug=f"lang-{number}", origin_commune=origin)
    officer_client.get(index("lang-nghe"))

    with django_assert_max_num_queries(14):
        officer_client.get(index("lang-nghe"))
