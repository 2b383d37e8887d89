"""Certificates, dated from today backwards, with every end a certificate can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from catalog.ocop.authority import LAST_DAY_OF_DISTRICTS
from catalog.ocop.models import Certificate, RuleVersion
from catalog.ocop.services import (
    Decision,
    extend_certificate,
    issue_certificate,
    revoke_certificate,
)
from catalog.ocop.validity import MONTHS, last_day
from storefront.demo import dataset
from storefront.demo.world import Step, World

_FLOOR = {3: 50, 4: 70, 5: 90}  # points from which a star is given
_DISTRICT, _CITY = "UBND huyện Phú Xuyên", "UBND thành phố Hà Nội"
_MINISTRY = "Bộ Nông nghiệp và Môi trường"
_MINISTRY_UNTIL_2025 = "Bộ Nông nghiệp và Phát triển nông thôn"
_MINISTRY_RENAMED_ON = dt.date(2025, 3, 1)


def _missing(world: World) -> list[dataset.Certificate]:
    known = set(
        Certificate.objects.filter(is_demo=True).values_list("product__upc", "decision")
    )
    return [
        row
        for row in world.data.certificates
        if (f"demo-{row.product}", _decision(row)) not in known
    ]


def _write(world: World, rows: Sequence[dataset.Certificate]) -> None:
    for row in rows:
        certificate = _issue(world, row)
        if row.extended:
            extend_certificate(
                certificate=certificate,
                until=certificate.expires_on + dt.timedelta(row.extended["days"]),
                reference=row.extended["reference"],
                on=certificate.expires_on,
                acting_user=None,
            )
        if row.revoked:
            revoke_certificate(
                certificate=certificate,
                on=world.day - dt.timedelta(row.revoked["days_ago"]),
                ground=row.revoked["ground"],
                decision=row.revoked["decision"],
                acting_user=None,
            )


def _issue(world: World, row: dataset.Certificate) -> Certificate:
    issued_on, expires_on = _period(row, world.day)
    rule = _rule_of(issued_on)
    by_district = row.stars == 3 and rule.code == "148-2023"
    by_district = by_district and issued_on <= LAST_DAY_OF_DISTRICTS
    level = _level(row.stars, by_district)
    product = world.listing(row.product)
    return issue_certificate(
        product=product,
        rule_version=rule,
        paper=Decision(
            number=_number(world, row, issued_on),
            scheme=_scheme(issued_on),
            decision=_decision(row),
            authority=_authority(row.stars, by_district, issued_on),
            authority_level=level,
            stars=row.stars,
            issued_on=issued_on,
            expires_on=expires_on,
            score=Decimal(_FLOOR[row.stars]) + Decimal(row.number * 7 % 38) / 4,
            evidence_source="Dữ liệu minh họa",
            is_demo=True,
        ),
        acting_user=None,
    )


def _period(row: dataset.Certificate, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day; a certificate runs for 36 months."""
    if row.expires_in_days is None:
        issued_on = today - dt.timedelta(row.age_days or 0)
        return issued_on, last_day(issued_on, MONTHS)
    expires_on = today + dt.timedelta(row.expires_in_days)
    return last_day(expires_on, -MONTHS), expires_on


@cache
def _rule_of(day: dt.date) -> RuleVersion:
    """The newest rules in force on ``day``; the oldest, for a day before all."""
    rules = RuleVersion.objects.order_by("-effective_from")
    found = rules.filter(effective_from__lte=day).first() or rules.last()
    assert found is not None  # noqa: S101  a migration wrote them
    return found


def _level(stars: int, by_district: bool) -> str:
    if stars == 5:
        return Certificate.Authority.CENTRE
    if by_district:
        return Certificate.Authority.DISTRICT
    return Certificate.Authority.PROVINCE


def _authority(stars: int, by_district: bool, issued_on: dt.date) -> str:
    if stars == 5:
        is_new = issued_on >= _MINISTRY_RENAMED_ON
        return _MINISTRY if is_new else _MINISTRY_UNTIL_2025
    return _DISTRICT if by_district else _CITY


def _decision(row: dataset.Certificate) -> str:
    issuer = "BNNMT" if row.stars == 5 else "UBND"
    return f"DEMO-{row.number:04}/QĐ-{issuer}"


def _scheme(issued_on: dt.date) -> str:
    schemes = Certificate.Scheme
    return schemes.DISTRICT if issued_on <= LAST_DAY_OF_DISTRICTS else schemes.COMMUNE


def _number(world: World, row: dataset.Certificate, issued_on: dt.date) -> str:
    """As printed: with the district while there was one, with today's commune since."""
    product = next(p for p in world.data.products if p.slug == row.product)
    producer = world.producers[product.producer]
    if issued_on <= LAST_DAY_OF_DISTRICTS:
        code = world.communes[product.origin_commune].code
        return f"01-280-{code}-{row.number:04}-{issued_on.year}"
    assert producer.commune is not None  # noqa: S101  every demo producer has one
    return f"01-{producer.commune.code}-{row.number:04}-{issued_on.year}"


CERTIFICATES = Step("Giấy chứng nhận", _missing, _write)
