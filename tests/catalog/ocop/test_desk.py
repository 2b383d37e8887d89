"""The register's desk: issuing, extending, revoking, and never typing over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from catalog.ocop.desk_list import certificates, in_state
from catalog.ocop.models import Certificate, RuleVersion
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory

TODAY = dt.date(2026, 11, 26)
NOON = dt.datetime(2026, 11, 26, 5, tzinfo=dt.UTC)

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def _today() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def decision(**fields: Any) -> dict[str, Any]:
    return {
        "product": fields.get("product") or ProductFactory().pk,
        "stars": "4",
        "score": "82,5",
        "rule_version": RuleVersion.objects.get(code="148-2023").pk,
        "number": "01-10339-0007-2024",
        "scheme": "commune",
        "decision": "0217/QĐ-UBND",
        "authority": "UBND thành phố Hà Nội",
        "authority_level": "province",
        "issued_on": "2024-02-21",
        "expires_on": "",
        "evidence_level": "A",
        "evidence_source": "",
        **fields,
    }


def act_url(certificate: Certificate, act: str) -> str:
    return reverse("chung-nhan:act", args=[certificate.pk, act])


def test_a_decision_is_put_on_file_with_its_event(
    officer_client: Client, officer: Any
) -> None:
    response = officer_client.post(reverse("chung-nhan:add"), decision())

    assert response.status_code == 302, response.context["form"].errors
    certificate = Certificate.objects.get()
    assert certificate.score == 82.5
    assert certificate.expires_on.year == 2027
    assert certificate.events.get().actor == officer


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("authority_level", {"stars": "5"}),
        ("authority_level", {"authority_level": "district"}),
        ("issued_on", {"issued_on": "2020-01-01"}),
        ("issued_on", {"issued_on": "31/02/2024"}),
        ("stars", {"stars": "2"}),
        ("stars", {"stars": "99999999999999999999"}),
        ("number", {"number": ""}),
        ("number", {"number": "a\0b"}),
        ("product", {"product": "999999999999"}),
    ],
)
def test_a_decision_that_cannot_be_is_refused_beside_its_field(
    officer_client: Client, field: str, fields: dict[str, str]
) -> None:
    response = officer_client.post(reverse("chung-nhan:add"), decision(**fields))

    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert not Certificate.objects.exists()


def test_a_new_decision_takes_over_from_the_old(officer_client: Client) -> None:
    old = CertificateFactory()

    officer_client.post(
        reverse("chung-nhan:add"),
        decision(
            product=old.product_id,
            issued_on="2026-06-22",
            rule_version=RuleVersion.objects.get(code="26-2026").pk,
        ),
    )

    old.refresh_from_db()
    assert old.superseded_by == Certificate.objects.latest("pk")


def test_a_certificate_is_extended_with_its_paper(officer_client: Client) -> None:
    certificate = CertificateFactory()

    officer_client.post(
        act_url(certificate, "keo-dai"),
        {"until": "2027-08-01", "reference": "12/VPĐP"},
    )

    certificate.refresh_from_db()
    assert certificate.extended_until == dt.date(2027, 8, 1)


@pytest.mark.parametrize(
    "words",
    [
        {"until": "2027-08-21", "reference": "12/VPĐP"},
        {"until": "2027-02-21", "reference": "12/VPĐP"},
        {"until": "2027-08-01", "reference": " "},
        {"until": "ngày mai", "reference": "12/VPĐP"},
    ],
    ids=["too long", "not later", "no paper", "no date"],
)
def test_an_extension_that_cannot_be_changes_nothing(
    officer_client: Client, words: dict[str, str]
) -> None:
    certificate = CertificateFactory()

    response = officer_client.post(act_url(certificate, "keo-dai"), words)

    certificate.refresh_from_db()
    assert response.context["form"].errors
    assert certificate.extended_until is None


def test_a_certificate_is_revoked_with_ground_and_decision(
    officer_client: Client,
) -> None:
    certificate = CertificateFactory()

    officer_client.post(
        act_url(certificate, "thu-hoi"),
        {"on": "2026-11-26", "ground": "mark_misuse", "decision": "99/QĐ-UBND"},
    )

    certificate.refresh_from_db()
    assert certificate.state_on(TODAY) == Certificate.State.REVOKED


def test_a_revocation_without_a_ground_is_refused(officer_client: Client) -> None:
    certificate = CertificateFactory()

    response = officer_client.post(
        act_url(certificate, "thu-hoi"), {"on": "2026-11-26", "decision": "99"}
    )

    certificate.refresh_from_db()
    assert response.context["form"].errors["ground"]
    assert certificate.revoked_on is None


def test_an_act_that_is_not_there_is_refused(officer_client: Client) -> None:
    certificate = CertificateFactory()

    assert officer_client.post(act_url(certificate, "xoa")).status_code in (302, 403)


def test_the_stars_of_a_certificate_cannot_be_typed_over(
    officer_client: Client,
) -> None:
    certificate = CertificateFactory()

    officer_client.post(
        reverse("chung-nhan:edit", args=[certificate.pk]),
        {"evidence_source": "Sổ đăng ký", "stars": "5", "expires_on": "2099-01-01"},
    )

    certificate.refresh_from_db()
    assert (certificate.stars, certificate.evidence_source) == (4, "Sổ đăng ký")
    assert certificate.expires_on == dt.date(2027, 2, 21)


def test_nothing_of_the_register_is_deleted() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("chung-nhan:delete", args=[1])


@pytest.mark.parametrize(
    ("name", "args"), [("add", []), ("edit", [1]), ("delete", [1])]
)
def test_rules_are_read_only(name: str, args: list[int]) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"van-ban-ocop:{name}", args=args)


def test_the_filter_by_state_agrees_with_the_certificate(db: None) -> None:
    day = dt.timedelta(days=1)
    valid = CertificateFactory()
    CertificateFactory(expires_on=TODAY - day)
    CertificateFactory(revoked_on=TODAY, revocation_ground="other")
    CertificateFactory(revoked_on=TODAY + day, revocation_ground="other")
    CertificateFactory(issued_on=TODAY + day)
    CertificateFactory(
        expires_on=TODAY - 9 * day,
        extended_until=TODAY,
        extension_reference="12/VPĐP",
    )
    CertificateFactory(superseded_by=valid)

    for state in Certificate.State:
        expected = {c for c in certificates() if c.state_on(TODAY) == state}
        assert set(in_state(certificates(), state, TODAY)) == expected, state


@pytest.mark.parametrize(("days", "count"), [("30", 0), ("60", 1), ("120", 2)])
def test_certificates_that_end_soon_are_found(
    officer_client: Client, days: str, count: int
) -> None:
    CertificateFactory(expires_on=TODAY + dt.timedelta(days=31))
    CertificateFactory(expires_on=TODAY + dt.timedelta(days=120))
    CertificateFactory(expires_on=TODAY - dt.timedelta(days=1))

    page = officer_client.get(reverse("chung-nhan:index"), {"ends_within": days})

    assert len(page.context["object_list"]) == count


def test_the_list_costs_the_same_at_two_and_twenty_rows(officer_client: Client) -> None:
    def queries() -> int:
        url = reverse("chung-nhan:index")
        officer_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert officer_client.get(url).status_code == 200
        return len(captured)

    for n in range(2):
        CertificateFactory(product=ProductFactory(title=f"Tò he {n}"))
    few = queries()
    for n in range(2, 20):
        CertificateFactory(product=ProductFactory(title=f"Tò he {n}"))

    assert queries() == few


def test_the_register_is_exported(officer_client: Client) -> None:
    CertificateFactory()

    response: Any = officer_client.get(reverse("chung-nhan:index"), {"export": "csv"})

    body = response.getvalue().decode()
    assert "còn hiệu lực" in body
    assert "01-10339-0007-2024" in body
