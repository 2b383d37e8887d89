"""The buyer's own pages; every query starts from the signed-in person."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from storefront.accounts.models import User
from storefront.address.models import UserAddress

from .forms import AddressForm, NameForm

_PAGE = ["GET", "HEAD", "POST"]


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


@login_required
@never_cache
@require_http_methods(_PAGE)
def profile(request: HttpRequest) -> HttpResponse:
    """Name, ways to sign in, and the doors to orders and addresses."""
    person = _person(request)
    form = NameForm(request.POST or None, initial={"first_name": person.first_name})
    if request.method == "POST" and form.is_valid():
        person.first_name = form.cleaned_data["first_name"]
        person.save(update_fields=["first_name"])
        messages.success(request, _("Đã lưu tên."))
        return redirect("customer:profile")
    return render(request, "customer/profile.html", {"form": form, "person": person})


@login_required
@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The account's orders, newest first."""
    mine = _person(request).orders.order_by("-date_placed")[:100]
    return render(request, "customer/orders.html", {"orders": mine})


@login_required
@never_cache
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """The saved addresses; the first is filled in at checkout."""
    mine = _person(request).addresses.order_by("-is_default_for_shipping", "-pk")
    return render(request, "customer/addresses.html", {"addresses": mine})


@login_required
@never_cache
@require_http_methods(_PAGE)
def add_address(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    initial = {"name": person.get_full_name(), "phone": person.phone or ""}
    address = UserAddress(user=person, is_default_for_shipping=True)
    return _edit(request, address, initial)


@login_required
@never_cache
@require_http_methods(_PAGE)
def edit_address(request: HttpRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(_person(request).addresses, pk=pk)
    commune = address.commune
    initial = {
        "name": address.first_name,
        "phone": address.phone_number,
        "street": address.line1,
        "province": commune.province.code if commune else "",
        "commune": commune.code if commune else "",
    }
    return _edit(request, address, initial)


@login_required
@never_cache
@require_http_methods(_PAGE)
def delete_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then delete."""
    address = get_object_or_404(_person(request).addresses, pk=pk)
    if request.method == "POST":
        address.delete()
        messages.success(request, _("Đã xóa địa chỉ."))
        return redirect("customer:addresses")
    return render(request, "customer/delete_address.html", {"address": address})


def _edit(
    request: HttpRequest, address: UserAddress, initial: dict[str, object]
) -> HttpResponse:
    redraws = "redraw" in request.POST
    form = AddressForm(
        None if redraws else request.POST or None,
        initial=request.POST.dict() if redraws else initial,
    )
    if request.method == "POST" and not redraws and form.is_valid():
        try:
            with transaction.atomic():
                form.write(address)
        except IntegrityError:
            form.add_error(None, _("Anh chị đã lưu địa chỉ này rồi."))
        else:
            messages.success(request, _("Đã lưu địa chỉ."))
            return redirect("customer:addresses")
    status = 422 if form.errors else 200
    context = {"form": form, "address": address}
    return render(request, "customer/address_form.html", context, status=status)
