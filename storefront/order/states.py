"""Which step of a consignment may follow which, and what the order is called then.

The table is pure; only ``storefront.order.moving`` moves a state."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsignmentState(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Chờ thanh toán")
    PLACED = "placed", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đang chuẩn bị")
    HANDED_OVER = "handed_over", _("Đang giao")
    READY = "ready", _("Chờ khách đến nhận")
    DELIVERED = "delivered", _("Đã giao")
    CANCELLED = "cancelled", _("Đã hủy")
    RETURNED = "returned", _("Đã trả hàng")


S = ConsignmentState

NEXT: dict[ConsignmentState, frozenset[ConsignmentState]] = {
    S.AWAITING_PAYMENT: frozenset({S.PLACED, S.CANCELLED}),
    S.PLACED: frozenset({S.CONFIRMED, S.CANCELLED}),
    S.CONFIRMED: frozenset({S.HANDED_OVER, S.READY, S.CANCELLED}),
    S.HANDED_OVER: frozenset({S.DELIVERED, S.RETURNED}),
    S.READY: frozenset({S.DELIVERED, S.CANCELLED}),
    S.DELIVERED: frozenset({S.RETURNED}),
    S.CANCELLED: frozenset(),
    S.RETURNED: frozenset(),
}

# From the least to the most advanced; an order is as far as its slowest live part.
_PROGRESS = (
    S.AWAITING_PAYMENT,
    S.PLACED,
    S.CONFIRMED,
    S.READY,
    S.HANDED_OVER,
    S.DELIVERED,
)
# A buyer may still cancel; afterwards a person has to help.
CANCELLABLE_BY_BUYER = frozenset({S.AWAITING_PAYMENT, S.PLACED})


def may_follow(old: str, new: str) -> bool:
    """Tell whether a consignment in ``old`` may become ``new``."""
    return ConsignmentState(new) in NEXT[ConsignmentState(old)]


def order_state(consignment_states: Iterable[str]) -> ConsignmentState:
    """Return the order's state: its slowest live part, or how it ended.

    All cancelled → cancelled; otherwise, none live and something returned →
    returned. Raises ValueError for an order without consignments."""
    states = [ConsignmentState(state) for state in consignment_states]
    if not states:
        raise ValueError("an order has at least one consignment")
    live = [state for state in states if state in _PROGRESS]
    if live:
        return min(live, key=_PROGRESS.index)
    return S.RETURNED if S.RETURNED in states else S.CANCELLED
