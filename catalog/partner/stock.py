"""Goods come, are set aside, leave: the only writer of the stock ledger.

Every function that writes expects to run inside a transaction whose stock rows the
caller locked through ``locks.stock_records``; ledger, balance and the numbers on the
stock record change together. ``StockRecord.num_in_stock`` counts the producer's own
store, which is where an online order takes its goods from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from catalog import changes

from . import locks
from .models import Hold, Location, Lot, Movement, Partner, StockBalance, StockRecord

if TYPE_CHECKING:
    from storefront.accounts.models import User


@dataclass(frozen=True)
class Shortfall:
    """One product of which less is free than was asked for."""

    stockrecord_id: int
    wanted: int
    available: int


class InsufficientStock(Exception):
    """What was wanted is not there; ``shortfalls`` says of what, and how much is."""

    def __init__(self, shortfalls: list[Shortfall]) -> None:
        super().__init__(shortfalls)
        self.shortfalls = shortfalls


def store_of(partner: Partner) -> Location:
    """Return the producer's own store, opening it when there is none yet."""
    return Location.objects.get_or_create(
        partner=partner,
        kind=Location.Kind.STORE,
        defaults={"code": f"kho-{partner.pk}", "name": f"Kho của {partner.name}"},
    )[0]


def available(
    *, stockrecord: StockRecord, location: Location, at: dt.datetime
) -> int | None:
    """Return how many pieces can be sold from ``location`` at ``at``.

    On hand less display-only, allocated and held. None: made to order, no limit."""
    return available_many(stockrecords=[stockrecord], locations=[location], at=at)[
        stockrecord.pk
    ]


def available_many(
    *,
    stockrecords: Iterable[StockRecord],
    locations: Iterable[Location],
    at: dt.datetime,
) -> dict[int, int | None]:
    """``available`` for many records, each at whichever of ``locations`` it lies.

    Two queries, however many records."""
    records = list(stockrecords)
    places = [location.pk for location in locations]
    ids = [record.pk for record in records]
    on_hand = dict(
        StockBalance.objects.filter(stockrecord__in=ids, location__in=places)
        .values_list("stockrecord")
        .annotate(n=Sum(F("on_hand") - F("display_only")))
    )
    taken = dict(
        Hold.objects.counting_at(at)
        .filter(stockrecord__in=ids, location__in=places)
        .values_list("stockrecord")
        .annotate(n=Sum("quantity"))
    )
    return {
        record.pk: _free(record, on_hand.get(record.pk, 0) - taken.get(record.pk, 0))
        for record in records
    }


def _free(record: StockRecord, count: int) -> int | None:
    if record.selling == StockRecord.Selling.MADE_TO_ORDER:
        return None
    if record.selling == StockRecord.Selling.PAUSED:
        return 0
    return max(0, count)


def free_in_store(at: dt.datetime, *, path: str = "") -> CombinedExpression:
    """An annotation: pieces free in the producer's store, for counted goods.

    ``path`` leads from the annotated rows to the stock record ("stockrecord__")."""

    def total(rows: object, field: str) -> Coalesce:
        summed = (
            rows.filter(  # type: ignore[attr-defined]
                stockrecord=OuterRef(f"{path}pk"),
                location__kind=Location.Kind.STORE,
            )
            .order_by()
            .values("stockrecord")
            .annotate(n=Sum(field))
            .values("n")
        )
        return Coalesce(Subquery(summed, output_field=IntegerField()), Value(0))

    held = Hold.objects.filter(state=Hold.State.HELD, expires_at__gt=at)
    return (
        Coalesce(F(f"{path}num_in_stock"), Value(0))
        - Coalesce(F(f"{path}num_allocated"), Value(0))
        - total(held, "quantity")
        - total(StockBalance.objects.filter(display_only__gt=0), "display_only")
    )


def receive(
    *,
    stockrecord: StockRecord,
    location: Location,
    quantity: int,
    at: dt.datetime,
    reason: str = Movement.Reason.RECEIVED,
    lot: Lot | None = None,
    document: str = "",
    actor: User | None = None,
) -> Movement:
    """Book ``quantity`` (> 0) pieces into ``location``. Locks the record itself."""
    if quantity <= 0:
        raise ValueError("only a positive quantity can be received")
    return adjust(
        stockrecord=stockrecord,
        location=location,
        quantity=quantity,
        reason=reason,
        lot=lot,
        document=document,
        actor=actor,
        at=at,
    )


@transaction.atomic
def adjust(
    *,
    stockrecord: StockRecord,
    location: Location,
    quantity: int,
    at: dt.datetime,
    reason: str = Movement.Reason.CORRECTION,
    lot: Lot | None = None,
    document: str = "",
    actor: User | None = None,
) -> Movement:
    """Book a signed ``quantity``; raises InsufficientStock below what is set aside.

    Locks the record itself, so it must not follow another lock in one transaction."""
    record = locks.stock_records([stockrecord.pk]).get()
    if quantity < 0:
        free = available(stockrecord=record, location=location, at=at)
        if free is not None and free < -quantity:
            raise InsufficientStock([Shortfall(record.pk, -quantity, free)])
    movement = _move(
        record,
        location=location,
        lot=lot,
        quantity=quantity,
        reason=reason,
        document=document,
        actor=actor,
        at=at,
    )
    _announce([record])
    return movement


