"""The search in the back office: who may, what is checked, what is live at once."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.setup import ensure_site
from search.models import EngineFailureDay, HotWord, SearchedTerm, Synonym
from search.synonyms import expand
from tests.factories.people import UserFactory, staff_member
from tests.showrooms.test_views import showroom

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/quan-tri/tu-da-tim/",
    "/quan-tri/tu-da-tim/?export=xlsx",
    "/quan-tri/tu-cung-nghia/",
    "/quan-tri/tu-cung-nghia/new/",
    "/quan-tri/tu-khoa-noi-bat/",
    "/quan-tri/tu-khoa-noi-bat/new/",
]


@pytest.fixture
def keeper(db: None) -> Any:
    person = UserFactory(first_name="Vũ Thị Ước")
    showroom("phu-tuc").keepers.add(person)
    return person


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["anonymous", "shopper", "producer", "keeper"])
def test_nobody_else_gets_in(
    client: Client, address, who, buyer: Any, producer: Any, keeper: Any
):
    people = {"shopper": buyer, "producer": producer, "keeper": keeper}
    if who in people:
        client.force_login(people[who])

    response = client.get(address)
    client.post(address, {"words": "vest, comple", "text": "bưởi", "position": "1"})

    assert response.status_code in (302, 403)
    assert not Synonym.objects.exists()
    assert not HotWord.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_staff_get_in(client: Client, address):
    ensure_site()
    person = staff_member()
    client.force_login(person)

    assert client.get(address).status_code == 200


def test_the_report_needs_its_own_right(client: Client):
    person = UserFactory(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)

    assert client.get("/quan-tri/tu-da-tim/").status_code in (302, 403)


@pytest.mark.django_db(transaction=True)
def test_a_saved_group_is_live_at_once(officer_client: Client):
    assert len(expand("vest nam").phrases) == 1

    response = officer_client.post(
        reverse("tu-cung-nghia:add"),
        {"words": " vest ,comple,  com lê, vest", "note": "", "is_active": "on"},
    )

    assert response.status_code == 302
    assert Synonym.objects.get().words == "vest, comple, com lê"
    written = [
        " ".join(w.exact for w in phrase) for phrase in expand("vest nam").phrases
    ]
    assert written == ["vest nam", "com lê nam", "comple nam"]


@pytest.mark.parametrize("words", ["vest", "vest, VEST", " , ,", "!!!, ???"])
def test_one_word_alone_has_no_synonyms(officer_client: Client, words):
    response = officer_client.post(
        reverse("tu-cung-nghia:add"), {"words": words, "is_active": "on"}
    )

    assert response.status_code == 200
    assert not Synonym.objects.exists()


def test_a_hot_word_needs_letters(officer_client: Client):
    response = officer_client.post(
        reverse("tu-khoa-noi-bat:add"), {"text": "!!", "position": "1"}
    )

    assert response.status_code == 200
    assert not HotWord.objects.exists()


def searched(term: str, times: int, results: int, days_ago: int = 0, **fields: int):
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    return SearchedTerm.objects.create(
        day=day, term=term, times=times, results=results, **fields
    )


def test_the_report_adds_days_up_and_offers_a_synonym(officer_client: Client):
    searched("khảm trai", 3, 17, clicks=2, position_total=5)
    searched("khảm trai", 4, 12, days_ago=2)
    searched("tivi", 9, 0)
    searched("lâu rồi", 99, 1, days_ago=40)

    page = officer_client.get("/quan-tri/tu-da-tim/").text

    assert page.index("tivi") < page.index("khảm trai")
    assert "<td>7</td><td>17</td><td>2</td><td>2,5</td>" in page
    assert "lâu rồi" not in page
    assert "/quan-tri/tu-cung-nghia/new/?tu=tivi" in page
    form = officer_client.get("/quan-tri/tu-cung-nghia/new/?tu=tivi").text
    assert 'value="tivi, "' in form


def test_only_what_found_nothing(officer_client: Client):
    searched("khảm trai", 3, 17)
    searched("tivi", 9, 0)

    page = officer_client.get("/quan-tri/tu-da-tim/?trong=1").text

    assert "tivi" in page
    assert "khảm trai" not in page


def test_the_export_opens_as_a_table(officer_client: Client):
    searched("khảm trai", 3, 17, clicks=2, position_total=5)

    response = officer_client.get("/quan-tri/tu-da-tim/?export=xlsx")

    book = load_workbook(BytesIO(response.content))
    rows = list(book.worksheets[0].values)
    assert rows[1][:5] == ("khảm trai", 3, 17, 2, 2.5)


def test_failures_of_the_server_are_shown(officer_client: Client):
    EngineFailureDay.objects.create(
        day=timezone.localdate(), engine="elasticsearch", reason="Timeout", times=3
    )

    assert "elasticsearch, Timeout" in officer_client.get("/quan-tri/tu-da-tim/").text


@pytest.mark.parametrize(
    "params", ["ngay=abc", "ngay=-1", "trang=0", "trang=10000000000"]
)
def test_nonsense_gives_the_usual_report(officer_client: Client, params):
    assert officer_client.get(f"/quan-tri/tu-da-tim/?{params}").status_code == 200


def test_lists_cost_the_same_for_two_and_for_twenty(officer_client: Client):
    spent: list[list[int]] = []
    for wanted in (2, 20):
        for number in range(wanted):
            searched(f"từ {wanted} {number}", 1, 0)
            Synonym.objects.create(words=f"một {wanted} {number}, hai {number}")
            HotWord.objects.create(text=f"từ {wanted} {number}")
        costs = []
        for address in (ADDRESSES[0], ADDRESSES[2], ADDRESSES[4]):
            officer_client.get(address)
            with CaptureQueriesContext(connection) as captured:
                officer_client.get(address)
            costs.append(len(captured))
        spent.append(costs)

    assert spent[0] == spent[1]
