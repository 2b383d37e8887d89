"""The stock ledger: what is free, what is set aside, what left."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalog.partner import locks, stock
from catalog.partner.models import Hold, Movement, StockBalance, StockRecord
from tests.factories.catalogue import ProductFactory
from tests.factories.partner import store_of

NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)


def jar(**fields) -> StockRecord:
    record: StockRecord = ProductFactory(**fields).stockrecords.get()
    return record


def allocate(record: StockRecord, quantity: int, document: str = "DH1", **more):
    with transaction.atomic():
        return stock.allocate(
            records=locks.stock_records([record.pk]),
            wanted={record.pk: quantity},
            stores={record.partner_id: store_of(record.partner)},
            document=document,
            at=NOW,
            **more,
        )


def free(record: StockRecord, at: dt.datetime = NOW) -> int | None:
    store = store_of(record.partner)
    return stock.available(stockrecord=record, location=store, at=at)


@pytest.mark.django_db
def test_allocation_takes_goods_away_from_others():
    record = jar(stock__num_in_stock=3)

    allocate(record, 2)

    record.refresh_from_db()
    assert free(record) == 1
    assert (record.num_in_stock, record.num_allocated) == (3, 2)


@pytest.mark.django_db
def test_shortfall_is_named_and_changes_nothing():
    record = jar(stock__num_in_stock=3)

    with pytest.raises(stock.InsufficientStock) as refusal:
        allocate(record, 4)

    assert refusal.value.shortfalls == [stock.Shortfall(record.pk, 4, 3)]
    assert not Hold.objects.exists()
    record.refresh_from_db()
    assert record.num_allocated == 0


@pytest.mark.django_db
def test_hold_stops_counting_the_moment_it_expires():
    record = jar(stock__num_in_stock=3)
    allocate(record, 3, expires_at=NOW + dt.timedelta(minutes=15))

    assert free(record, NOW + dt.timedelta(minutes=14, seconds=59)) == 0
    assert free(record, NOW + dt.timedelta(minutes=15)) == 3


@pytest.mark.django_db
def test_made_to_order_goods_are_never_short():
    record = jar(stock__num_in_stock=0, stock__selling="made_to_order")

    assert allocate(record, 50) == []
    assert free(record) is None


@pytest.mark.django_db
def test_paused_goods_cannot_be_taken():
    record = jar(stock__num_in_stock=5, stock__selling="paused")

    with pytest.raises(stock.InsufficientStock):
        allocate(record, 1)


@pytest.mark.django_db
def test_display_pieces_are_not_for_sale():
    record = jar(stock__num_in_stock=3)
    StockBalance.objects.update(display_only=2)

    assert free(record) == 1


@pytest.mark.django_db
def test_a_document_that_took_twice_gives_all_of_it_back():
    record = jar(stock__num_in_stock=3)
    allocate(record, 1)
    allocate(record, 2)

    with transaction.atomic():
        records = locks.stock_records([record.pk])
        stock.release(records=records, document="DH1", at=NOW)

    record.refresh_from_db()
    assert record.num_allocated == 0
    assert free(record) == 3


@pytest.mark.django_db
def test_release_gives_back_once():
    record = jar(stock__num_in_stock=3)
    allocate(record, 2)

    for closed in (1, 0):
        with transaction.atomic():
            records = locks.stock_records([record.pk])
            assert stock.release(records=records, document="DH1", at=NOW) == closed

    record.refresh_from_db()
    assert record.num_allocated == 0
    assert free(record) == 3


@pytest.mark.django_db
def test_goods_that_leave_can_come_back_once():
    record = jar(stock__num_in_stock=3)
    allocate(record, 2)

    with transaction.atomic():
        records = list(locks.stock_records([record.pk]))
        stock.ship(records=records, document="DH1", at=NOW)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (1, 0)

    for came_back in (1, 0):
        with transaction.atomic():
            records = list(locks.stock_records([record.pk]))
            moved = stock.take_back(records=records, document="DH1", at=NOW)
            assert len(moved) == came_back
    record.refresh_from_db()
    assert record.num_in_stock == 3


@pytest.mark.django_db
def test_goods_set_aside_cannot_be_written_off():
    record = jar(stock__num_in_stock=3)
    allocate(record, 2)

    with pytest.raises(stock.InsufficientStock):
        stock.adjust(
            stockrecord=record,
            location=store_of(record.partner),
            quantity=-2,
            at=NOW,
        )


@pytest.mark.django_db
def test_database_refuses_more_allocated_than_there_is():
    record = jar(stock__num_in_stock=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        StockRecord.objects.filter(pk=record.pk).update(num_allocated=4)


@pytest.mark.django_db
@pytest.mark.parametrize("price", ["12.50", "-1"])
def test_database_refuses_a_price_that_is_not_whole_dong(price):
    record = jar()

    with pytest.raises(IntegrityError), transaction.atomic():
        StockRecord.objects.filter(pk=record.pk).update(price=price)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["receive", "write_off", "allocate", "release", "ship", "back"]
        ),
        st.integers(1, 6),
        st.sampled_from(["DH1", "DH2"]),
    ),
    max_size=12,
)


class LedgerTest(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(steps=STEPS)
    def test_ledger_balance_and_record_always_agree(self, steps):
        record = jar(stock__num_in_stock=4)
        store = store_of(record.partner)

        for step, quantity, document in steps:
            try:
                with transaction.atomic():
                    self.do(step, record, store, quantity, document)
            except stock.InsufficientStock:
                continue

            record.refresh_from_db()
            movements = sum(Movement.objects.values_list("quantity", flat=True))
            set_aside = Hold.objects.filter(state=Hold.State.ALLOCATED)
            assert StockBalance.objects.get().on_hand == movements
            assert record.num_in_stock == movements
            assert record.num_allocated == sum(hold.quantity for hold in set_aside)
            assert free(record) == record.num_in_stock - record.num_allocated >= 0

    def do(self, step, record, store, quantity, document):
        at = timezone.now()
        if step == "receive":
            stock.receive(stockrecord=record, location=store, quantity=quantity, at=at)
        elif step == "write_off":
            stock.adjust(stockrecord=record, location=store, quantity=-quantity, at=at)
        elif step == "allocate":
            allocate(record, quantity, document)
        else:
            act: dict[str, Callable[..., object]] = {
                "release": stock.release,
                "ship": stock.ship,
                "back": stock.take_back,
            }
            records = list(locks.stock_records([record.pk]))
            act[step](records=records, document=document, at=at)
