"""Moving the parts of an order from state to state, with their stock and money.

Locks are taken in one order everywhere: consignments first, then stock rows once, in
primary-key order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from catalog.partner import locks, stock
from storefront.payment.models import MoneyEntry, PaymentAttempt

from . import tasks
from .models import Consignment, ConsignmentChange, Order, OrderStatusChange
from .states import CANCELLABLE_BY_BUYER, ConsignmentState, may_follow, order_state

if TYPE_CHECKING:
    from storefront.accounts.models import User


class StepNotAllowed(Exception):
    """A consignment in ``old`` state cannot become ``new``."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} → {new}")
        self.old, self.new = ConsignmentState(old), ConsignmentState(new)


def confirm(*, consignment: Consignment, actor: User | None, at: dt.datetime) -> None:
    """The producer will send it: Chờ xác nhận → Đang chuẩn bị."""
    _step([consignment.pk], ConsignmentState.CONFIRMED, actor=actor, at=at)


def mark_ready(
    *, consignment: Consignment, actor: User | None, at: dt.datetime
) -> None:
    """It waits at the showroom for the buyer."""
    _step([consignment.pk], ConsignmentState.READY, actor=actor, at=at)


@transaction.atomic
def hand_over(
    *,
    consignment: Consignment,
    actor: User | None,
    at: dt.datetime,
    tracking_number: str = "",
) -> None:
    """The goods leave the store: stock is booked out."""
    Consignment.objects.filter(pk=consignment.pk).update(
        tracking_number=tracking_number
    )
    _step([consignment.pk], ConsignmentState.HANDED_OVER, actor=actor, at=at)


def mark_delivered(
    *, consignment: Consignment, actor: User | None, at: dt.datetime
) -> None:
    """The buyer has it and paid on receipt; who took the cash holds it now."""
    _step([consignment.pk], ConsignmentState.DELIVERED, actor=actor, at=at)


def cancel(
    *, consignment: Consignment, reason: str, actor: User | None, at: dt.datetime
) -> None:
    """Cancel one part: its stock and its money are reversed in the same breath."""
    _step(
        [consignment.pk], ConsignmentState.CANCELLED, actor=actor, at=at, reason=reason
    )


def cancel_order(
    *, order: Order, reason: str, actor: User | None, at: dt.datetime
) -> None:
    """Cancel every part that is not cancelled yet; StepNotAllowed if one cannot be."""
    parts = order.consignments.exclude(state=ConsignmentState.CANCELLED)
    ids = list(parts.values_list("pk", flat=True))
    _step(ids, ConsignmentState.CANCELLED, actor=actor, at=at, reason=reason)


def cancel_by_buyer(
    *, order: Order, reason: str, actor: User | None, at: dt.datetime
) -> None:
    """Cancel the whole order while no part of it is being prepared.

    Looks under the lock, so a producer who confirms at the same moment wins or
    loses as a whole; raises StepNotAllowed having changed nothing."""
    ids = list(order.consignments.values_list("pk", flat=True))
    _step(
        ids,
        ConsignmentState.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        only_from=CANCELLABLE_BY_BUYER,
    )


@transaction.atomic
def _step(
    ids: Sequence[int],
    new: ConsignmentState,
    *,
    actor: User | None,
    at: dt.datetime,
    reason: str = "",
    only_from: Collection[ConsignmentState] = tuple(ConsignmentState),
) -> None:
    """Move consignments of one order to ``new``, with what follows for stock and
    money; raises StepNotAllowed for the first that may not, having moved none."""
    parts = list(
        Consignment.objects.select_for_update(of=("self",))
        .select_related("order")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    for part in parts:
        if not may_follow(part.state, new) or part.state not in only_from:
            raise StepNotAllowed(part.state, new)
    if not parts:
        return
    order = parts[0].order
    _move_goods(order, parts, new, actor, at)
    if new == ConsignmentState.CANCELLED:
        _reverse_money(parts, actor, at)
    elif new == ConsignmentState.DELIVERED:
        _collect_money(order, parts, actor, at)
    for part in parts:
        record_steps([part], old=part.state, new=new, reason=reason, actor=actor, at=at)
        part.state = new
        part.cancel_reason = reason if new == ConsignmentState.CANCELLED else ""
        part.save(update_fields=["state", "cancel_reason"])
    _refresh_status(order)
    if new == ConsignmentState.CANCELLED:
        recount_sales(order)


def _move_goods(
    order: Order,
    parts: Sequence[Consignment],
    new: ConsignmentState,
    actor: User | None,
    at: dt.datetime,
) -> None:
    """Release on cancelling; book out when goods leave, at the latest on delivery."""
    if new not in (
        ConsignmentState.CANCELLED,
        ConsignmentState.HANDED_OVER,
        ConsignmentState.DELIVERED,
    ):
        return
    wanted = order.lines.filter(consignment__in=parts, stockrecord__isnull=False)
    records = list(locks.stock_records(wanted.values_list("stockrecord", flat=True)))
    if new == ConsignmentState.CANCELLED:
        stock.release(records=records, document=order.number, at=at)
    else:
        stock.ship(records=records, document=order.number, at=at, actor=actor)


def _reverse_money(
    parts: Sequence[Consignment], actor: User | None, at: dt.datetime
) -> None:
    entries = MoneyEntry.objects.filter(
        consignment__in=parts, reverses=None, reversed_by=None
    )
    MoneyEntry.objects.bulk_create(
        MoneyEntry(
            consignment_id=entry.consignment_id,
            kind=entry.kind,
            amount=-entry.amount,
            payee=entry.payee,
            holder=entry.holder,
            funded_by=entry.funded_by,
            reverses=entry,
            actor=actor,
            created_at=at,
        )
        for entry in entries
    )


def _collect_money(
    order: Order, parts: Sequence[Consignment], actor: User | None, at: dt.datetime
) -> None:
    party = MoneyEntry.Party
    at_showroom = order.delivery == Order.Delivery.PICKUP
    MoneyEntry.objects.bulk_create(
        MoneyEntry(
            consignment=part,
            kind=MoneyEntry.Kind.COLLECTED,
            amount=part.total,
            payee=party.PRODUCER,
            holder=party.SHOWROOM if at_showroom else party.COURIER,
            actor=actor,
            created_at=at,
        )
        for part in parts
        if part.total
    )


def record_steps(
    parts: Sequence[Consignment],
    *,
    old: str,
    reason: str,
    actor: User | None,
    at: dt.datetime,
    new: str = ConsignmentState.PLACED,
) -> None:
    ConsignmentChange.objects.bulk_create(
        ConsignmentChange(
            consignment=part,
            old_state=old,
            new_state=new,
            reason=reason,
            actor=actor,
            created_at=at,
        )
        for part in parts
    )


def _refresh_status(order: Order) -> None:
    states = order.consignments.values_list("state", flat=True)
    new = order_state(states).value
    if new != order.status:
        OrderStatusChange.objects.create(
            order=order, old_status=order.status, new_status=new
        )
        order.status = new
        order.save(update_fields=["status"])
    if new == ConsignmentState.CANCELLED:
        order.attempts.filter(state=PaymentAttempt.State.DUE).update(
            state=PaymentAttempt.State.CANCELLED
        )


def recount_sales(order: Order) -> None:
    transaction.on_commit(lambda: tasks.recount_sales_of.enqueue(order.pk))
