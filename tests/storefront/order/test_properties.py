"""For any basket: consignments are the order, money is whole, nothing is lost."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalog.money import spread, whole_dong
from storefront.offer.applicator import Applicator
from storefront.offer.models import Benefit
from storefront.offer.running import running_offers, unit_price
from storefront.order.moving import cancel_order
from storefront.order.services import place_order
from storefront.payment.models import MoneyEntry
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import basket_of, purchase, running_offer
from tests.factories.partner import ProducerFactory

PRICES = st.integers(min_value=500, max_value=20_000_000)
LINES = st.lists(
    st.tuples(st.integers(0, 2), PRICES, st.integers(1, 7)), min_size=1, max_size=5
)
PERCENT = st.none() | st.decimals("0.5", "100", places=2)


class OrderProperties(TestCase):
    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(lines=LINES, percent=PERCENT, shipping_percent=PERCENT)
    def test_parts_sum_to_the_order(self, lines, percent, shipping_percent):
        with transaction.atomic():
            order = self.place(lines, percent, shipping_percent)

        parts = list(order.consignments.all())
        order_lines = list(order.lines.all())
        assert sum(part.total for part in parts) == order.total_incl_tax
        assert sum(part.shipping for part in parts) == order.shipping_incl_tax
        assert all(
            part.goods
            == sum(
                line.line_price_incl_tax
                for line in order_lines
                if line.consignment_id == part.pk
            )
            for part in parts
        )
        given_off = sum(
            line.line_price_before_discounts_incl_tax - line.line_price_incl_tax
            for line in order_lines
        )
        basket_discounts = order.discounts.filter(category="Basket")
        assert sum(basket_discounts.values_list("amount", flat=True)) == given_off
        entries = MoneyEntry.objects.filter(consignment__order=order)
        assert sum(entries.values_list("amount", flat=True)) == order.total_incl_tax

        cancel_order(order=order, reason="Đổi ý", actor=None, at=timezone.now())
        assert sum(entries.values_list("amount", flat=True)) == 0

    def place(self, lines, percent, shipping_percent):
        if percent is not None:
            running_offer(str(percent))
        if shipping_percent is not None:
            offer = running_offer(str(shipping_percent))
            Benefit.objects.filter(pk=offer.benefit_id).update(
                type="Shipping percentage", range=None
            )
        products = [
            (
                ProductFactory(
                    title=f"Món {index}",
                    producer=ProducerFactory(name=f"Hộ số {maker}"),
                    stock__price=price,
                ),
                quantity,
            )
            for index, (maker, price, quantity) in enumerate(lines)
        ]
        return place_order(
            basket_id=basket_of(*products).pk,
            purchase=purchase(),
            user=AnonymousUser(),
            at=timezone.now(),
        )

    @settings(max_examples=40, deadline=None)
    @given(
        price=PRICES,
        percents=st.lists(st.decimals("1", "60", places=1), max_size=3),
        exclusive=st.booleans(),
    )
    def test_price_on_a_card_is_the_price_in_a_basket(self, price, percents, exclusive):
        product = ProductFactory(stock__price=price)
        for priority, percent in enumerate(percents):
            running_offer(str(percent), priority=priority, exclusive=exclusive)

        basket = basket_of((product, 1))
        cache.clear()  # the offers' change is announced after commit, which never comes
        Applicator().apply(basket, AnonymousUser())

        shown = unit_price(
            product_id=product.pk,
            price=Decimal(price),
            offers=running_offers(timezone.now()),
        )
        assert shown == basket.total_incl_tax


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=9))
def test_spread_loses_and_invents_nothing(total, weights):
    if not any(weights):
        if total:
            with pytest.raises(ValueError, match="nothing"):
                spread(total, weights)
        return

    parts = spread(total, weights)

    assert sum(parts) == total
    exact = [Decimal(total) * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@given(st.decimals(0, 10**9, places=4))
def test_whole_dong_rounds_halves_up(amount):
    rounded = whole_dong(amount)

    assert rounded == rounded.to_integral_value()
    assert Decimal("-0.5") < rounded - amount <= Decimal("0.5")
