"""Orders: one for the buyer, one consignment per producer, money frozen in đồng."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import (
    AbstractLine,
    AbstractOrder,
    AbstractOrderDiscount,
    AbstractOrderLineDiscount,
    AbstractOrderNote,
)
from phonenumber_field.modelfields import PhoneNumberField

from .states import ConsignmentState


def whole(*fields: str) -> Q:
    """A condition: every named amount is a whole number of đồng, not below zero.

    ``Floor`` rather than a modulo: ``12.5 % 1`` is 0 on SQLite."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__gte": 0, field: Floor(field)})
    return condition


class Order(AbstractOrder):
    """``status`` is computed from the consignments' states by ``states.order_state``
    and written only by ``storefront.order.moving``."""

    class Delivery(models.TextChoices):
        SHIP = "ship", _("Giao tận nơi")
        PICKUP = "pickup", _("Nhận tại điểm bán")

    contact_name = models.CharField(_("họ và tên"), max_length=120)
    contact_phone = PhoneNumberField(_("số điện thoại"), region="VN")
    folded_name = models.CharField(max_length=120, editable=False, db_index=True)
    delivery = models.CharField(
        _("cách nhận"), max_length=6, choices=Delivery.choices, default=Delivery.SHIP
    )
    showroom = models.ForeignKey(
        "showrooms.Showroom",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("điểm nhận hàng"),
    )
    pickup_place = models.CharField(_("nơi nhận"), max_length=300, blank=True)
    payment_method = models.CharField(_("thanh toán"), max_length=20)
    note = models.TextField(_("lời nhắn"), blank=True)
    invoice_company = models.CharField(
        _("tên trên hóa đơn"), max_length=200, blank=True
    )
    invoice_tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    invoice_address = models.CharField(_("địa chỉ hóa đơn"), max_length=300, blank=True)
    invoice_email = models.EmailField(_("thư nhận hóa đơn"), blank=True)
    policy_version = models.CharField(_("bản điều kiện đã đồng ý"), max_length=50)
    consented_at = models.DateTimeField(_("đồng ý lúc"))
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    class Meta(AbstractOrder.Meta):
        abstract = False
        verbose_name = _("đơn hàng")
        verbose_name_plural = _("đơn hàng")
        constraints = [
            models.UniqueConstraint(fields=["basket"], name="order_once_per_basket"),
            models.CheckConstraint(
                condition=whole(
                    "total_incl_tax",
                    "total_excl_tax",
                    "shipping_incl_tax",
                    "shipping_excl_tax",
                ),
                name="order_whole_dong",
            ),
            models.CheckConstraint(
                condition=Q(delivery="ship", showroom__isnull=True)
                | Q(delivery="pickup", showroom__isnull=False),
                name="order_pickup_has_showroom",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:detail", args=[self.number])

    @property
    def state(self) -> str:
        return self.status


class Consignment(models.Model):
    """One producer's part of an order: its lines, its parcel, its shipping charge."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="consignments")
    partner = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        related_name="consignments",
        verbose_name=_("cơ sở"),
    )
    partner_name = models.CharField(_("tên cơ sở"), max_length=128)
    position = models.PositiveSmallIntegerField(_("số thứ tự"))
    state = models.CharField(
        _("tình trạng"),
        max_length=16,
        choices=ConsignmentState.choices,
        default=ConsignmentState.PLACED,
    )
    goods_before_discount = models.DecimalField(
        _("tiền hàng"), max_digits=12, decimal_places=0
    )
    discount = models.DecimalField(
        _("giảm giá"), max_digits=12, decimal_places=0, default=0
    )
    shipping_charge = models.DecimalField(
        _("phí giao"), max_digits=12, decimal_places=0, default=0
    )
    shipping_discount = models.DecimalField(
        _("giảm phí giao"), max_digits=12, decimal_places=0, default=0
    )
    weight_g = models.PositiveIntegerField(_("nặng (g)"), default=0)
    shipping_zone = models.CharField(_("vùng giao"), max_length=80, blank=True)
    tracking_number = models.CharField(_("mã vận đơn"), max_length=60, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("phần đơn của cơ sở")
        verbose_name_plural = _("phần đơn của cơ sở")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "partner"], name="consignment_per_producer"
            ),
            models.CheckConstraint(
                condition=whole(
                    "goods_before_discount",
                    "discount",
                    "shipping_charge",
                    "shipping_discount",
                )
                & Q(discount__lte=F("goods_before_discount"))
                & Q(shipping_discount__lte=F("shipping_charge")),
                name="consignment_whole_dong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order.number}-{self.position}"

    @property
    def goods(self) -> int:
        """Goods after discount, in đồng."""
        return int(self.goods_before_discount - self.discount)

    @property
    def shipping(self) -> int:
        """Shipping after discount, in đồng."""
        return int(self.shipping_charge - self.shipping_discount)

    @property
    def total(self) -> int:
        """What the buyer owes for this part, in đồng."""
        return self.goods + self.shipping


class ConsignmentChange(models.Model):
    """Who moved a consignment from one state to another, when and why."""

    consignment = models.ForeignKey(Consignment, models.CASCADE, related_name="changes")
    old_state = models.CharField(_("từ"), max_length=16, blank=True)
    new_state = models.CharField(
        _("sang"), max_length=16, choices=ConsignmentState.choices
    )
    reason = models.CharField(_("lý do"), max_length=255, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bước của phần đơn")
        verbose_name_plural = _("bước của phần đơn")

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"


class Line(AbstractLine):
    """An order line; it belongs to exactly one consignment."""

    consignment = models.ForeignKey(Consignment, models.CASCADE, related_name="lines")
    variant_label = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=60, blank=True)

    class Meta(AbstractLine.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=whole(
                    "line_price_incl_tax",
                    "line_price_excl_tax",
                    "line_price_before_discounts_incl_tax",
                    "line_price_before_discounts_excl_tax",
                ),
                name="order_line_whole_dong",
            )
        ]

    @property
    def listing_id(self) -> int | None:
        """The id of the listing that was sold; None once the product is gone."""
        if self.product is None:
            return None
        return self.product.parent_id or self.product.pk


class ShippingAddress(AbstractShippingAddress):
    """The address as it was on the day of the order: names, codes, dataset version."""

    province_code = models.CharField(_("mã tỉnh"), max_length=2, blank=True)
    commune_code = models.CharField(_("mã xã"), max_length=5, blank=True)
    dataset_version = models.CharField(_("bản dữ liệu"), max_length=40, blank=True)

    class Meta(AbstractShippingAddress.Meta):
        abstract = False


class OrderNote(AbstractOrderNote):
    class Meta(AbstractOrderNote.Meta):
        abstract = False
        verbose_name = _("ghi chú đơn hàng")
        verbose_name_plural = _("ghi chú đơn hàng")


class OrderDiscount(AbstractOrderDiscount):
    class Meta(AbstractOrderDiscount.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=whole("amount"), name="order_discount_whole_dong"
            )
        ]


class OrderLineDiscount(AbstractOrderLineDiscount):
    class Meta(AbstractOrderLineDiscount.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=whole("amount"), name="order_line_discount_whole_dong"
            )
        ]


from oscar.apps.order.models import *
