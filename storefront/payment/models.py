"""Payment attempts and the money ledger: who is owed, and who holds the money."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _


class PaymentAttempt(models.Model):
    """One try to pay one order; a declined try is never used again."""

    class State(models.TextChoices):
        STARTED = "started", _("đã bắt đầu")
        DUE = "due", _("thu khi giao")
        PAID = "paid", _("đã trả")
        FAILED = "failed", _("không thành")
        CANCELLED = "cancelled", _("đã hủy")

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="attempts")
    gateway = models.CharField(_("cách trả"), max_length=20)
    reference = models.CharField(_("mã giao dịch"), max_length=64, unique=True)
    amount = models.DecimalField(_("số tiền"), max_digits=12, decimal_places=0)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices)
    created_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần thanh toán")
        verbose_name_plural = _("lần thanh toán")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount=Floor("amount")),
                name="attempt_whole_dong",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.reference}"


class MoneyEntry(models.Model):
    """A frozen money fact of a consignment; a correction is another, reversing row."""

    class Kind(models.TextChoices):
        GOODS = "goods", _("tiền hàng")
        SHIPPING = "shipping", _("phí giao")
        DISCOUNT = "discount", _("giảm giá")
        SHIPPING_DISCOUNT = "shipping_discount", _("giảm phí giao")
        COLLECTED = "collected", _("đã thu")
        REMITTED = "remitted", _("đã nộp về")

    class Party(models.TextChoices):
        BUYER = "buyer", _("người mua")
        PRODUCER = "producer", _("cơ sở")
        SHOP = "shop", _("cửa hàng")
        SHOWROOM = "showroom", _("két điểm bán")
        COURIER = "courier", _("người giao")
        CARRIER = "carrier", _("hãng vận chuyển")

    class Funder(models.TextChoices):
        """Who bears a discount."""

        SHOP = "shop", _("cửa hàng")
        PRODUCER = "producer", _("cơ sở")
        PROGRAMME = "programme", _("ngân sách chương trình OCOP")
        SPONSOR = "sponsor", _("nhà tài trợ")

    consignment = models.ForeignKey(
        "order.Consignment", models.PROTECT, related_name="money"
    )
    kind = models.CharField(_("khoản"), max_length=20, choices=Kind.choices)
    amount = models.DecimalField(_("số tiền"), max_digits=12, decimal_places=0)
    payee = models.CharField(_("trả cho"), max_length=10, choices=Party.choices)
    holder = models.CharField(_("ai đang giữ"), max_length=10, choices=Party.choices)
    funded_by = models.CharField(
        _("ai chịu"), max_length=10, choices=Funder.choices, blank=True
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bút toán")
        verbose_name_plural = _("bút toán")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=Floor("amount")) & ~Q(amount=0),
                name="money_entry_whole_dong",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


from oscar.apps.payment.models import *
