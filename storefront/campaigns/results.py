"""What a campaign brought: orders, revenue and discount, by producer.

Counted from the orders that one of its offers or vouchers took something off, as
frozen at placement; parts of an order that were cancelled count for nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from storefront.campaigns.models import Campaign
from storefront.order.models import Consignment, Order, OrderDiscount
from storefront.order.states import ConsignmentState


@dataclass(frozen=True)
class ProducerResult:
    """All amounts are đồng: goods after discount, and what was taken off them."""

    name: str
    orders: int
    goods: int
    discount: int


@dataclass(frozen=True)
class Results:
    """The figures as of ``at``."""

    at: dt.datetime
    orders: int
    buyers: int
    producers: tuple[ProducerResult, ...]

    @property
    def goods(self) -> int:
        return sum(row.goods for row in self.producers)

    @property
    def discount(self) -> int:
        return sum(row.discount for row in self.producers)


def results_of(campaign: Campaign, *, at: dt.datetime) -> Results:
    """Return the figures of ``campaign`` as of ``at``."""
    orders = _orders(campaign, at)
    parts = Consignment.objects.filter(order__in=orders).exclude(
        state=ConsignmentState.CANCELLED
    )
    sums = (
        parts.values("partner_id", "partner_name")
        .annotate(
            orders=Count("order", distinct=True),
            before=Sum("goods_before_discount"),
            off=Sum("discount"),
        )
        .order_by("-before", "partner_name")
    )
    alive = orders.filter(consignments__in=parts).distinct()
    return Results(
        at=at,
        orders=alive.count(),
        buyers=alive.order_by().values("contact_phone").distinct().count(),
        producers=tuple(
            ProducerResult(
                row["partner_name"],
                row["orders"],
                int(row["before"] - row["off"]),
                int(row["off"]),
            )
            for row in sums
        ),
    )


def _orders(campaign: Campaign, at: dt.datetime) -> QuerySet[Order]:
    offers = campaign.offers.values("pk")
    vouchers = campaign.vouchers.values("pk")
    within = OrderDiscount.objects.filter(
        order__date_placed__gte=campaign.starts_at,
        order__date_placed__lt=min(campaign.ends_at, at),
    )
    named = within.filter(offer_id__in=offers) | within.filter(voucher_id__in=vouchers)
    return Order.objects.filter(pk__in=named.values("order"))
