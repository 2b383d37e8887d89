"""Campaigns and voucher codes."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from oscar.apps.voucher.models import Voucher

from catalog.models import Product
from storefront.campaigns.models import Campaign
from storefront.offer.models import (
    Benefit,
    Condition,
    ConditionalOffer,
    Range,
    RangeProduct,
)

HOUR = dt.timedelta(hours=1)


def campaign(*offers: ConditionalOffer, **fields: Any) -> Campaign:
    """A campaign that is on from an hour ago for two hours, unless told otherwise."""
    now = timezone.now()
    vouchers = fields.pop("vouchers", [])
    made = Campaign.objects.create(
        **{
            "name": "Tết làng nghề",
            "is_on": True,
            "starts_at": now - HOUR,
            "ends_at": now + HOUR,
            "form": "discount",
            "terms": "Giảm giá mọi sản phẩm cho người mua trên trang này.",
            "area": "Toàn quốc",
            **fields,
        }
    )
    made.offers.set(offers)
    made.vouchers.set(vouchers)
    return made


def voucher(
    code: str = "TET20",
    amount: int = 20_000,
    minimum: int = 100_000,
    product: Product | None = None,
) -> Voucher:
    """So many đồng off ``product``, or off a basket, worth ``minimum``; usable for two
    hours."""
    goods = Range.objects.create(
        name=f"Hàng của {code}", includes_all_products=product is None
    )
    if product is not None:
        RangeProduct.objects.create(range=goods, product=product)
    offer = ConditionalOffer.objects.create(
        name=f"Mã {code}",
        description=f"Cho đơn từ {minimum} đồng.",
        offer_type=ConditionalOffer.VOUCHER,
        condition=Condition.objects.create(
            range=goods, type=Condition.VALUE, value=Decimal(minimum)
        ),
        benefit=Benefit.objects.create(
            range=goods, type=Benefit.FIXED, value=Decimal(amount)
        ),
    )
    now = timezone.now()
    made = Voucher.objects.create(
        name="Mã Tết",
        code=code,
        usage=Voucher.MULTI_USE,
        start_datetime=now - HOUR,
        end_datetime=now + HOUR,
    )
    made.offers.add(offer)
    return made
