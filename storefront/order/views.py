"""Tracking and cancelling by the buyer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from storefront.checkout import draft

from . import limits, moving
from .forms import CancelForm, TrackForm
from .mail import confirmation_context
from .models import Order
from .page import may_see, order_page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Find an order by number and phone; one answer whichever of the two is wrong."""
    form = TrackForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not limits.may_look(request, form.cleaned_data["number"]):
                form.add_error(
                    None, _("Anh chị đã thử nhiều lần. Xin chờ mười phút rồi thử lại.")
                )
                status = 429
            elif order := _find(form):
                draft.allow_order(request, order.number)
                return redirect("orders:detail", order.number)
            else:
                form.add_error(
                    None, _("Không có đơn nào khớp mã và số điện thoại này.")
                )
    context = {"form": form, "orders": _known(request)}
    return render(request, "order/track.html", context, status=status)


@require_safe
@never_cache
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Where the order is; personal data masked unless it is one's own account's."""
    order = _seen(request, number)
    is_own = request.user.is_authenticated and order.user_id == request.user.pk
    return render(request, "order/detail.html", order_page(order, is_masked=not is_own))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why, then cancel the whole order while no part of it is under way."""
    order = _seen(request, number)
    context = order_page(order, is_masked=True)
    if not context["may_cancel"]:
        messages.warning(
            request,
            _("Đơn đã được chuẩn bị nên không tự hủy được. Anh chị gọi cửa hàng."),
        )
        return redirect("orders:detail", order.number)
    form = CancelForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(
            request, "order/cancel.html", {**context, "form": form}, status=status
        )
    try:
        moving.cancel_by_buyer(
            order=order,
            reason=form.cleaned_data["reason"],
            actor=request.user if request.user.is_authenticated else None,
            at=timezone.now(),
        )
    except moving.StepNotAllowed:
        messages.warning(
            request,
            _("Cơ sở vừa nhận chuẩn bị đơn này. Anh chị gọi cửa hàng để hủy."),
        )
    else:
        messages.success(request, _("Đã hủy đơn. Anh chị không phải trả gì."))
    return redirect("orders:detail", order.number)


@require_safe
@never_cache
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """A copy of the order to keep, as plain text."""
    order = _seen(request, number)
    text = render_to_string("order/mail/confirmation.txt", confirmation_context(order))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = f"don-hang-{order.number}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _find(form: TrackForm) -> Order | None:
    return Order.objects.filter(
        number=form.cleaned_data["number"], contact_phone=form.cleaned_data["phone"]
    ).first()


def _seen(request: HttpRequest, number: str) -> Order:
    order = (
        Order.objects.select_related("shipping_address").filter(number=number).first()
    )
    if order is None or not may_see(request, order):
        raise Http404
    return order


def _known(request: HttpRequest) -> list[Order]:
    """Orders that this browser or this account placed, newest first."""
    found = Order.objects.filter(number__in=draft.allowed_orders(request))
    if request.user.is_authenticated:
        found = found | Order.objects.filter(user=request.user)
    return list(found.order_by("-date_placed")[:20])
