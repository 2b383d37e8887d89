"""Placing an order and moving its parts."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum
from django.utils import timezone

from catalog.partner.models import Hold, StockRecord
from catalog.partner.stock import InsufficientStock
from storefront.offer.models import Benefit, Condition, ConditionalOffer, Range
from storefront.order import moving, services
from storefront.order.models import Consignment, Order
from storefront.order.services import place_order
from storefront.payment.models import MoneyEntry, PaymentAttempt
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.orders import (
    basket_of,
    many_lines,
    placed_order,
    purchase,
    running_offer,
    showroom,
)
from tests.factories.partner import ProducerFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)


def place(basket, **fields):
    expected = fields.pop("expected_total", None)
    return place_order(
        basket_id=basket.pk,
        purchase=purchase(**fields),
        user=AnonymousUser(),
        at=NOW,
        expected_total=expected,
    )


def test_order_has_one_consignment_per_producer():
    shoe = ProductFactory(title="Giày lười nam da bò", stock__price=640_000)
    sweets = ProductFactory(
        title="Kẹo lạc Cổ Hoàng hộp giấy",
        producer=ProducerFactory(name="HTX Kẹo lạc Giòn Thơm"),
        weight_g=330,
        stock__price=30_000,
    )

    order = place(basket_of((shoe, 1), (sweets, 3)))

    first, second = order.consignments.order_by("position")
    assert (first.partner_name, first.goods, first.shipping) == (
        "HTX Giày da Bước Đều",
        640_000,
        45_000,
    )
    assert (second.goods, second.weight_g, second.shipping) == (90_000, 990, 30_000)
    assert order.total_incl_tax == 640_000 + 45_000 + 90_000 + 30_000
    assert set(order.lines.values_list("consignment", flat=True)) == {
        first.pk,
        second.pk,
    }


def test_cash_on_delivery_allocates_at_once():
    shoe = ProductFactory(stock__num_in_stock=3)

    order = place(basket_of((shoe, 2)))

    record = StockRecord.objects.get()
    assert record.num_allocated == 2
    assert Hold.objects.get().document == order.number
    assert PaymentAttempt.objects.get().state == PaymentAttempt.State.DUE


def test_second_submit_shows_the_same_order():
    basket = basket_of((ProductFactory(), 1))

    assert place(basket) == place(basket)
    assert Order.objects.count() == 1


def test_empty_basket_places_nothing():
    with pytest.raises(services.BasketNotOpen):
        place(basket_of())


def test_short_stock_places_nothing():
    shoe = ProductFactory(stock__num_in_stock=3)
    basket = basket_of((shoe, 3))
    placed_order((shoe, 1))

    with pytest.raises(InsufficientStock) as refusal:
        place(basket)

    assert refusal.value.shortfalls[0].available == 2
    assert Order.objects.count() == 1
    basket.refresh_from_db()
    assert basket.status == basket.OPEN


def test_changed_price_is_told_before_it_is_charged():
    shoe = ProductFactory(stock__price=640_000)
    basket = basket_of((shoe, 1))
    StockRecord.objects.update(price=650_000)

    with pytest.raises(services.TotalChanged) as change:
        place(basket, expected_total=685_000)

    assert change.value.total == 695_000
    assert not Order.objects.exists()


def test_withdrawn_product_is_named():
    shoe = ProductFactory()
    basket = basket_of((shoe, 1))
    shoe.is_public = False
    shoe.save()

    with pytest.raises(services.NotForSale) as refusal:
        place(basket)

    assert refusal.value.titles == ["Giày tây nam buộc dây"]


@pytest.mark.parametrize(
    ("delivery", "method"), [("ship", "showroom"), ("pickup", "cod"), ("ship", "xyz")]
)
def test_payment_has_to_fit_the_delivery(delivery, method):
    fields = {"delivery": delivery, "payment_method": method}
    if delivery == "pickup":
        fields["showroom"] = showroom()

    with pytest.raises(services.PaymentNotAccepted):
        place(basket_of((ProductFactory(), 1)), **fields)


def test_pickup_asks_no_address_and_charges_nothing():
    order = place(
        basket_of((ProductFactory(), 1)),
        delivery="pickup",
        showroom=showroom(),
        payment_method="showroom",
        commune=None,
        street="",
    )

    assert order.shipping_address is None
    assert order.shipping_incl_tax == 0
    assert order.pickup_place.startswith("Điểm giới thiệu")


def test_order_keeps_the_address_as_it_was():
    order = place(basket_of((ProductFactory(), 1)))

    address = order.shipping_address
    assert (address.line4, address.state) == ("Xã Chuyên Mỹ", "Thành phố Hà Nội")
    assert (address.commune_code, address.province_code) == ("10330", "01")
    assert address.dataset_version == "test"


def test_percentage_offer_is_whole_dong_everywhere():
    running_offer("12.5")
    products = [
        (ProductFactory(title=title, stock__price=12_348), 3)
        for title in ("Kẹo dồi", "Kẹo vừng", "Kẹo lạc")
    ]

    order = place(basket_of(*products))

    # 12.5 % of 3 × 12.348 = 4.630,50 per line: 4.631 each, and so reported
    assert order.discounts.get().amount == Decimal(3 * 4_631)
    assert order.consignments.get().discount == 3 * 4_631
    assert order.total_incl_tax == 9 * 12_348 - 3 * 4_631 + 70_000


def test_shipping_offer_is_spread_over_the_consignments():
    everything = Range.objects.create(name="Tất cả", includes_all_products=True)
    ConditionalOffer.objects.create(
        name="Giảm phí giao",
        condition=Condition.objects.create(range=everything, type="Count", value=1),
        benefit=Benefit.objects.create(type="Shipping percentage", value="33.33"),
    )

    order = place(many_lines(3))

    parts = list(order.consignments.order_by("position"))
    assert [part.shipping_discount for part in parts] == [14_999, 14_999, 14_998]
    assert order.shipping_incl_tax == 3 * 45_000 - 44_996
    assert order.discounts.get().amount == 44_996


def test_variant_is_ordered_under_its_listing_title():
    shoe = shoe_with_sizes(40, 41)
    size_41 = shoe.children.get(variant_label="Cỡ 41")

    line = place(basket_of((size_41, 1))).lines.get()

    assert (line.title, line.variant_label) == ("Giày tây nam buộc dây", "Cỡ 41")
    assert line.consignment.weight_g == 1_100


def owed(order):
    return MoneyEntry.objects.filter(consignment__order=order).aggregate(
        n=Sum("amount")
    )["n"]


def test_money_entries_sum_to_the_order():
    running_offer()

    order = place(many_lines(3))

    assert owed(order) == order.total_incl_tax


def test_cancelling_reverses_stock_and_money(officer):
    shoe = ProductFactory(stock__num_in_stock=3)
    order = placed_order((shoe, 2))

    moving.cancel_order(order=order, reason="Khách đổi ý", actor=officer, at=NOW)

    order.refresh_from_db()
    record = StockRecord.objects.get()
    assert order.status == "cancelled"
    assert (record.num_in_stock, record.num_allocated) == (3, 0)
    assert owed(order) == 0
    assert PaymentAttempt.objects.get().state == PaymentAttempt.State.CANCELLED
    change = order.consignments.get().changes.latest("pk")
    assert (change.actor, change.reason) == (officer, "Khách đổi ý")


def test_cancelling_one_part_leaves_the_other():
    order = place(many_lines(2))
    first, second = order.consignments.order_by("position")

    moving.cancel(consignment=first, reason="Hết hàng", actor=None, at=NOW)

    order.refresh_from_db()
    assert order.status == "placed"
    assert owed(order) == second.total
    assert Hold.objects.filter(state=Hold.State.ALLOCATED).count() == 1


def test_goods_handed_over_cannot_be_cancelled():
    order = placed_order()
    part = order.consignments.get()
    moving.confirm(consignment=part, actor=None, at=NOW)
    moving.hand_over(consignment=part, actor=None, at=NOW, tracking_number="VN1")

    with pytest.raises(moving.StepNotAllowed):
        moving.cancel_order(order=order, reason="Muộn", actor=None, at=NOW)

    part.refresh_from_db()
    assert (part.state, part.tracking_number) == ("handed_over", "VN1")
    assert owed(order) == order.total_incl_tax


def test_refused_step_keeps_the_tracking_number():
    part = placed_order().consignments.get()

    with pytest.raises(moving.StepNotAllowed):
        moving.hand_over(consignment=part, actor=None, at=NOW, tracking_number="X")

    part.refresh_from_db()
    assert part.tracking_number == ""


def test_goods_leave_the_store_when_handed_over():
    shoe = ProductFactory(stock__num_in_stock=3)
    part = placed_order((shoe, 2)).consignments.get()

    moving.confirm(consignment=part, actor=None, at=NOW)
    moving.hand_over(consignment=part, actor=None, at=NOW)
    moving.mark_delivered(consignment=part, actor=None, at=NOW)

    record = StockRecord.objects.get()
    assert (record.num_in_stock, record.num_allocated) == (1, 0)
    collected = MoneyEntry.objects.get(kind="collected")
    assert (collected.amount, collected.holder) == (part.total, "courier")


def test_order_is_as_far_as_its_slowest_part():
    order = place(many_lines(2))
    first, second = order.consignments.order_by("position")

    moving.confirm(consignment=first, actor=None, at=NOW)
    order.refresh_from_db()
    assert order.status == "placed"

    moving.confirm(consignment=second, actor=None, at=NOW)
    order.refresh_from_db()
    assert order.status == "confirmed"


def test_confirmation_letter_goes_after_commit(
    mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        order = placed_order(email="hoa@example.vn")
        assert not mailoutbox

    assert mailoutbox[0].to == ["hoa@example.vn"]
    assert order.number in mailoutbox[0].subject
    assert "765.000\xa0₫" in mailoutbox[0].body


@pytest.mark.parametrize("percent", [None, "12.5"])
def test_placing_costs_few_queries(percent, django_assert_max_num_queries):
    if percent:
        running_offer(percent)
    wanted = purchase()
    place(many_lines(1))  # warms the cache of offers and rates
    for lines in (2, 20):
        basket = many_lines(lines)
        with django_assert_max_num_queries(40 + 4 * lines):
            place_order(
                basket_id=basket.pk,
                purchase=wanted,
                user=AnonymousUser(),
                at=timezone.now(),
            )


def test_usage_is_counted_without_undoing_an_edit():
    running_offer()
    basket = basket_of((ProductFactory(), 1))
    ConditionalOffer.objects.update(description="Sửa trong lúc khách đặt hàng")

    place(basket)

    offer = ConditionalOffer.objects.get()
    assert (offer.num_orders, offer.total_discount) == (1, Decimal(72_000))
    assert offer.description == "Sửa trong lúc khách đặt hàng"


def test_numbers_are_random_and_readable():
    numbers = {placed_order().number for _ in range(3)}

    assert len(numbers) == 3
    assert all(len(number) == 10 for number in numbers)
    assert not set("".join(numbers)) & set("01IO")


def test_consignment_cannot_owe_less_than_nothing():
    part = placed_order().consignments.get()

    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Consignment.objects.filter(pk=part.pk).update(discount=10_000_000)
