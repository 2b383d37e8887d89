"""Showrooms ("điểm giới thiệu và bán sản phẩm OCOP") and their opening hours."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class Showroom(models.Model):
    name = models.CharField(_("tên"), max_length=160)
    short_name = models.CharField(_("tên ngắn"), max_length=60)
    slug = models.SlugField(_("đường dẫn"), max_length=80, unique=True)
    commune = models.ForeignKey(
        "places.Commune", models.PROTECT, related_name="showrooms", verbose_name=_("xã")
    )
    place = models.CharField(_("địa chỉ"), max_length=200)
    phone = PhoneNumberField(_("điện thoại"), region="VN", blank=True)
    location = models.OneToOneField(
        "partner.Location",
        models.PROTECT,
        related_name="showroom",
        verbose_name=_("nơi để hàng"),
    )
    decision = models.CharField(_("quyết định công nhận"), max_length=80, blank=True)
    opened_on = models.DateField(_("mở cửa từ"), null=True, blank=True)
    offers_pickup = models.BooleanField(_("nhận hàng tại điểm"), default=True)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    focus = models.CharField(_("mặt hàng chính"), max_length=160, blank=True)
    closed_note = models.CharField(_("ngày nghỉ"), max_length=160, blank=True)
    commission_pct = models.DecimalField(
        _("hoa hồng ký gửi (%)"), max_digits=4, decimal_places=1, default=0
    )
    products = models.ManyToManyField(
        "catalogue.Product",
        blank=True,
        related_name="showrooms",
        verbose_name=_("hàng đang bày"),
    )
    keepers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="showrooms",
        verbose_name=_("người phụ trách"),
    )
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình"),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    class Meta:
        verbose_name = _("điểm bán")
        verbose_name_plural = _("điểm bán")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("showrooms:detail", args=[self.slug])


class OpeningHours(models.Model):
    """One opening of a weekday (0 = Monday); half-open: shut at ``closes``."""

    showroom = models.ForeignKey(Showroom, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("thứ"),
        choices=[
            (0, _("Thứ Hai")),
            (1, _("Thứ Ba")),
            (2, _("Thứ Tư")),
            (3, _("Thứ Năm")),
            (4, _("Thứ Sáu")),
            (5, _("Thứ Bảy")),
            (6, _("Chủ nhật")),
        ],
    )
    opens = models.TimeField(_("mở"))
    closes = models.TimeField(_("đóng"))

    class Meta:
        verbose_name = _("giờ mở cửa")
        verbose_name_plural = _("giờ mở cửa")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="hours_open_before_close"
            ),
            models.UniqueConstraint(
                fields=["showroom", "weekday", "opens"], name="hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedPeriod(models.Model):
    """Days on which a showroom stays shut; ``ends_on`` is the last of them."""

    showroom = models.ForeignKey(Showroom, models.CASCADE, related_name="closures")
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("kỳ nghỉ")
        verbose_name_plural = _("kỳ nghỉ")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="closure_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"
