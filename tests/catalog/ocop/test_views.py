"""The public register of certificates."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import cards
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 26)
URL = "/tra-cuu-chung-nhan/"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-26 12:00+07:00"):
        yield


def shoe(**fields):
    return CertificateFactory(
        product=ProductFactory(title="Giày tây nam buộc dây"),
        decision="DEMO-0088/QĐ-UBND",
        **fields,
    )


@pytest.mark.parametrize(
    "text",
    ["01-10339-0007-2024", "demo-0088/qd-ubnd", "0088", "giay tay", "GIÀY buộc"],
)
def test_a_certificate_is_found_by_number_decision_or_name(client: Client, text):
    certificate = shoe()
    cards.rebuild_all(day=TODAY)

    response = client.get(URL, {"q": text})

    assert certificate.get_absolute_url() in response.text
    assert "còn hiệu lực đến hết ngày 21/02/2027" in response.text


def test_a_certificate_of_a_hidden_product_is_found_too(client: Client):
    certificate = shoe()
    type(certificate.product).objects.update(is_public=False)
    cards.rebuild_all(day=TODAY)

    response = client.get(URL, {"q": "0088"})

    assert certificate.get_absolute_url() in response.text
    page = client.get(certificate.get_absolute_url()).text
    assert "Xem sản phẩm" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chứng nhận DEMO-0088/QĐ-UBND còn hiệu lực đến hết ngày 21/02/2027."),
        (
            {"expires_on": TODAY - dt.timedelta(1)},
            "Chứng nhận DEMO-0088/QĐ-UBND đã hết hạn ngày 25/11/2026.",
        ),
        (
            {
                "expires_on": dt.date(2026, 10, 1),
                "extended_until": dt.date(2027, 1, 15),
                "extension_reference": "công văn 12/OCOP",
            },
            "được kéo dài đến hết ngày 15/01/2027 theo công văn 12/OCOP",
        ),
        (
            {
                "revoked_on": dt.date(2026, 9, 1),
                "revocation_ground": "mark_misuse",
                "revocation_decision": "99/QĐ-UBND",
            },
            "đã bị thu hồi ngày 01/09/2026 theo quyết định 99/QĐ-UBND. "
            "Lý do: Dùng sai nhãn hiệu chứng nhận.",
        ),
        (
            {"issued_on": TODAY + dt.timedelta(1)},
            "Chứng nhận DEMO-0088/QĐ-UBND có hiệu lực từ ngày 27/11/2026.",
        ),
        (
            {"evidence_level": "B1", "evidence_source": "Báo Hànộimới 12/03/2024"},
            "Nguồn: Báo Hànộimới 12/03/2024.",
        ),
    ],
    ids=["valid", "expired", "extended", "revoked", "upcoming", "press"],
)
def test_a_page_says_plainly_what_it_is_worth(client: Client, fields, sentence):
    certificate = shoe(**fields)

    text = client.get(certificate.get_absolute_url()).text

    assert sentence in text
    bears_star = sentence.count("còn hiệu lực") or "kéo dài" in sentence
    assert ('class="badge' in text) == bool(bears_star)
    assert ("hiện không mang sao OCOP" in text) == (
        not bears_star and "Nguồn" not in sentence
    )


def test_a_superseded_page_names_its_successor(client: Client):
    new = shoe(stars=5, issued_on=dt.date(2026, 6, 1))
    old = CertificateFactory(product=new.product, superseded_by=new, decision="CU-01")

    text = client.get(old.get_absolute_url()).text

    assert "đã được thay bằng chứng nhận DEMO-0088/QĐ-UBND từ ngày 01/06/2026" in text
    assert "đang mang sao theo chứng nhận DEMO-0088/QĐ-UBND" in text
    assert new.get_absolute_url() in text
    assert 'class="badge' not in text


@pytest.mark.parametrize("level", ["B2", "C"])
def test_claims_without_recognition_are_never_shown(client: Client, level):
    certificate = shoe(evidence_level=level)

    assert client.get(certificate.get_absolute_url()).status_code == 404
    assert certificate.get_absolute_url() not in client.get(URL, {"q": "0088"}).text


def test_search_costs_the_same_for_two_and_for_twenty(client: Client):
    spent = []
    for number in range(20):
        CertificateFactory(product=ProductFactory(title=f"Khay trà số {number}"))
        if number + 1 in {2, 20}:
            client.get(URL, {"q": "khay"})
            with CaptureQueriesContext(connection) as queries:
                response = client.get(URL, {"q": "khay"})
            assert f"{number + 1} chứng nhận" in response.text
            spent.append(len(queries))

    assert spent[0] == spent[1]


@pytest.mark.parametrize(
    "params",
    [
        {"q": "\x00"},
        {"q": "((((("},
        {"q": "[a-z]*+\\"},
        {"q": "😀" * 300},
        {"q": "'; DROP TABLE"},
        {"q": "khay", "trang": "9" * 50},
        {"q": "khay", "trang": "-1"},
    ],
)
def test_hostile_words_give_a_page(client: Client, params):
    shoe()

    assert client.get(URL, params).status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 30, "abc"])
def test_an_unknown_certificate_is_404(client: Client, pk):
    assert client.get(f"{URL}{pk}/").status_code == 404
