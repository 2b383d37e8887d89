"""Cash when the goods change hands: at the door, or at the showroom's till."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from storefront.payment.gateway import Start

if TYPE_CHECKING:
    from storefront.payment.models import PaymentAttempt


class CashOnDelivery:
    code = "cod"
    name = _("Trả tiền khi nhận hàng")
    description = _("Mở gói xem trước, ưng mới trả tiền.")
    icon = "banknote"

    def accepts(self, *, delivery: str, cash_on_delivery: bool) -> bool:
        return delivery == "ship" and cash_on_delivery

    def start(self, attempt: PaymentAttempt) -> Start:
        return Start(is_due_later=True)


class PayAtShowroom:
    code = "showroom"
    name = _("Trả tiền tại điểm bán")
    description = _("Xem hàng tại điểm bán rồi trả tiền.")
    icon = "store"

    def accepts(self, *, delivery: str, cash_on_delivery: bool) -> bool:
        return delivery == "pickup"

    def start(self, attempt: PaymentAttempt) -> Start:
        return Start(is_due_later=True)
