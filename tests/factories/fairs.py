"""Fairs and those who take part in them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from cms.fairs.models import Contract, Fair, Participation
from cms.models import FairIndexPage, FairPage, HomePage

from .partner import ProducerFactory


class FairFactory(DjangoModelFactory):
    """Four days, from 26 to 29 October 2023."""

    class Meta:
        model = Fair

    name = "Tinh hoa làng nghề"
    scope = Fair.Scope.CITY
    status = Fair.Status.SETTLED
    place = "Hoàng thành Thăng Long, Hà Nội"
    starts_on = dt.date(2023, 10, 26)
    ends_on = dt.date(2023, 10, 29)
    organiser = "Sở Nông nghiệp"
    invitation_number = "17/GM-SNN"


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation
        skip_postgeneration_save = True

    fair = factory.SubFactory(FairFactory)
    producer = factory.SubFactory(ProducerFactory)
    state = "confirmed"
    registered_on = dt.date(2023, 10, 1)


class ContractFactory(DjangoModelFactory):
    class Meta:
        model = Contract

    participation = factory.SubFactory(ParticipationFactory)
    partner_name = "Siêu thị Đường Láng"
    value = 50_000_000
    signed_on = dt.date(2023, 10, 28)


def fair_index(home: HomePage) -> FairIndexPage:
    found: FairIndexPage | None = FairIndexPage.objects.first()
    if found is None:
        found = FairIndexPage(title="Hội chợ", slug="hoi-cho", lead="Đi đâu, bày gì.")
        home.add_child(instance=found)
    return found


def fair_page(home: HomePage, fair: Fair, **fields: object) -> FairPage:
    page = FairPage(
        **{
            "title": fair.name,
            "fair": fair,
            "lead": "Ba gian của các làng.",
            "body": [{"type": "heading", "value": "Mời anh chị ghé dãy A"}],
            "results": [{"type": "heading", "value": "Bốn ngày đông khách"}],
            **fields,
        }
    )
    fair_index(home).add_child(instance=page)
    return page
