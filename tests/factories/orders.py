"""Baskets with goods, purchases, a shipping table, placed orders."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from catalog.models import Product
from catalog.partner.strategy import Strategy
from showrooms.models import Showroom
from storefront.basket.models import Basket
from storefront.offer.models import Benefit, Condition, ConditionalOffer, Range
from storefront.order.models import Order
from storefront.order.services import Purchase, place_order
from storefront.shipping.models import ShippingRate, ShippingZone

from .catalogue import ProductFactory
from .partner import ProducerFactory
from .places import CommuneFactory


def shipping_table() -> ShippingZone:
    """One zone for everywhere: 30.000 ₫ to 1 kg, 45.000 ₫ to 5 kg, then 5.000 ₫/kg."""
    zone, created = ShippingZone.objects.get_or_create(
        code="toan-quoc",
        defaults={"name": "Toàn quốc", "is_rest": True, "per_extra_kg": 5_000},
    )
    if created:
        for up_to_g, charge in ((1_000, 30_000), (5_000, 45_000)):
            ShippingRate.objects.create(zone=zone, up_to_g=up_to_g, charge=charge)
    return zone


def showroom(**fields: Any) -> Showroom:
    from catalog.partner.models import Location

    place, _ = Location.objects.get_or_create(
        code="diem-phu-yen", defaults={"name": "Điểm Phú Yên", "kind": "showroom"}
    )
    return Showroom.objects.get_or_create(
        slug="diem-phu-yen",
        defaults={
            "name": "Điểm giới thiệu và bán sản phẩm OCOP Phú Yên",
            "short_name": "Phú Yên",
            "commune": CommuneFactory(),
            "place": "Làng giày Giẽ Hạ",
            "location": place,
            **fields,
        },
    )[0]


def running_offer(percent: str = "10", **fields: Any) -> ConditionalOffer:
    """So much per cent off everything."""
    everything = Range.objects.create(
        name=f"Tất cả {Range.objects.count()}", includes_all_products=True
    )
    return ConditionalOffer.objects.create(
        name=f"Ưu đãi {ConditionalOffer.objects.count()}",
        condition=Condition.objects.create(range=everything, type="Count", value=1),
        benefit=Benefit.objects.create(
            range=everything, type="Percentage", value=percent
        ),
        **fields,
    )


def basket_of(*wanted: tuple[Product, int], owner: Any = None) -> Basket:
    """An open basket holding ``wanted`` products in these quantities."""
    basket = Basket.objects.create(owner=owner)
    basket.strategy = Strategy()
    for product, quantity in wanted:
        basket.add_product(product, quantity)
    return basket


def many_lines(count: int, **fields: Any) -> Basket:
    """A basket of ``count`` different products of as many producers."""
    return basket_of(
        *(
            (
                ProductFactory(
                    title=f"Hũ tương số {number}",
                    producer=ProducerFactory(name=f"Hộ làm tương {number}"),
                    **fields,
                ),
                1,
            )
            for number in range(count)
        )
    )


def purchase(**fields: Any) -> Purchase:
    """A delivery to Chuyên Mỹ, paid on receipt."""
    shipping_table()
    return Purchase(
        **{
            "contact_name": "Nguyễn Thị Hòa",
            "contact_phone": "+84912345678",
            "payment_method": "cod",
            "policy_version": "2026-11",
            "commune": CommuneFactory(),
            "street": "Số 12 ngõ 6 đường Quang Trung",
            **fields,
        }
    )


def placed_order(*wanted: tuple[Product, int], **fields: Any) -> Order:
    """An order of ``wanted``; one pair of shoes unless told otherwise."""
    basket = basket_of(*(wanted or ((ProductFactory(), 1),)))
    return place_order(
        basket_id=basket.pk,
        purchase=purchase(**fields),
        user=AnonymousUser(),
        at=timezone.now(),
    )