def allocate(
    *,
    records: Iterable[StockRecord],
    wanted: Mapping[int, int],
    stores: Mapping[int, Location],
    document: str,
    at: dt.datetime,
    expires_at: dt.datetime | None = None,
) -> list[Hold]:
    """Set goods aside for ``document``: for good, or until ``expires_at``.

    ``records`` are locked; ``wanted`` maps record id → pieces, ``stores`` partner
    id → location. Made-to-order goods take nothing. Raises InsufficientStock with
    every shortfall, having changed nothing."""
    locked = {record.pk: record for record in records}
    free = available_many(
        stockrecords=locked.values(), locations=stores.values(), at=at
    )
    shortfalls = [
        Shortfall(pk, quantity, there)
        for pk, quantity in wanted.items()
        if (there := free.get(pk, 0)) is not None and there < quantity
    ]
    if shortfalls:
        raise InsufficientStock(shortfalls)
    held = expires_at is not None
    holds = Hold.objects.bulk_create(
        Hold(
            stockrecord=locked[pk],
            location=stores[locked[pk].partner_id],
            quantity=quantity,
            state=Hold.State.HELD if held else Hold.State.ALLOCATED,
            document=document,
            expires_at=expires_at,
            created_at=at,
        )
        for pk, quantity in sorted(wanted.items())
        if free[pk] is not None
    )
    _shift_allocated(holds, locked, sign=1)
    _announce(locked.values())
    return holds


def release(*, records: Iterable[StockRecord], document: str, at: dt.datetime) -> int:
    """Give back what ``document`` still holds of the locked ``records``.

    Returns how many holds it closed; a second call closes none."""
    locked = {record.pk: record for record in records}
    holds = list(_open_holds(locked, document))
    _shift_allocated(holds, locked, sign=-1)
    _close(holds, Hold.State.RELEASED, at)
    _announce(locked.values())
    return len(holds)


def ship(
    *,
    records: Iterable[StockRecord],
    document: str,
    at: dt.datetime,
    actor: User | None = None,
) -> list[Movement]:
    """Book out what ``document`` holds of the locked ``records``: the goods leave."""
    locked = {record.pk: record for record in records}
    holds = list(_open_holds(locked, document).select_related("location"))
    _shift_allocated(holds, locked, sign=-1)
    movements = [
        _move(
            locked[hold.stockrecord_id],
            location=hold.location,
            lot=None,
            quantity=-hold.quantity,
            reason=Movement.Reason.SOLD,
            document=document,
            actor=actor,
            at=at,
        )
        for hold in holds
    ]
    _close(holds, Hold.State.CONSUMED, at)
    _announce(locked.values())
    return movements


def take_back(
    *,
    records: Iterable[StockRecord],
    document: str,
    at: dt.datetime,
    actor: User | None = None,
) -> list[Movement]:
    """Reverse what left for ``document`` of the locked ``records``, once."""
    locked = {record.pk: record for record in records}
    left = Movement.objects.filter(
        stockrecord__in=locked,
        document=document,
        reason=Movement.Reason.SOLD,
        reversed_by=None,
    ).select_related("location", "lot")
    movements = [
        _move(
            locked[movement.stockrecord_id],
            location=movement.location,
            lot=movement.lot,
            quantity=-movement.quantity,
            reason=Movement.Reason.REVERSAL,
            document=document,
            actor=actor,
            at=at,
            reverses=movement,
        )
        for movement in left.order_by("stockrecord_id")
    ]
    _announce(locked.values())
    return movements


def _open_holds(ids: Iterable[int], document: str):  # type: ignore[no-untyped-def]
    return Hold.objects.filter(
        stockrecord__in=ids,
        document=document,
        state__in=(Hold.State.HELD, Hold.State.ALLOCATED),
    )


def _close(holds: list[Hold], state: str, at: dt.datetime) -> None:
    Hold.objects.filter(pk__in=[hold.pk for hold in holds]).update(
        state=state, closed_at=at
    )


def _shift_allocated(
    holds: Iterable[Hold], locked: Mapping[int, StockRecord], *, sign: int
) -> None:
    """Count the allocated ``holds`` in or out; one document may hold a record twice."""
    shifted = {}
    for hold in holds:
        if hold.state == Hold.State.ALLOCATED:
            record = shifted[hold.stockrecord_id] = locked[hold.stockrecord_id]
            record.num_allocated = (record.num_allocated or 0) + sign * hold.quantity
    StockRecord.objects.bulk_update(shifted.values(), ["num_allocated"])


def _move(
    record: StockRecord,
    *,
    location: Location,
    lot: Lot | None,
    quantity: int,
    reason: str,
    document: str,
    actor: User | None,
    at: dt.datetime,
    reverses: Movement | None = None,
) -> Movement:
    balance, _ = StockBalance.objects.get_or_create(
        stockrecord=record, location=location, lot=lot
    )
    balance.on_hand += quantity
    if balance.on_hand < 0:
        raise InsufficientStock(
            [Shortfall(record.pk, -quantity, balance.on_hand - quantity)]
        )
    balance.save(update_fields=["on_hand"])
    if location.kind == Location.Kind.STORE:
        record.num_in_stock = (record.num_in_stock or 0) + quantity
        record.save(update_fields=["num_in_stock", "date_updated"])
    return Movement.objects.create(
        stockrecord=record,
        owner_id=record.partner_id,
        location=location,
        lot=lot,
        quantity=quantity,
        reason=reason,
        document=document,
        actor=actor,
        created_at=at,
        reverses=reverses,
    )


def _announce(records: Iterable[StockRecord]) -> None:
    """Tell who shows these products, by listing, that their stock differs."""
    rows = StockRecord.objects.filter(pk__in=[record.pk for record in records])
    changes.announce(
        parent or product
        for product, parent in rows.values_list("product", "product__parent")
    )
