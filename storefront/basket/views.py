"""The basket: plain forms, so it works without scripts; htmx only spares a reload."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.models import Product
from catalog.typed_text import clean_text
from storefront.requests import ShopRequest

from . import codes, services
from .models import Line
from .page import basket_page

SALT = "basket.removed"
UNDO_WITHIN = 60 * 60
MOST = 999


@require_safe
@never_cache
def summary(request: ShopRequest) -> HttpResponse:
    """The basket by producer, with what changed since it was filled."""
    context = basket_page(request.basket)
    context["undo"] = _undo(request.GET.get("da-bo", ""))
    context["empty_link"] = {"label": _("Xem sản phẩm"), "url": reverse("search:all")}
    return render(request, "basket/summary.html", context)


@require_POST
def add(request: ShopRequest, product_id: int) -> HttpResponse:
    """Add the posted product or its chosen variant, then go on where the buyer was."""
    wanted = _whole(request.POST.get("child_id", "")) or product_id
    try:
        product = services.find_for_sale(wanted)
    except Product.DoesNotExist:
        messages.error(request, _("Sản phẩm này không còn bán."))
        return redirect("basket:summary")
    if product_id not in (product.pk, product.parent_id):
        return redirect("basket:summary")
    back = _safe_next(request) or product.get_absolute_url()
    quantity = _whole(request.POST.get("quantity", "1"))
    if quantity is None or not 1 <= quantity <= MOST:
        messages.error(request, _("Số lượng là số từ 1 đến %(most)d.") % {"most": MOST})
        return redirect(back)
    try:
        line = services.add(basket=request.basket, product=product, quantity=quantity)
    except services.CannotAdd as refusal:
        messages.error(request, refusal.reason)
        return redirect(back)
    if request.POST.get("action") == "buy":
        return redirect("checkout:index")
    messages.success(
        request,
        _("Đã thêm %(title)s vào giỏ.") % {"title": services.title_of(line)},
        extra_tags="basket-added",
    )
    return redirect(back)


@require_POST
def update(request: ShopRequest) -> HttpResponse:
    """Set quantities, or take out the line whose button was pressed."""
    if "remove" in request.POST:
        return _remove(request)
    quantities, wrong = _posted_quantities(request)
    if wrong:
        messages.error(
            request,
            _("Số lượng là số từ 0 đến %(most)d. Giỏ chưa đổi.") % {"most": MOST},
        )
        return redirect("basket:summary")
    for note in services.set_quantities(basket=request.basket, quantities=quantities):
        messages.warning(request, note)
    if "checkout" in request.POST:
        return redirect("checkout:index")
    return redirect("basket:summary")


@require_POST
def restore(request: ShopRequest) -> HttpResponse:
    """Bring a removed line back."""
    undo = _undo(request.POST.get("da-bo", ""))
    if undo is None:
        messages.error(request, _("Đã quá lâu, không hoàn tác được nữa."))
        return redirect("basket:summary")
    try:
        product = services.find_for_sale(undo["product_id"])
        services.add(basket=request.basket, product=product, quantity=undo["quantity"])
    except (Product.DoesNotExist, services.CannotAdd):
        messages.error(request, _("Sản phẩm này vừa hết hàng hoặc không còn bán."))
    return redirect("basket:summary")


@require_POST
def use_code(request: ShopRequest) -> HttpResponse:
    """Put a voucher code in, or show beside the field why not."""
    try:
        voucher = codes.use(
            basket=request.basket,
            code=clean_text(request.POST.get("code", "")),
            user=request.user,
            at=timezone.now(),
        )
    except codes.CodeNotUsable as refusal:
        context = basket_page(request.basket)
        typed = clean_text(request.POST.get("code", ""))
        context |= {"code_error": refusal.reason, "typed_code": typed}
        return render(request, "basket/summary.html", context, status=422)
    messages.success(request, _("Đã dùng mã %(code)s.") % {"code": voucher.code})
    return redirect("basket:summary")


@require_POST
def drop_code(request: ShopRequest) -> HttpResponse:
    codes.drop(basket=request.basket, code=clean_text(request.POST.get("code", "")))
    return redirect("basket:summary")


def _remove(request: ShopRequest) -> HttpResponse:
    line_id = _whole(request.POST["remove"])
    get_object_or_404(Line, pk=line_id or 0, basket_id=request.basket.id or 0)
    removed = services.remove(basket=request.basket, line_id=line_id or 0)
    token = signing.dumps(
        [removed.product_id, removed.quantity, removed.title], salt=SALT
    )
    return redirect(f"{reverse('basket:summary')}?da-bo={token}")


def _undo(token: str) -> dict[str, Any] | None:
    if not token:
        return None
    try:
        product_id, quantity, title = signing.loads(
            token, salt=SALT, max_age=UNDO_WITHIN
        )
    except signing.BadSignature:
        return None
    return {
        "token": token,
        "product_id": product_id,
        "quantity": quantity,
        "title": title,
    }


def _posted_quantities(request: ShopRequest) -> tuple[dict[int, int], bool]:
    """The quantities by line id, and whether any of them makes no sense."""
    quantities = {}
    for name, value in request.POST.items():
        line_id = _whole(name.removeprefix("quantity-"))
        if not name.startswith("quantity-") or line_id is None:
            continue
        quantity = _whole(value)
        if quantity is None or quantity > MOST:
            return {}, True
        quantities[line_id] = quantity
    return quantities, False


def _whole(text: object) -> int | None:
    """A whole number of at most nine plain digits, else None."""
    digits = str(text).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return None
    return int(digits)


def _safe_next(request: ShopRequest) -> str:
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else ""
