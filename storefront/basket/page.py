"""What the basket page shows: lots, sums, and what changed since the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.partner.availability import Counted, MadeToOrder
from storefront.order.quote import Lot, OrderQuote, quote_basket
from storefront.templatetags.money import dong

from .services import title_of

if TYPE_CHECKING:
    from .models import Basket, Line


def basket_page(basket: Basket) -> dict[str, Any]:
    """The template's context; reads the basket's lines once."""
    quote = quote_basket(basket, delivery="ship")
    changes = [note for lot in quote for line in lot.lines for note in _changes(line)]
    return {
        "lots": [lot_view(lot, editable=True) for lot in quote],
        "changes": changes,
        "is_blocked": any(not _can_buy(line) for lot in quote for line in lot.lines),
        "parcels_text": parcels_text(quote),
        "rows": sum_rows(quote),
        "quote": quote,
        "codes": _codes(basket),
    }


def _codes(basket: Basket) -> list[dict[str, Any]]:
    """The voucher codes in the basket, and what each takes off, in đồng."""
    if not basket.id:
        return []
    off = {
        discount["voucher"].pk: int(discount["discount"])
        for discount in basket.grouped_voucher_discounts
    }
    return [
        {"code": voucher.code, "name": voucher.name, "amount": off.get(voucher.pk, 0)}
        for voucher in basket.vouchers.all()
    ]


def lot_view(lot: Lot, *, editable: bool) -> dict[str, Any]:
    """One producer's part, as ``components/lot.html`` wants it."""
    return {
        "producer_name": lot.partner.name,
        "producer_url": lot.partner.get_absolute_url(),
        "fee_text": _fee_text(lot),
        "lines": [_line_view(line, editable=editable) for line in lot.lines],
        "free_delivery": _free_delivery(lot),
    }


def sum_rows(quote: OrderQuote) -> list[dict[str, Any]]:
    """The rows above the total; all amounts are đồng, discounts below zero."""
    rows = [
        {
            "label": _("Tạm tính (%(count)d món)") % {"count": quote.pieces},
            "amount": quote.goods_before_discount,
        }
    ]
    if quote.discount:
        rows.append({"label": _("Ưu đãi"), "amount": -quote.discount})
    if any(lot.quote for lot in quote):
        rows.append({"label": _shipping_label(quote), "amount": quote.shipping_charge})
    if quote.shipping_discount:
        rows.append({"label": _("Giảm phí giao"), "amount": -quote.shipping_discount})
    return rows


def parcels_text(quote: OrderQuote) -> str:
    if len(quote.lots) < 2:
        return ""
    return _("%(count)d cơ sở gửi riêng, anh chị nhận %(parcels)d gói.") % {
        "count": len(quote.lots),
        "parcels": quote.parcels,
    }


def _shipping_label(quote: OrderQuote) -> str:
    if not quote.shipping_charge:
        return _("Phí giao")
    return ngettext(
        "Phí giao (%(count)d gói)", "Phí giao (%(count)d gói)", quote.parcels
    ) % {"count": quote.parcels}


def _fee_text(lot: Lot) -> str:
    if lot.quote is None:
        return ""
    if not lot.shipping_charge:
        return _("Không mất phí giao")
    return _("Phí giao %(fee)s") % {"fee": dong(lot.shipping)}


def _free_delivery(lot: Lot) -> dict[str, Any] | None:
    missing = lot.missing_for_free_delivery
    if missing is None or lot.quote is None or not lot.shipping_charge:
        return None
    text = _("Mua thêm %(missing)s của cơ sở này để được miễn phí giao.")
    return {
        "text": text % {"missing": dong(missing)},
        "value": lot.goods,
        "max": lot.quote.free_from,
    }


def _line_view(line: Line, *, editable: bool) -> dict[str, Any]:
    product = line.product
    listing = product.listing
    view: dict[str, Any] = {
        "title": title_of(line),
        "url": product.get_absolute_url(),
        "picture": _picture(listing),
        "note": _note(line, listing.unit, editable=editable),
        "sum": line.line_price_incl_tax_incl_discounts or 0,
        "count": line.quantity,
    }
    if editable:
        availability = line.purchase_info.availability
        view["quantity"] = {
            "name": f"quantity-{line.pk}",
            "value": line.quantity,
            "min": 0,
            "max": availability.num_available
            if isinstance(availability, Counted)
            else 999,
            "id": f"quantity-{line.pk}",
        }
        view["remove"] = {"name": "remove", "value": line.pk}
    return view


def _picture(listing: Any) -> Any:
    card = getattr(listing, "card", None)
    return card.picture if card else None


def _note(line: Line, unit: str, *, editable: bool) -> str:
    availability = line.purchase_info.availability
    parts = [unit] if unit else []
    if not editable:
        parts = [pieces_text(line.quantity, unit)]
    if isinstance(availability, MadeToOrder) or (
        isinstance(availability, Counted) and availability.num_available <= 5
    ):
        message = str(availability.message)
        parts.append(message[:1].lower() + message[1:])
    return ", ".join(parts)


def pieces_text(quantity: int, unit: str) -> str:
    """ "2 hộp 300 g"; "2 món" of what has no unit."""
    return f"{quantity} {unit}" if unit else _("%(count)d món") % {"count": quantity}


def _can_buy(line: Line) -> bool:
    info = line.purchase_info
    return bool(
        info.price.exists and info.availability.is_purchase_permitted(line.quantity)[0]
    )


def _changes(line: Line) -> list[dict[str, str]]:
    """What differs from what the buyer saw when the line was filled."""
    title, info = title_of(line), line.purchase_info
    if not info.price.exists:
        return [
            {"title": title, "message": _("hiện không còn bán. Anh chị bỏ khỏi giỏ.")}
        ]
    permitted, reason = info.availability.is_purchase_permitted(line.quantity)
    told = [] if permitted else [{"title": f"{title}:", "message": reason}]
    if line.price_incl_tax is not None and line.price_incl_tax != info.price.incl_tax:
        message = _("vừa đổi giá từ %(old)s sang %(new)s. Giỏ tính theo giá mới.") % {
            "old": dong(line.price_incl_tax),
            "new": dong(info.price.incl_tax),
        }
        told.append({"title": title, "message": message})
    return told
