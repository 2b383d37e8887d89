"""Acts on certificates and what they leave behind."""

import datetime as dt
from dataclasses import replace

import pytest

from catalog.models import ProductCard
from catalog.ocop.authority import AuthorityMayNotGrant
from catalog.ocop.models import Certificate, CertificateEvent, RuleVersion
from catalog.ocop.services import (
    AlreadyRevoked,
    CannotExtend,
    DecidedBeforeTheRules,
    Decision,
    OverlapsLaterCertificate,
    extend_certificate,
    issue_certificate,
    revoke_certificate,
)
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory

pytestmark = pytest.mark.django_db

PAPER = Decision(
    number="01-10339-0007-2026",
    scheme="commune",
    decision="DEMO-0217/QĐ-UBND",
    authority="UBND thành phố Hà Nội",
    authority_level="province",
    stars=4,
    issued_on=dt.date(2026, 6, 1),
)


def issue(product, officer, paper=PAPER, rule="26-2026"):
    return issue_certificate(
        product=product,
        rule_version=RuleVersion.objects.get(code=rule),
        paper=paper,
        acting_user=officer,
    )


def test_issuing_counts_36_months_and_writes_who(officer):
    certificate = issue(ProductFactory(), officer)

    assert certificate.expires_on == dt.date(2029, 6, 1)
    event = CertificateEvent.objects.get()
    assert (event.kind, event.on, event.reference, event.actor) == (
        "issued",
        dt.date(2026, 6, 1),
        "DEMO-0217/QĐ-UBND",
        officer,
    )


def test_a_new_certificate_takes_over_from_its_own_date(officer):
    product = ProductFactory()
    old = CertificateFactory(product=product, stars=3)

    new = issue(product, officer)

    old.refresh_from_db()
    assert old.superseded_by == new
    assert old.state_on(dt.date(2026, 5, 31)) == Certificate.State.VALID
    assert old.state_on(dt.date(2026, 6, 1)) == Certificate.State.SUPERSEDED
    for day in (dt.date(2026, 5, 31), dt.date(2026, 6, 1)):
        assert Certificate.objects.filter(product=product).valid_on(day).count() == 1
    assert old.events.get().kind == CertificateEvent.Kind.SUPERSEDED


def test_press_reports_take_over_nothing(officer):
    product = ProductFactory()
    old = CertificateFactory(product=product)

    issue(product, officer, replace(PAPER, evidence_level="B1", stars=3))

    old.refresh_from_db()
    assert old.superseded_by is None


def test_wrong_authority_leaves_nothing(officer):
    with pytest.raises(AuthorityMayNotGrant):
        issue(ProductFactory(), officer, replace(PAPER, stars=5))

    assert not Certificate.objects.exists()


def test_a_decision_older_than_its_rules_is_refused(officer):
    with pytest.raises(DecidedBeforeTheRules):
        issue(ProductFactory(), officer, replace(PAPER, issued_on=dt.date(2026, 5, 21)))

    assert not Certificate.objects.exists()


def test_a_paper_older_than_one_on_file_is_refused(officer):
    later = CertificateFactory(
        issued_on=dt.date(2026, 8, 1), expires_on=dt.date(2029, 8, 1)
    )

    with pytest.raises(OverlapsLaterCertificate) as refusal:
        issue(later.product, officer)

    assert refusal.value.later == later


def test_extension_needs_a_paper_and_ends_after_180_days(officer):
    certificate = CertificateFactory(expires_on=dt.date(2026, 8, 14))
    facts = {
        "certificate": certificate,
        "on": dt.date(2026, 8, 1),
        "acting_user": officer,
    }

    for until, reference in (
        (dt.date(2027, 2, 11), "CV 12/OCOP"),
        (dt.date(2026, 8, 14), "CV 12/OCOP"),
        (dt.date(2027, 2, 10), "  "),
    ):
        with pytest.raises(CannotExtend):
            extend_certificate(until=until, reference=reference, **facts)
    extended = extend_certificate(
        until=dt.date(2027, 2, 10), reference="CV 12/OCOP", **facts
    )

    assert extended.state_on(dt.date(2027, 2, 10)) == Certificate.State.EXTENDED
    assert extended.state_on(dt.date(2027, 2, 11)) == Certificate.State.EXPIRED
    assert CertificateEvent.objects.get().reference == "CV 12/OCOP"


def test_a_revoked_certificate_is_neither_extended_nor_revoked_again(officer):
    certificate = CertificateFactory()
    revocation = {
        "certificate": certificate,
        "on": dt.date(2026, 3, 1),
        "ground": "mark_misuse",
        "decision": "88/QĐ-UBND",
        "acting_user": officer,
    }
    revoke_certificate(**revocation)

    with pytest.raises(AlreadyRevoked):
        revoke_certificate(**revocation)
    with pytest.raises(CannotExtend):
        extend_certificate(
            certificate=certificate,
            until=dt.date(2027, 3, 1),
            reference="CV 12",
            on=dt.date(2026, 3, 1),
            acting_user=officer,
        )

    certificate.refresh_from_db()
    assert certificate.extended_until is None
    assert CertificateEvent.objects.get().kind == CertificateEvent.Kind.REVOKED


@pytest.mark.django_db(transaction=True)
def test_a_revocation_takes_the_star_off_the_card_at_once(officer):
    certificate = CertificateFactory()
    assert ProductCard.objects.get().stars == 4

    revoke_certificate(
        certificate=certificate,
        on=dt.date(2026, 3, 1),
        ground="other",
        decision="",
        acting_user=officer,
    )

    assert ProductCard.objects.get().stars is None
