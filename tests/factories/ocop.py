"""Certificates."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from catalog.ocop.models import Certificate, RuleVersion

from .catalogue import ProductFactory


class CertificateFactory(DjangoModelFactory):
    """A four-star certificate of 21/02/2024, valid to the end of 21/02/2027."""

    class Meta:
        model = Certificate

    product = factory.SubFactory(ProductFactory)
    rule_version = factory.LazyFunction(
        lambda: RuleVersion.objects.get(code="148-2023")
    )
    number = "01-10339-0007-2024"
    scheme = Certificate.Scheme.COMMUNE
    decision = factory.Sequence(lambda n: f"DEMO-{n:04}/QĐ-UBND")
    authority = "UBND thành phố Hà Nội"
    authority_level = Certificate.Authority.PROVINCE
    score = "82.50"
    stars = 4
    issued_on = dt.date(2024, 2, 21)
    expires_on = dt.date(2027, 2, 21)
    evidence_level = Certificate.Evidence.A
