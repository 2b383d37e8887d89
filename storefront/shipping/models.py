"""The zone × weight table that staff edit; charges are whole đồng per consignment."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _

from catalog.models import Product


class ShippingZone(models.Model):
    """Provinces, or the shop's own communes, that cost the same."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên vùng"), max_length=80)
    is_home = models.BooleanField(
        _("là các xã của cửa hàng"),
        default=False,
        help_text=_("Vùng này gồm các xã của cửa hàng, không theo tỉnh."),
    )
    is_rest = models.BooleanField(
        _("là phần còn lại"),
        default=False,
        help_text=_("Dùng cho tỉnh không thuộc vùng nào khác."),
    )
    provinces = models.ManyToManyField(
        "places.Province",
        blank=True,
        related_name="shipping_zones",
        verbose_name=_("tỉnh, thành phố"),
    )
    per_extra_kg = models.DecimalField(
        _("mỗi kg thêm"),
        max_digits=9,
        decimal_places=0,
        help_text=_("Tính cho mỗi kg vượt nấc cao nhất."),
    )
    free_from = models.DecimalField(
        _("miễn phí từ"),
        max_digits=12,
        decimal_places=0,
        null=True,
        blank=True,
        help_text=_("Tiền hàng của một cơ sở; để trống nếu không miễn phí."),
    )
    days_min = models.PositiveSmallIntegerField(_("giao sớm nhất (ngày)"), default=1)
    days_max = models.PositiveSmallIntegerField(_("giao chậm nhất (ngày)"), default=3)
    cash_on_delivery = models.BooleanField(_("cho trả tiền khi nhận"), default=True)
    takes_fresh = models.BooleanField(_("nhận hàng tươi"), default=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("vùng giao hàng")
        verbose_name_plural = _("bảng phí giao hàng")
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"], condition=Q(is_home=True), name="one_home_zone"
            ),
            models.UniqueConstraint(
                fields=["is_rest"], condition=Q(is_rest=True), name="one_rest_zone"
            ),
            models.CheckConstraint(
                condition=Q(per_extra_kg__gte=0, per_extra_kg=Floor("per_extra_kg")),
                name="zone_whole_dong",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ShippingRate(models.Model):
    """The charge of a zone up to a weight, the last gram included."""

    zone = models.ForeignKey(ShippingZone, models.CASCADE, related_name="rates")
    up_to_g = models.PositiveIntegerField(_("đến (g)"))
    charge = models.DecimalField(_("phí"), max_digits=9, decimal_places=0)

    class Meta:
        verbose_name = _("nấc phí")
        verbose_name_plural = _("nấc phí")
        constraints = [
            models.UniqueConstraint(fields=["zone", "up_to_g"], name="rate_once"),
            models.CheckConstraint(
                condition=Q(charge__gte=0, charge=Floor("charge")),
                name="rate_whole_dong",
            ),
        ]

    def __str__(self) -> str:
        return f"≤ {self.up_to_g} g: {self.charge}"


class ShippingSurcharge(models.Model):
    """What a kind of goods costs on top, once per consignment."""

    shipping_class = models.CharField(
        _("cách gửi"), max_length=8, choices=Product.Shipping.choices, unique=True
    )
    amount = models.DecimalField(_("phụ phí"), max_digits=9, decimal_places=0)

    class Meta:
        verbose_name = _("phụ phí")
        verbose_name_plural = _("phụ phí")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount=Floor("amount")),
                name="surcharge_whole_dong",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_shipping_class_display()}: {self.amount}"


from oscar.apps.shipping.models import *
