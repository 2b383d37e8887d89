"""A process that dies while it places an order leaves a whole order or none."""

import os
import signal
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.utils import timezone

from catalog.partner.models import Hold, Movement, StockBalance, StockRecord
from storefront.basket.models import Basket
from storefront.order.models import Order
from storefront.order.services import place_order
from storefront.payment.models import MoneyEntry, PaymentAttempt
from tests.factories.orders import many_lines, purchase

TIMES = 20
LINES = 3


@pytest.mark.django_db(transaction=True)
def test_killed_twenty_times_every_order_is_whole_or_absent():
    bought = purchase()
    baskets = [many_lines(LINES) for _ in range(TIMES + 2)]
    usual = min(_seconds_to_place(baskets.pop(), bought) for _ in range(2))

    killed = 0
    for number, basket in enumerate(baskets):
        killed += _place_and_kill(basket, bought, after=usual * number / (TIMES - 2))
        _assert_whole_or_absent(basket)
        _assert_books_agree()

    assert 0 < Order.objects.count() <= TIMES + 2
    assert killed > TIMES // 2  # else the kills came too late to prove anything


def _place(basket: Basket, bought) -> None:
    place_order(
        basket_id=basket.pk, purchase=bought, user=AnonymousUser(), at=timezone.now()
    )


def _seconds_to_place(basket: Basket, bought) -> float:
    connections.close_all()
    start = time.perf_counter()
    _place(basket, bought)
    return time.perf_counter() - start


def _place_and_kill(basket: Basket, bought, *, after: float) -> bool:
    """Place in a child process and kill it ``after`` seconds; True if it was alive."""
    connections.close_all()  # the child must not inherit, and end, our session
    child = os.fork()
    if child == 0:
        try:
            _place(basket, bought)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _assert_whole_or_absent(basket: Basket) -> None:
    basket.refresh_from_db()
    order = Order.objects.filter(basket=basket).first()
    if order is None:
        assert basket.status == Basket.OPEN
        return
    assert basket.status == Basket.SUBMITTED
    assert order.lines.count() == order.consignments.count() == LINES
    assert Hold.objects.filter(document=order.number).count() == LINES
    assert PaymentAttempt.objects.get(order=order).amount == order.total_incl_tax
    owed = MoneyEntry.objects.filter(consignment__order=order)
    assert sum(owed.values_list("amount", flat=True)) == order.total_incl_tax


def _assert_books_agree() -> None:
    documents = set(Hold.objects.values_list("document", flat=True))
    assert documents == set(Order.objects.values_list("number", flat=True))
    for record in StockRecord.objects.filter(num_allocated__gt=0):
        holds = Hold.objects.filter(stockrecord=record, state=Hold.State.ALLOCATED)
        moved = Movement.objects.filter(stockrecord=record)
        assert record.num_allocated == sum(holds.values_list("quantity", flat=True))
        assert record.num_in_stock == sum(moved.values_list("quantity", flat=True))
        assert StockBalance.objects.get(stockrecord=record).on_hand == (
            record.num_in_stock
        )
