"""The site offers that run now: cached, and compared with the clock when read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from catalog import versions
from catalog.money import whole_dong
from catalog.reductions import Period, Reach
from storefront.campaigns import running as campaigns

from .models import SUBJECT, Benefit, Condition, ConditionalOffer, Range


def running_offers(at: dt.datetime) -> list[ConditionalOffer]:
    """Return the open site offers whose period holds ``at``, highest priority first.
    An offer bound to campaigns runs only while one of them does.

    Costs no query while nothing about offers changed; ranges come with members."""
    return [
        offer
        for offer in versions.answer(SUBJECT, "site", _load)
        if (offer.start_datetime is None or offer.start_datetime <= at)
        and (offer.end_datetime is None or at <= offer.end_datetime)
        and (not offer.bound_to or any(notice.runs(at) for notice in offer.bound_to))
    ]


def version(at: dt.datetime) -> str:
    """Return what changes with any offer, and whenever one begins or ends."""
    running = ",".join(str(offer.pk) for offer in running_offers(at))
    return f"{versions.current(SUBJECT)}-{running}"


def price_now(*, product_id: int, price: Decimal, at: dt.datetime) -> Decimal:
    """Return what one piece costs at ``at`` in a basket of its own."""
    running = running_offers(at)
    return unit_price(product_id=product_id, price=price, offers=running)


def period_now(*, product_id: int, price: Decimal, at: dt.datetime) -> Period:
    """Return since when and until when ``price_now`` answers what it does at ``at``:
    from the last start to the first end of the offers that lower the price."""
    starts, ends = [], []
    running = running_offers(at)
    for offer, _off in _lowering(product_id=product_id, price=price, offers=running):
        campaigns_now = [notice for notice in offer.bound_to if notice.runs(at)]
        starts += [offer.start_datetime] if offer.start_datetime else []
        ends += [offer.end_datetime] if offer.end_datetime else []
        if campaigns_now:
            starts.append(min(notice.starts_at for notice in campaigns_now))
            ends.append(max(notice.ends_at for notice in campaigns_now))
    return max(starts, default=None), min(ends, default=None)


def reaches(at: dt.datetime) -> list[Reach]:
    """Return what the offers running at ``at`` may lower piece by piece."""
    ranges = [
        offer.benefit.range
        for offer in running_offers(at)
        if offer.benefit.type in (Benefit.PERCENTAGE, Benefit.FIXED_UNIT)
        and offer.benefit.range
    ]
    return [Reach(range_.members, range_.includes_all_products) for range_ in ranges]


def forget() -> None:
    """Read the offers anew after this transaction."""
    versions.bump(SUBJECT)


def _load() -> list[ConditionalOffer]:
    offers = list(
        ConditionalOffer.objects.filter(
            offer_type=ConditionalOffer.SITE, status=ConditionalOffer.OPEN
        )
        .select_related("condition", "benefit")
        .prefetch_related("combinations")
        .order_by("-priority", "pk")
    )
    ranges = Range.objects.in_bulk(
        {offer.condition.range_id for offer in offers}
        | {offer.benefit.range_id for offer in offers} - {None}
    )
    bound = campaigns.of_offers()
    for offer in offers:
        offer.bound_to = bound.get(offer.pk, ())
        for part in (offer.condition, offer.benefit):
            if part.range_id:
                part.range = ranges[part.range_id]
                _ = part.range.members  # loaded now, carried by the cache
    return offers


def unit_price(
    *, product_id: int, price: Decimal, offers: Iterable[ConditionalOffer]
) -> Decimal:
    """Return what one piece costs in a basket of its own under ``offers``.

    Counts only offers that a single piece earns: so much per cent or so many đồng
    off each product. A bundle or a minimum spend shows in the basket."""
    lowering = _lowering(product_id=product_id, price=price, offers=offers)
    return price - sum((off for _offer, off in lowering), Decimal(0))


def _lowering(
    *, product_id: int, price: Decimal, offers: Iterable[ConditionalOffer]
) -> Iterator[tuple[ConditionalOffer, Decimal]]:
    """Those of ``offers`` that lower the price of one piece, each with by how much."""
    discount = Decimal(0)
    for offer in offers:
        if not _single_piece_earns(offer, product_id, price):
            continue
        if offer.exclusive and discount:
            continue
        off = offer.benefit.value
        if offer.benefit.type == Benefit.PERCENTAGE:
            off = price * min(off, Decimal(100)) / 100
        taken = min(whole_dong(off), price - discount)
        discount += taken
        yield offer, taken
        if offer.exclusive:
            break


def _single_piece_earns(
    offer: ConditionalOffer, product_id: int, price: Decimal
) -> bool:
    condition, benefit = offer.condition, offer.benefit
    enough = {
        Condition.COUNT: condition.value == 1,
        Condition.COVERAGE: condition.value == 1,
        Condition.VALUE: condition.value is not None and condition.value <= price,
    }.get(condition.type, False)
    return bool(
        enough
        and benefit.type in (Benefit.PERCENTAGE, Benefit.FIXED_UNIT)
        and not condition.proxy_class
        and not benefit.proxy_class
        and condition.range
        and condition.range.contains_id(product_id)
        and benefit.range
        and benefit.range.contains_id(product_id)
        and offer.get_max_applications() > 0
    )
