"""Checkout on one page, then one review where the last click is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalog import clock
from catalog.partner.stock import InsufficientStock
from catalog.places.models import Commune, Province
from showrooms.models import Showroom
from showrooms.showing import WEEKDAYS
from storefront.basket.middleware import COUNT_COOKIE
from storefront.basket.models import Basket
from storefront.basket.page import lot_view, parcels_text, sum_rows
from storefront.order import services
from storefront.order.models import Order
from storefront.order.page import may_see, national, order_page
from storefront.order.quote import OrderQuote, quote_basket
from storefront.payment.gateway import gateways
from storefront.requests import ShopRequest
from storefront.shipping.carrier import CannotDeliver
from storefront.templatetags.money import dong

from . import draft
from .forms import HOME_PROVINCE, PICKUP, CheckoutForm

SALT = "checkout.basket"
# A box is named in the list of errors by fewer words than stand beside it.
_BOX_LABELS = {
    "consent": gettext_lazy("Đồng ý điều kiện giao dịch"),
    "is_adult": gettext_lazy("Đủ 18 tuổi"),
}
REFUSALS = (
    services.TotalChanged,
    services.PaymentNotAccepted,
    CannotDeliver,
    InsufficientStock,
    services.NotForSale,
    services.BasketNotOpen,
    services.VoucherGone,
    Basket.DoesNotExist,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def index(request: ShopRequest) -> HttpResponse:
    """The form. A valid one leads to the review; the province button only redraws."""
    if request.basket.is_empty:
        return redirect("basket:summary")
    if request.method != "POST":
        return _show(request, _form(request, None, initial=_initial(request)))
    draft.store(request, request.POST)
    if "redraw" in request.POST:
        return redirect(f"{reverse('checkout:index')}#id_commune")
    form = _form(request, request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    draft.confirm(request)
    return redirect("checkout:review")


@require_POST
@never_cache
def totals(request: ShopRequest) -> HttpResponse:
    """The sums for the place chosen so far, for the page that htmx keeps current."""
    quote, problem = _quote(request.basket, request.POST)
    return render(
        request, "checkout/totals.html", _sums(request.basket, quote, problem)
    )


@require_safe
@never_cache
def review(request: ShopRequest) -> HttpResponse:
    """Everything once more with the full total; the law asks for this page."""
    if request.basket.is_empty:
        return redirect("basket:summary")
    typed = draft.load(request)
    form = _form(request, typed)
    if not form.is_valid():
        return redirect("checkout:index")
    quote, problem = _quote(request.basket, typed)
    if problem:
        messages.error(request, problem)
        return redirect("checkout:index")
    purchase = form.purchase(language=translation.get_language() or "vi")
    return render(
        request,
        "checkout/review.html",
        {
            **_sums(request.basket, quote, ""),
            "lots": [lot_view(lot, editable=False) for lot in quote],
            "facts": _facts(purchase, quote),
            "token": signing.dumps(request.basket.pk, salt=SALT),
            "has_alcohol": _has_alcohol(request.basket),
        },
    )


@require_POST
@never_cache
def place(request: ShopRequest) -> HttpResponse:
    """The last click. A double click, a reload or a second tab make one order."""
    basket_id, total = _confirmed(request)
    if basket_id is None:
        messages.error(request, _("Trang này đã cũ. Anh chị xem lại đơn rồi gửi."))
        return redirect("checkout:review")
    already = Order.objects.filter(basket=basket_id).first()
    if already:
        return _placed(request, already)
    form = _form(request, draft.load(request))
    if not form.is_valid():
        return redirect("checkout:index")
    try:
        order = services.place_order(
            basket_id=basket_id,
            purchase=form.purchase(language=translation.get_language() or "vi"),
            user=request.user,
            at=timezone.now(),
            expected_total=total,
        )
    except REFUSALS as refusal:
        return _refused(request, refusal)
    return _placed(request, order)


@require_safe
@never_cache
def thank_you(request: ShopRequest, number: str) -> HttpResponse:
    """The confirmation, for the browser that placed the order and its owner."""
    order = Order.objects.filter(number=number).first()
    if order is None or not may_see(request, order):
        raise Http404
    return render(
        request, "checkout/thank_you.html", order_page(order, is_masked=False)
    )


def _refused(request: ShopRequest, refusal: Exception) -> HttpResponse:
    """Say why there is no order, on the page where the buyer can mend it."""
    told, page = messages.error, "basket:summary"
    match refusal:
        case services.TotalChanged(total=total):
            told, page = messages.warning, "checkout:review"
            words = _("Tổng tiền vừa đổi thành %(total)s. Anh chị xem lại rồi gửi.")
            text = words % {"total": dong(total)}
        case services.PaymentNotAccepted():
            page = "checkout:index"
            text = _("Cách thanh toán này không dùng được cho nơi nhận.")
        case CannotDeliver(reason=text):
            page = "checkout:index"
        case InsufficientStock():
            text = _("Có món vừa hết hoặc không đủ. Đơn chưa được gửi.")
        case services.NotForSale(titles=titles):
            words = _("Không còn bán: %(titles)s. Đơn chưa được gửi.")
            text = words % {"titles": ", ".join(titles)}
        case _:  # the basket or its voucher was used elsewhere
            text = _("Giỏ hàng đã thay đổi. Đơn chưa được gửi.")
    told(request, text)
    return redirect(page)


def _placed(request: ShopRequest, order: Order) -> HttpResponse:
    draft.clear(request)
    draft.allow_order(request, order.number)
    if request.basket.id in (None, order.basket_id):
        request.cookies_to_delete.append(COUNT_COOKIE)
    return redirect("checkout:thank-you", order.number)


def _confirmed(request: ShopRequest) -> tuple[int | None, int | None]:
    """The basket and the total that the review page showed, if it was ours."""
    try:
        basket_id = signing.loads(request.POST.get("token", ""), salt=SALT)
    except signing.BadSignature:
        return None, None
    shown = request.POST.get("total", "")
    if not (shown.isascii() and shown.isdigit() and len(shown) <= 12):
        return None, None
    return basket_id, int(shown)


def _form(
    request: ShopRequest, data: Any, initial: dict[str, Any] | None = None
) -> CheckoutForm:
    source = data if data is not None else initial or {}
    province = source.get("province") or HOME_PROVINCE
    quote, _problem = _quote(request.basket, source)
    return CheckoutForm(
        data,
        initial=initial,
        provinces=Province.objects.filter(valid_to=None).order_by("sort_key"),
        communes=Commune.objects.current()
        .of_province(province)
        .select_related("province")
        .order_by("sort_key"),
        showrooms=Showroom.objects.filter(is_active=True, offers_pickup=True).order_by(
            "position"
        ),
        has_alcohol=_has_alcohol(request.basket),
        ship_amount=quote.shipping if _is_shipped(quote) else None,
        ship_note=_days(quote),
    )


def _initial(request: ShopRequest) -> dict[str, Any]:
    """What was typed before, else what the account knows."""
    typed = draft.load(request)
    if typed:  # consent is given each time anew, never found ticked
        return {n: v for n, v in typed.items() if n not in ("consent", "is_adult")}
    initial = {
        "delivery": Order.Delivery.SHIP,
        "province": HOME_PROVINCE,
        "payment": "cod",
    }
    user = request.user
    if not user.is_authenticated:
        return initial
    address = (
        user.addresses.select_related("commune__province")
        .order_by("-is_default_for_shipping", "-num_orders_as_shipping_address", "-pk")
        .first()
    )
    initial |= {
        "contact_name": user.get_full_name(),
        "phone": user.phone or "",
        "email": user.email or "",
    }
    if address and address.commune and address.commune.valid_to is None:
        initial |= {
            "province": address.commune.province.code,
            "commune": address.commune.code,
            "street": address.line1,
        }
    return initial


def _quote(basket: Basket, typed: Any) -> tuple[OrderQuote, str]:
    """The quote for the place in ``typed``, or without shipping and a reason why."""
    delivery = str(typed.get("delivery") or "ship")
    if delivery.startswith(PICKUP):
        return quote_basket(basket, delivery=Order.Delivery.PICKUP), ""
    commune = (
        Commune.objects.current()
        .select_related("province")
        .coded(typed["commune"])
        .first()
        if typed.get("commune")
        else None
    )
    try:
        return quote_basket(basket, delivery=Order.Delivery.SHIP, commune=commune), ""
    except CannotDeliver as refusal:
        unquoted = quote_basket(basket, delivery=Order.Delivery.SHIP)
        return unquoted, refusal.reason


def _show(request: ShopRequest, form: CheckoutForm, status: int = 200) -> HttpResponse:
    source = form.data if form.is_bound else form.initial
    quote, problem = _quote(request.basket, source)
    context = {
        "form": form,
        "lots": [lot_view(lot, editable=False) for lot in quote],
        "error_links": [
            {
                "label": _BOX_LABELS.get(name, form.fields[name].label),
                "url": f"#{form[name].id_for_label or form[name].auto_id}",
            }
            for name in form.errors
            if name in form.fields
        ],
        "error_title": ngettext(
            "Còn %(count)d ô cần sửa:", "Còn %(count)d ô cần sửa:", len(form.errors)
        )
        % {"count": len(form.errors)},
        **_sums(request.basket, quote, problem),
    }
    return render(request, "checkout/index.html", context, status=status)


def _sums(basket: Basket, quote: OrderQuote, problem: str) -> dict[str, Any]:
    return {
        "quote": quote,
        "rows": sum_rows(quote),
        "parcels_text": parcels_text(quote),
        "is_complete": _is_quoted(quote),
        "problem": problem,
        "days": _days(quote),
    }


def _is_quoted(quote: OrderQuote) -> bool:
    return all(lot.quote is not None for lot in quote)


def _is_shipped(quote: OrderQuote) -> bool:
    return _is_quoted(quote) and quote.days is not None


def _days(quote: OrderQuote) -> str:
    """When the goods arrive, in words: "thứ Bảy 28/11 – thứ Hai 30/11"."""
    if quote.days is None:
        return ""
    today = clock.today()
    first, last = (today + dt.timedelta(days=days) for days in quote.days)
    return " – ".join(
        f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}" for day in (first, last)
    )


def _has_alcohol(basket: Basket) -> bool:
    return any(line.product.listing.adults_only for line in basket.all_lines())


def _facts(purchase: services.Purchase, quote: OrderQuote) -> list[dict[str, Any]]:
    """What the review repeats of the form."""
    facts: list[tuple[str, Any]] = [
        (_("Người nhận"), purchase.contact_name),
        (_("Số điện thoại"), national(purchase.contact_phone)),
        (_("Thư điện tử"), purchase.email),
    ]
    if purchase.showroom:
        facts.append(
            (_("Nhận tại"), f"{purchase.showroom.name}, {purchase.showroom.place}")
        )
    elif purchase.commune:
        place = f"{purchase.street}, {purchase.commune.full_name}, "
        facts.append((_("Giao tới"), place + purchase.commune.province.full_name))
        facts.append((_("Dự kiến giao"), _days(quote)))
    facts += [
        (_("Thanh toán"), gateways()[purchase.payment_method].name),
        (_("Lời nhắn"), purchase.note),
        (_("Hóa đơn"), _invoice(purchase)),
    ]
    return [{"term": term, "value": value} for term, value in facts if value]


def _invoice(purchase: services.Purchase) -> str:
    parts = (
        purchase.invoice_company,
        purchase.invoice_tax_code,
        purchase.invoice_address,
        purchase.invoice_email,
    )
    return ", ".join(part for part in parts if part)
