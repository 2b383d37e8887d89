"""Producers, their stock records and the goods in their stores."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from catalog.partner.models import (
    Location,
    Movement,
    Partner,
    StockBalance,
    StockRecord,
)
from catalog.vietnamese import slugify

from .places import CommuneFactory, OldCommuneFactory


class ProducerFactory(DjangoModelFactory):
    class Meta:
        model = Partner
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = "HTX Giày da Bước Đều"
    code = factory.LazyAttribute(lambda partner: slugify(partner.name))
    legal_form = "cooperative"
    origin_commune = factory.SubFactory(OldCommuneFactory)
    commune = factory.SubFactory(CommuneFactory)
    is_public = True

    @factory.post_generation
    def store(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            store_of(self)


def store_of(producer: Partner) -> Location:
    """The producer's own store, made when missing."""
    return Location.objects.get_or_create(
        partner=producer,
        kind=Location.Kind.STORE,
        defaults={"code": f"kho-{producer.code}", "name": f"Kho {producer.name}"},
    )[0]


class StockRecordFactory(DjangoModelFactory):
    """A stock record whose numbers agree with the ledger."""

    class Meta:
        model = StockRecord
        skip_postgeneration_save = True

    partner = factory.SubFactory(ProducerFactory)
    partner_sku = factory.Sequence(lambda n: f"SKU-{n}")
    price_currency = "VND"
    price = 720_000
    num_in_stock = 10
    num_allocated = 0

    @factory.post_generation
    def ledger(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and self.num_in_stock:
            put_in_store(self, self.num_in_stock)


def put_in_store(record: StockRecord, quantity: int) -> None:
    """Write the opening movement and balance of ``quantity`` pieces."""
    store = store_of(record.partner)
    StockBalance.objects.create(stockrecord=record, location=store, on_hand=quantity)
    Movement.objects.create(
        stockrecord=record,
        owner=record.partner,
        location=store,
        quantity=quantity,
        reason=Movement.Reason.OPENING,
        created_at=timezone.now(),
    )
