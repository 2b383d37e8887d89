"""What pages show of an order: parts, steps, sums, and who may look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from catalog.models import ProductCard
from storefront.basket.page import pieces_text
from storefront.payment.gateway import gateways

from .models import Consignment, Order
from .states import CANCELLABLE_BY_BUYER, ConsignmentState

if TYPE_CHECKING:
    from django.http import HttpRequest

S = ConsignmentState
_SHIP = (S.PLACED, S.CONFIRMED, S.HANDED_OVER, S.DELIVERED)
_PICKUP = (S.PLACED, S.CONFIRMED, S.READY, S.DELIVERED)


def may_see(request: HttpRequest, order: Order) -> bool:
    """The owner, and a browser that placed the order or proved to know it."""
    from storefront.checkout.draft import allowed_orders

    if request.user.is_authenticated and order.user_id == request.user.pk:
        return True
    return order.number in allowed_orders(request)


def order_page(order: Order, *, is_masked: bool) -> dict[str, Any]:
    """The context of an order's page; five queries, however many lines."""
    parts = list(
        order.consignments.prefetch_related("lines__product", "changes").order_by(
            "position"
        )
    )
    pictures = _pictures(parts)
    return {
        "order": order,
        "parts": [_part(order, part, pictures) for part in parts],
        "facts": _facts(order, is_masked=is_masked),
        "rows": sum_rows(order, parts),
        "state_text": S(order.status).label,
        "may_cancel": all(part.state in CANCELLABLE_BY_BUYER for part in parts),
    }


def sum_rows(order: Order, parts: list[Consignment]) -> list[dict[str, Any]]:
    goods = sum(part.goods_before_discount for part in parts)
    discount = sum(part.discount for part in parts)
    charge = sum(part.shipping_charge for part in parts)
    less = sum(part.shipping_discount for part in parts)
    rows = [
        (_("Tạm tính"), goods, True),
        (_("Ưu đãi"), -discount, bool(discount)),
        (_("Phí giao"), charge, True),
        (_("Giảm phí giao"), -less, bool(less)),
    ]
    return [{"label": label, "amount": n} for label, n, is_shown in rows if is_shown]


def national(phone: object) -> str:
    """A number as people write it: 0912 345 678."""
    return str(PhoneNumber.from_string(str(phone), region="VN").as_national)


def masked_name(name: str) -> str:
    """The last word, which is the given name, with stars for the rest."""
    words = name.split()
    return " ".join(["***"] * (len(words) > 1) + words[-1:])


def masked_phone(phone: object) -> str:
    """The last three digits: "*** *** 678"."""
    return f"*** *** {national(phone)[-3:]}"


def steps(order: Order, part: Consignment) -> list[dict[str, Any]]:
    """The road of one part, as ``components/order_steps.html`` wants it."""
    at = {change.new_state: change.created_at for change in part.changes.all()}
    state = S(part.state)
    if state in (S.CANCELLED, S.RETURNED):
        done = [s for s in (*_SHIP, S.READY) if s in at]
        road = sorted(done, key=lambda s: at[s])
        return [
            *({"label": s.label, "time": at[s], "state": "done"} for s in road),
            {
                "label": state.label,
                "time": at.get(state),
                "note": part.cancel_reason,
                "state": "failed",
            },
        ]
    road = list(_PICKUP if order.delivery == Order.Delivery.PICKUP else _SHIP)
    if state not in road:
        road.insert(0, state)
    reached = road.index(state)
    return [
        {
            "label": s.label,
            "time": at.get(s),
            "state": "done"
            if index < reached or s == S.DELIVERED == state
            else "current"
            if index == reached
            else "todo",
        }
        for index, s in enumerate(road)
    ]


def _part(order: Order, part: Consignment, pictures: dict[int, Any]) -> dict[str, Any]:
    return {
        "producer_name": part.partner_name,
        "producer_url": "",
        "fee_text": "",
        "lines": [
            {
                "title": line.title,
                "url": "",
                "picture": pictures.get(line.listing_id or 0),
                "note": ", ".join(
                    filter(
                        None,
                        [
                            line.variant_label,
                            pieces_text(line.quantity, line.unit),
                        ],
                    )
                ),
                "sum": line.line_price_incl_tax,
            }
            for line in part.lines.all()
        ],
        "steps": steps(order, part),
        "state": part.state,
        "state_text": S(part.state).label,
        "tracking_number": part.tracking_number,
        "shipping": part.shipping,
    }


def _pictures(parts: list[Consignment]) -> dict[int, Any]:
    ids = {line.listing_id for part in parts for line in part.lines.all()} - {None}
    return dict(ProductCard.objects.filter(pk__in=ids).values_list("pk", "picture"))


def _facts(order: Order, *, is_masked: bool) -> list[dict[str, Any]]:
    name, phone = order.contact_name, national(order.contact_phone)
    if is_masked:
        name, phone = masked_name(name), masked_phone(order.contact_phone)
    gateway = gateways().get(order.payment_method)
    facts = [
        (_("Người nhận"), name),
        (_("Số điện thoại"), phone),
        *_where(order, is_masked=is_masked),
        (_("Thanh toán"), gateway.name if gateway else order.payment_method),
    ]
    if not is_masked:
        facts += [(_("Lời nhắn"), order.note), (_("Hóa đơn"), order.invoice_company)]
    return [{"term": term, "value": value} for term, value in facts if value]


def _where(order: Order, *, is_masked: bool) -> list[tuple[str, str]]:
    address = order.shipping_address
    if address is None:
        return [(_("Nhận tại"), order.pickup_place)]
    street = "***" if is_masked else address.line1
    return [(_("Giao tới"), f"{street}, {address.line4}, {address.state}")]
