"""Acts on certificates: issue, extend, revoke, supersede. Each writes its event in
the same transaction and announces the product."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from catalog.changes import announce
from catalog.models import Product
from catalog.ocop.authority import check_authority
from catalog.ocop.models import Certificate, CertificateEvent, RuleVersion
from catalog.ocop.validity import last_day, latest_extension

if TYPE_CHECKING:
    from wagtail.documents.models import Document

    from storefront.accounts.models import User


class OverlapsLaterCertificate(Exception):
    """A later decision about this product is already on file."""

    def __init__(self, later: Certificate) -> None:
        super().__init__(str(later))
        self.later = later


class DecidedBeforeTheRules(Exception):
    """The decision is older than the rules it names."""


class CannotExtend(Exception):
    """The certificate is not one that an extension to that day could prolong."""


class AlreadyRevoked(Exception):
    """The certificate was revoked before."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the paper says."""

    number: str
    scheme: str
    decision: str
    authority: str
    authority_level: str
    stars: int
    issued_on: dt.date
    expires_on: dt.date | None = None  # None: counted from the rules
    score: Decimal | None = None
    evidence_level: str = Certificate.Evidence.A
    evidence_source: str = ""
    document: Document | None = None
    is_demo: bool = False


@transaction.atomic
def issue_certificate(
    *,
    product: Product,
    rule_version: RuleVersion,
    paper: Decision,
    acting_user: User | None,
) -> Certificate:
    """Put a decision on file. One that is valid on that day is superseded by it.

    Raises AuthorityMayNotGrant, DecidedBeforeTheRules, OverlapsLaterCertificate."""
    check_authority(
        level=paper.authority_level,
        stars=paper.stars,
        rule=rule_version.code,
        on=paper.issued_on,
    )
    if paper.issued_on < rule_version.effective_from:
        raise DecidedBeforeTheRules(rule_version.code, paper.issued_on)
    expires_on = paper.expires_on or last_day(
        paper.issued_on, rule_version.validity_months
    )
    current = _current_before(product, paper, expires_on)
    certificate = Certificate.objects.create(
        product=product,
        rule_version=rule_version,
        **{**vars(paper), "expires_on": expires_on},
    )
    _record(certificate, "ISSUED", paper.issued_on, paper.decision, acting_user)
    if current is not None:
        supersede(old=current, new=certificate, acting_user=acting_user)
    announce([product.pk])
    return certificate


def _current_before(
    product: Product, paper: Decision, expires_on: dt.date
) -> Certificate | None:
    """The certificate that the new one takes over from, locked."""
    if paper.evidence_level != Certificate.Evidence.A:
        return None
    on_file = (
        Certificate.objects.select_for_update(of=("self",))
        .on_file()
        .filter(product=product)
        .order_by("pk")
    )
    later = on_file.filter(issued_on__gte=paper.issued_on, issued_on__lte=expires_on)
    if (found := later.first()) is not None:
        raise OverlapsLaterCertificate(found)
    return on_file.valid_on(paper.issued_on).order_by("-issued_on", "-pk").first()


@transaction.atomic
def supersede(*, old: Certificate, new: Certificate, acting_user: User | None) -> None:
    """Let ``new`` take the place of ``old`` from its own date."""
    old.superseded_by = new
    old.save(update_fields=["superseded_by"])
    _record(old, "SUPERSEDED", new.issued_on, new.decision, acting_user)
    announce([old.product_id])


@transaction.atomic
def extend_certificate(
    *,
    certificate: Certificate,
    until: dt.date,
    reference: str,
    on: dt.date,
    acting_user: User | None,
) -> Certificate:
    """Prolong a certificate while its re-evaluation runs; at most 180 days, with the
    paper that allows it. Raises CannotExtend."""
    certificate = _locked(certificate)
    fits = certificate.expires_on < until <= latest_extension(certificate.expires_on)
    ended = certificate.state_on(on) in {
        Certificate.State.REVOKED,
        Certificate.State.SUPERSEDED,
    }
    if ended or not fits or not reference.strip():
        raise CannotExtend(certificate.pk, until)
    certificate.extended_until = until
    certificate.extension_reference = reference.strip()
    certificate.save(update_fields=["extended_until", "extension_reference"])
    _record(certificate, "EXTENDED", on, reference.strip(), acting_user)
    announce([certificate.product_id])
    return certificate


@transaction.atomic
def revoke_certificate(
    *,
    certificate: Certificate,
    on: dt.date,
    ground: str,
    decision: str,
    acting_user: User | None,
) -> Certificate:
    """Take a certificate back from ``on``; its star goes with it. Raises
    AlreadyRevoked."""
    certificate = _locked(certificate)
    if certificate.revoked_on is not None:
        raise AlreadyRevoked(certificate.pk)
    certificate.revoked_on = on
    certificate.revocation_ground = Certificate.Ground(ground)
    certificate.revocation_decision = decision.strip()
    certificate.save(
        update_fields=["revoked_on", "revocation_ground", "revocation_decision"]
    )
    _record(certificate, "REVOKED", on, decision.strip(), acting_user)
    announce([certificate.product_id])
    return certificate


def _locked(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)


def _record(
    certificate: Certificate,
    kind: str,
    on: dt.date,
    reference: str,
    acting_user: User | None,
) -> None:
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=CertificateEvent.Kind[kind],
        on=on,
        reference=reference,
        actor=acting_user,
    )
