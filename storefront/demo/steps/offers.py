"""The offers of the campaigns, and one voucher."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from oscar.apps.voucher.models import Voucher

from storefront.demo.world import Step, World
from storefront.offer.models import (
    Benefit,
    Condition,
    ConditionalOffer,
    Range,
    RangeProduct,
)


def _missing_offer(world: World) -> list[dict[str, Any]]:
    known = set(ConditionalOffer.objects.values_list("name", flat=True))
    return [row for row in world.data.offers["offers"] if row["name"] not in known]


def _write_offer(world: World, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        goods = Range.objects.get_or_create(
            name=row["range"], defaults={"is_public": True}
        )[0]
        for order, slug in enumerate(row["products"]):
            product = world.products.get(f"demo-{slug}")
            if product:
                RangeProduct.objects.get_or_create(
                    range=goods, product=product, defaults={"display_order": order}
                )
        ConditionalOffer.objects.create(
            name=row["name"],
            description=row["description"],
            offer_type=ConditionalOffer.SITE,
            condition=Condition.objects.create(
                range=goods, type=Condition.COUNT, value=1
            ),
            benefit=Benefit.objects.create(
                range=goods, type=Benefit.PERCENTAGE, value=row["percent"]
            ),
            start_datetime=starts(world, row),
            end_datetime=_ends(world, row),
        )


def _missing_voucher(world: World) -> list[dict[str, Any]]:
    row = world.data.offers["voucher"]
    return [] if Voucher.objects.filter(code=row["code"]).exists() else [row]


def _write_voucher(world: World, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        everything = Range.objects.get_or_create(
            name="Mọi sản phẩm", defaults={"includes_all_products": True}
        )[0]
        offer = ConditionalOffer.objects.create(
            name=f"{row['name']} ({row['code']})",
            description=row["description"],
            offer_type=ConditionalOffer.VOUCHER,
            condition=Condition.objects.create(
                range=everything, type=Condition.VALUE, value=row["minimum"]
            ),
            benefit=Benefit.objects.create(
                range=everything, type=Benefit.FIXED, value=row["amount"]
            ),
        )
        voucher = Voucher.objects.create(
            name=row["name"],
            code=row["code"],
            usage=Voucher.MULTI_USE,
            start_datetime=starts(world, row),
            end_datetime=_ends(world, row),
        )
        voucher.offers.add(offer)


def starts(world: World, row: dict[str, Any]) -> dt.datetime:
    return world.moment(row["starts_days_ago"], "00:00")


def _ends(world: World, row: dict[str, Any]) -> dt.datetime:
    return world.moment(0, "00:00") + dt.timedelta(days=row["ends_in_days"] + 1)


OFFER = Step("Ưu đãi", _missing_offer, _write_offer)
VOUCHER = Step("Mã giảm giá", _missing_voucher, _write_voucher)
