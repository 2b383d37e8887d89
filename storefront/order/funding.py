"""Who bears the discounts of an order: the funder of the campaign behind each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from storefront.campaigns import running
from storefront.payment.models import MoneyEntry

if TYPE_CHECKING:
    from storefront.basket.models import Basket

    from .quote import Lot

# Answers who bears what an offer, perhaps of a voucher, takes off.
FunderOf = Callable[[Any], str]


def funder_of(at: dt.datetime) -> FunderOf:
    """Return who pays for an offer at ``at``: the latest of its running campaigns,
    else the shop."""
    notices = running.running(at)

    def answer(offer: Any) -> str:
        voucher = offer.get_voucher() if offer else None
        for notice in notices:
            if offer and offer.pk in notice.offers:
                return notice.funded_by
            if voucher and voucher.pk in notice.vouchers:
                return notice.funded_by
        return str(MoneyEntry.Funder.SHOP)

    return answer


def discounts_of(lot: Lot, funder: FunderOf) -> dict[str, int]:
    """Đồng taken off the goods of ``lot``, by who bears them; their sum is its
    discount."""
    borne: dict[str, int] = defaultdict(int)
    for line in lot.lines:
        for discount in line.discounts:
            borne[funder(discount.offer)] += int(discount.amount)
    return dict(borne)


def shipping_funder(basket: Basket, funder: FunderOf) -> str:
    """Who bears the discount on the charges: one offer gives it all."""
    offers = basket.offer_applications.shipping_discounts
    return funder(offers[0]["offer"] if offers else None)
