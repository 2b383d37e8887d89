"""Many buyers at once, on a database that locks rows."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.partner.models import Hold, Movement, StockBalance, StockRecord
from catalog.partner.stock import InsufficientStock
from storefront.order.models import Consignment, Order
from storefront.order.moving import StepNotAllowed, cancel_order
from storefront.order.services import place_order
from storefront.payment.models import MoneyEntry
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import basket_of, placed_order, purchase
from tests.factories.partner import ProducerFactory

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


def race(acts, workers=40):
    """Run the acts from many threads, all let go at once; returns their outcomes."""
    gate = threading.Barrier(min(workers, len(acts)))
    started = threading.local()

    def run(act):
        if not getattr(started, "yes", False):
            started.yes = True
            gate.wait()
        try:
            return act()
        except InsufficientStock as short:
            return short
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, acts))


def placing(basket, bought):
    return lambda: place_order(
        basket_id=basket.pk, purchase=bought, user=AnonymousUser(), at=timezone.now()
    )


def assert_books_agree():
    for record in StockRecord.objects.all():
        moved = sum(
            Movement.objects.filter(stockrecord=record).values_list(
                "quantity", flat=True
            )
        )
        aside = sum(
            Hold.objects.filter(
                stockrecord=record, state=Hold.State.ALLOCATED
            ).values_list("quantity", flat=True)
        )
        assert record.num_in_stock == moved
        assert record.num_allocated == aside
        assert StockBalance.objects.get(stockrecord=record).on_hand == moved


def test_200_buyers_of_50_jars_buy_exactly_50():
    jar = ProductFactory(title="Mật ong hoa nhãn", stock__num_in_stock=50)
    bought = purchase()
    baskets = [basket_of((jar, 1)) for _ in range(200)]

    outcomes = race([placing(basket, bought) for basket in baskets])

    orders = [outcome for outcome in outcomes if isinstance(outcome, Order)]
    assert len(orders) == 50
    assert Order.objects.count() == 50
    assert StockRecord.objects.get().num_allocated == 50
    assert_books_agree()


def test_eight_submits_of_one_basket_make_one_order():
    basket = basket_of((ProductFactory(), 1))

    outcomes = race([placing(basket, purchase())] * 8, workers=8)

    assert {outcome.pk for outcome in outcomes} == {Order.objects.get().pk}


def test_mixed_baskets_in_opposite_orders_never_deadlock():
    jars = [
        ProductFactory(
            title=f"Hũ tương {n}",
            producer=ProducerFactory(name=f"Hộ làm tương {n}"),
            stock__num_in_stock=100,
        )
        for n in range(5)
    ]
    bought = purchase()
    baskets = [
        basket_of(*((jar, 1) for jar in (jars if n % 2 else jars[::-1])))
        for n in range(60)
    ]

    outcomes = race([placing(basket, bought) for basket in baskets], workers=20)

    assert all(isinstance(outcome, Order) for outcome in outcomes)
    assert Consignment.objects.count() == 300
    assert_books_agree()


def test_placing_and_cancelling_at_once_keep_the_books():
    jar = ProductFactory(stock__num_in_stock=40)
    bought = purchase()
    orders = [placed_order((jar, 1)) for _ in range(20)]
    baskets = [basket_of((jar, 1)) for _ in range(20)]

    race(
        [
            *(placing(basket, bought) for basket in baskets),
            *(
                lambda order=order: cancel_order(
                    order=order, reason="Đổi ý", actor=None, at=timezone.now()
                )
                for order in orders
            ),
        ],
        workers=20,
    )

    assert StockRecord.objects.get().num_allocated == 20
    assert_books_agree()


def test_cancelling_twice_at_once_reverses_once():
    order = placed_order((ProductFactory(), 2))

    def cancelling():
        try:
            cancel_order(order=order, reason="Đổi ý", actor=None, at=timezone.now())
        except StepNotAllowed as refusal:
            return refusal
        return None

    race([cancelling] * 6, workers=6)

    entries = MoneyEntry.objects.filter(consignment__order=order)
    assert sum(entries.values_list("amount", flat=True)) == 0
    assert entries.filter(reverses__isnull=False).count() == 2
    assert_books_agree()


def test_stock_is_locked_once_in_key_order_before_it_is_written():
    jars = [ProductFactory(title=title) for title in ("Tương", "Mắm", "Muối")]
    basket = basket_of(*((jar, 1) for jar in jars[::-1]))

    with CaptureQueriesContext(connection) as captured:
        placing(basket, purchase())()

    statements = [query["sql"] for query in captured]
    locks = [
        index
        for index, sql in enumerate(statements)
        if 'FROM "partner_stockrecord"' in sql and "FOR UPDATE" in sql
    ]
    writes = [
        index
        for index, sql in enumerate(statements)
        if sql.startswith('UPDATE "partner_stockrecord"')
    ]
    assert len(locks) == 1
    assert 'ORDER BY "partner_stockrecord"."id" ASC FOR UPDATE' in statements[locks[0]]
    assert locks[0] < writes[0]
