"""Whether one sellable thing can be had now, and how a page says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalog.card_contents import LOW_STOCK
from catalog.models import Product, ProductCard
from catalog.reductions import reduced

if TYPE_CHECKING:
    from catalog.partner.models import StockRecord

State = ProductCard.State


@dataclass(frozen=True)
class Choice:
    """A standalone product, or one variant of a listing, as it stands now."""

    product_id: int
    label: str  # empty for a standalone product
    price: Decimal | None
    list_price: Decimal | None  # set where an offer makes the price lower
    state: str
    left: int | None
    lead_days: int | None

    @property
    def is_orderable(self) -> bool:
        return self.state in ProductCard.ORDERABLE

    @property
    def state_text(self) -> str:
        if self.state == State.LOW:
            text = _("còn %(count)s sản phẩm") % {"count": self.left}
        elif self.state == State.MADE_TO_ORDER and self.lead_days:
            text = _("đặt làm %(days)s ngày") % {"days": self.lead_days}
        else:
            text = _PLAIN_TEXT[State(self.state)]()
        if self.label:
            return _("%(label)s: %(state)s") % {"label": self.label, "state": text}
        return text[0].upper() + text[1:]


_PLAIN_TEXT = {
    State.IN_STOCK: lambda: _("còn hàng"),
    State.OUT: lambda: _("hết hàng"),
    State.MADE_TO_ORDER: lambda: _("đặt làm"),
    State.BOOKING: lambda: _("đặt lịch"),
    State.ON_REQUEST: lambda: _("hỏi giá tại cơ sở"),
    State.PAUSED: lambda: _("tạm ngưng bán"),
}


def choice(
    product: Product,
    record: StockRecord | None,
    free: int,
    *,
    is_booked: bool,
    at: dt.datetime,
) -> Choice:
    """Say how ``product`` stands at ``at``; ``free`` pieces are in the store."""
    state = _state(record, free, is_booked)
    price = record.price if record else None
    now = None if price is None else reduced(product_id=product.pk, price=price, at=at)
    return Choice(
        product_id=product.pk,
        label=(product.variant_label or product.title) if product.is_child else "",
        price=now,
        list_price=None if now == price else price,
        state=state,
        left=free if state in {State.IN_STOCK, State.LOW} else None,
        lead_days=record.lead_days if record else None,
    )


def _state(record: StockRecord | None, free: int, is_booked: bool) -> str:
    if record is None or record.price is None:
        return State.ON_REQUEST
    if record.selling == record.Selling.PAUSED:
        return State.PAUSED
    if is_booked:
        return State.BOOKING
    if record.selling == record.Selling.MADE_TO_ORDER:
        return State.MADE_TO_ORDER
    if free <= 0:
        return State.OUT
    return State.LOW if free <= LOW_STOCK else State.IN_STOCK
