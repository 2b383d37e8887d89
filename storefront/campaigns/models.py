"""A campaign: what the shop does for a while, and the terms the law wants shown.

Commercial Law art. 88-101 and Decree 81/2018 (amended by 128/2024 and 239/2026) ask
that a promotion names its form, content, period, area and limits."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from storefront.payment.models import MoneyEntry


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def overlapping(
        self, starts_at: dt.datetime, ends_at: dt.datetime
    ) -> CampaignQuerySet:
        """Those whose period shares a moment with this one, ends excluded."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Campaign(models.Model):
    """Runs while it is switched on, the clock is within its period and its budget is
    not used up. Offers and vouchers bound to it work only then."""

    class Form(models.TextChoices):
        DISCOUNT = "discount", _("Bán với giá thấp hơn giá trước đó")
        VOUCHER = "voucher", _("Kèm phiếu mua hàng, mã giảm giá")
        DELIVERY = "delivery", _("Giảm phí giao hàng")
        GIFT = "gift", _("Tặng hàng mẫu, quà kèm")
        DISPLAY = "display", _("Chỉ trưng bày, giới thiệu")

    name = models.CharField(
        _("tên chương trình"),
        max_length=120,
        help_text=_("Tên công bố cho người mua. Ví dụ: Tết làng nghề 2027."),
    )
    is_on = models.BooleanField(
        _("bật chương trình"),
        default=False,
        help_text=_(
            "Bật trước cũng được: đến giờ bắt đầu mới chạy. Tắt là ngừng ngay mọi ưu "
            "đãi, mã giảm giá và dải giới thiệu."
        ),
    )
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(
        _("kết thúc"), help_text=_("Đúng giờ này thì hết, không tính phút cuối.")
    )
    form = models.CharField(_("hình thức"), max_length=10, choices=Form.choices)
    terms = models.TextField(
        _("nội dung, điều kiện"),
        max_length=4000,
        help_text=_("Người mua đọc được trước khi đặt hàng. Nói rõ ai được, được gì."),
    )
    area = models.CharField(
        _("địa bàn áp dụng"),
        max_length=200,
        help_text=_("Ví dụ: toàn quốc, khi đặt trên trang này."),
    )
    budget = models.DecimalField(
        _("tổng mức giảm tối đa"),
        max_digits=12,
        decimal_places=0,
        null=True,
        blank=True,
        help_text=_("Đồng. Giảm đủ chừng này thì chương trình tự ngừng."),
    )
    funded_by = models.CharField(
        _("ai chịu phần giảm"),
        max_length=10,
        choices=MoneyEntry.Funder.choices,
        default=MoneyEntry.Funder.SHOP,
        help_text=_("Ghi vào sổ tiền của từng đơn lúc đặt, sau này không đổi nữa."),
    )
    funder_name = models.CharField(_("tên bên tài trợ"), max_length=160, blank=True)
    banner = models.CharField(
        _("lời trên dải giới thiệu"),
        max_length=90,
        blank=True,
        help_text=_(
            "Hiện ở trang chủ và danh sách. Để trống thì hiện tên chương trình."
        ),
    )
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình trên dải"),
    )
    landing_page = models.ForeignKey(
        "cms.LandingPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("trang đích"),
    )
    offers = models.ManyToManyField(
        "offer.ConditionalOffer",
        related_name="campaigns",
        blank=True,
        verbose_name=_("ưu đãi"),
        help_text=_("Ưu đãi đã chọn chỉ chạy khi chương trình chạy."),
    )
    vouchers = models.ManyToManyField(
        "voucher.Voucher",
        related_name="campaigns",
        blank=True,
        verbose_name=_("mã giảm giá"),
    )
    goods = models.ForeignKey(
        "offer.Range",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tập sản phẩm"),
        help_text=_("Hiện trên trang đích. Để trống thì lấy sản phẩm của các ưu đãi."),
    )
    producers = models.ManyToManyField(
        "partner.Partner",
        related_name="campaigns",
        blank=True,
        verbose_name=_("cơ sở tham gia"),
    )
    showrooms = models.ManyToManyField(
        "showrooms.Showroom",
        related_name="campaigns",
        blank=True,
        verbose_name=_("điểm bán tham gia"),
    )
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("chương trình khuyến mại")
        verbose_name_plural = _("chương trình khuyến mại")
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="campaign_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gt=0),
                name="campaign_budget_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def headline(self) -> str:
        return self.banner or self.name

    def covers(self, at: dt.datetime) -> bool:
        """Tell whether the switch is on and ``at`` lies within the period."""
        return self.is_on and self.starts_at <= at < self.ends_at
