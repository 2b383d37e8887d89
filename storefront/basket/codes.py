"""Voucher codes in a basket: put in, taken out, and why one does not work."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from oscar.apps.voucher.models import Voucher

from storefront.campaigns import running
from storefront.offer.applicator import Applicator

if TYPE_CHECKING:
    from storefront.accounts.models import User
    from storefront.basket.models import Basket


class CodeNotUsable(Exception):
    """The code takes nothing off this basket; ``reason`` is for the buyer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def use(
    *, basket: Basket, code: str, user: User | AnonymousUser, at: dt.datetime
) -> Voucher:
    """Put the voucher of ``code`` in; raises CodeNotUsable and changes nothing."""
    wanted = "".join(code.split()).upper()
    if not wanted:
        raise CodeNotUsable(_("Anh chị gõ mã giảm giá."))
    if not basket.num_lines:
        raise CodeNotUsable(_("Giỏ còn trống. Anh chị chọn hàng rồi dùng mã."))
    voucher = Voucher.objects.filter(code=wanted).first()
    if voucher is None:
        raise CodeNotUsable(_("Không có mã %(code)s.") % {"code": wanted})
    _refuse_if_closed(voucher, user, at)
    if basket.vouchers.filter(pk=voucher.pk).exists():
        raise CodeNotUsable(_("Mã này đã ở trong giỏ."))
    basket.vouchers.add(voucher)
    if not _takes_off(basket, voucher, user):
        basket.vouchers.remove(voucher)
        basket.reset_offer_applications()
        raise CodeNotUsable(_unmet(voucher))
    return voucher


def drop(*, basket: Basket, code: str) -> None:
    """Take the voucher of ``code`` out of this basket, if it is in."""
    if basket.id:
        basket.vouchers.remove(*basket.vouchers.filter(code=code))
        basket.reset_offer_applications()


def _refuse_if_closed(
    voucher: Voucher, user: User | AnonymousUser, at: dt.datetime
) -> None:
    if at < voucher.start_datetime:
        day = date_format(localtime(voucher.start_datetime), "H:i d/m/Y")
        raise CodeNotUsable(_("Mã này dùng được từ %(day)s.") % {"day": day})
    if at > voucher.end_datetime:
        raise CodeNotUsable(_("Mã này đã hết hạn."))
    if not running.allowed_vouchers([voucher.pk], at):
        raise CodeNotUsable(_("Chương trình của mã này hiện không chạy."))
    if not voucher.is_available_to_user(user=user)[0]:
        raise CodeNotUsable(
            _("Mã này chỉ dùng một lần. Anh chị đã dùng, hoặc cần đăng nhập để dùng.")
        )


def _takes_off(basket: Basket, voucher: Voucher, user: User | AnonymousUser) -> bool:
    basket.reset_offer_applications()
    Applicator().apply(basket, user)
    return any(
        application["voucher"] and application["voucher"].pk == voucher.pk
        for application in basket.offer_applications
    )


def _unmet(voucher: Voucher) -> str:
    """What the basket misses, in the words staff gave the offer."""
    words = " ".join(
        offer.description for offer in voucher.offers.all() if offer.description
    )
    unmet = _("Giỏ chưa đủ điều kiện của mã này.")
    return f"{unmet} {words}".strip()
