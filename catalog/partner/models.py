"""Producers (Oscar's partners), their stock records and the ledger of movements."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord
from phonenumber_field.modelfields import PhoneNumberField


class Partner(AbstractPartner):
    """A producer: cooperative, household or firm. ``code`` is its public slug."""

    class LegalForm(models.TextChoices):
        HOUSEHOLD = "household", _("Hộ kinh doanh")
        COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
        FARM = "farm", _("Trang trại")
        LLC = "llc", _("Công ty TNHH")
        PRIVATE_ENTERPRISE = "private_enterprise", _("Doanh nghiệp tư nhân")
        JSC = "jsc", _("Công ty cổ phần")
        COOPERATIVE = "cooperative", _("Hợp tác xã")
        ASSOCIATION = "association", _("Hội, hiệp hội")

    legal_form = models.CharField(
        _("loại hình"), max_length=20, choices=LegalForm.choices, blank=True
    )
    origin_commune = models.ForeignKey(
        "places.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="producers",
        verbose_name=_("xã gốc (2019)"),
    )
    commune = models.ForeignKey(
        "places.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="current_producers",
        verbose_name=_("xã hiện nay"),
    )
    address_line = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    phone = PhoneNumberField(_("điện thoại"), region="VN", blank=True)
    contact_email = models.EmailField(_("thư điện tử"), blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    registration_number = models.CharField(
        _("số đăng ký kinh doanh"), max_length=40, blank=True
    )
    lines_of_business = models.CharField(_("mặt hàng"), max_length=200, blank=True)
    story = models.TextField(_("giới thiệu"), blank=True)
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình"),
    )
    is_public = models.BooleanField(_("đã duyệt, hiện trên trang"), default=False)
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)
    real_name = models.BooleanField(
        _("tên thật"),
        default=False,
        help_text=_("Tên có thật trong kế hoạch 2019; chỉ hiện cùng ghi chú minh họa."),
    )

    class Meta(AbstractPartner.Meta):
        abstract = False
        verbose_name = _("cơ sở sản xuất")
        verbose_name_plural = _("cơ sở sản xuất")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search:producer", args=[self.code])


class StockRecord(AbstractStockRecord):
    """Price and stock of one sellable product at its producer.

    ``num_in_stock`` and ``num_allocated`` are projections of the ledger, written in
    the same transaction as its rows by ``catalog.partner.stock`` alone."""

    class Selling(models.TextChoices):
        COUNTED = "counted", _("Đếm từng món")
        MADE_TO_ORDER = "made_to_order", _("Đặt làm")
        PAUSED = "paused", _("Tạm ngưng bán")

    selling = models.CharField(
        _("cách bán"), max_length=13, choices=Selling.choices, default=Selling.COUNTED
    )
    lead_days = models.PositiveSmallIntegerField(
        _("số ngày làm"), null=True, blank=True
    )
    free: int | None  # pieces free in the store; set by whoever counted them

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        verbose_name = _("giá và tồn kho")
        verbose_name_plural = _("giá và tồn kho")
        constraints = [
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0, price=Floor("price")),
                name="stockrecord_price_whole_dong",
                violation_error_message=_("Giá là số đồng nguyên, không có số lẻ."),
            ),
            models.CheckConstraint(
                condition=Q(num_in_stock=None)
                | Q(num_allocated=None)
                | Q(num_allocated__lte=F("num_in_stock")),
                name="stockrecord_never_oversold",
                violation_error_message=_("Không thể giữ nhiều hơn số đang có."),
            ),
        ]


class Location(models.Model):
    """A place where goods lie: a producer's store, a showroom, or the road between."""

    class Kind(models.TextChoices):
        STORE = "store", _("Kho của cơ sở")
        SHOWROOM = "showroom", _("Điểm bán")
        TRANSIT = "transit", _("Đang chuyển")

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    name = models.CharField(_("tên"), max_length=160)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        verbose_name=_("cơ sở"),
    )

    class Meta:
        verbose_name = _("nơi để hàng")
        verbose_name_plural = _("nơi để hàng")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="store", partner__isnull=False)
                | ~Q(kind="store") & Q(partner__isnull=True),
                name="location_store_has_partner",
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(kind="store"), name="one_store_each"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lot(models.Model):
    """A batch of one product, as its label names it."""

    stockrecord = models.ForeignKey(StockRecord, models.PROTECT, related_name="lots")
    code = models.CharField(_("mã lô"), max_length=40)
    made_on = models.DateField(_("ngày sản xuất"), null=True, blank=True)
    best_before = models.DateField(_("hạn sử dụng"), null=True, blank=True)

    class Meta:
        verbose_name = _("lô hàng")
        verbose_name_plural = _("lô hàng")
        constraints = [
            models.UniqueConstraint(fields=["stockrecord", "code"], name="lot_once")
        ]

    def __str__(self) -> str:
        return self.code


class StockBalance(models.Model):
    """What lies where: a projection of the movements per location and lot."""

    stockrecord = models.ForeignKey(
        StockRecord, models.PROTECT, related_name="balances"
    )
    location = models.ForeignKey(Location, models.PROTECT, related_name="balances")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True)
    on_hand = models.PositiveIntegerField(_("đang có"), default=0)
    display_only = models.PositiveIntegerField(_("chỉ trưng bày"), default=0)

    class Meta:
        verbose_name = _("tồn theo nơi")
        verbose_name_plural = _("tồn theo nơi")
        constraints = [
            models.UniqueConstraint(
                fields=["stockrecord", "location", "lot"],
                condition=Q(lot__isnull=False),
                name="balance_per_lot",
            ),
            models.UniqueConstraint(
                fields=["stockrecord", "location"],
                condition=Q(lot__isnull=True),
                name="balance_without_lot",
            ),
            models.CheckConstraint(
                condition=Q(display_only__lte=F("on_hand")),
                name="balance_display_within_stock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stockrecord_id} @ {self.location_id}: {self.on_hand}"


class Movement(models.Model):
    """One line of the stock ledger; never changed, only reversed by another line."""

    class Reason(models.TextChoices):
        OPENING = "opening", _("tồn đầu")
        RECEIVED = "received", _("nhập")
        SOLD = "sold", _("bán")
        RETURNED = "returned", _("trả lại")
        LOST = "lost", _("hao hụt")
        TRANSFER = "transfer", _("chuyển nơi")
        CORRECTION = "correction", _("kiểm kê")
        REVERSAL = "reversal", _("đảo lại")

    stockrecord = models.ForeignKey(
        StockRecord, models.PROTECT, related_name="movements"
    )
    owner = models.ForeignKey(Partner, models.PROTECT, related_name="movements")
    location = models.ForeignKey(Location, models.PROTECT, related_name="movements")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True)
    quantity = models.IntegerField(_("số lượng"))
    reason = models.CharField(_("lý do"), max_length=10, choices=Reason.choices)
    document = models.CharField(_("chứng từ"), max_length=40, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("phiếu nhập xuất")
        verbose_name_plural = _("phiếu nhập xuất")
        indexes = [models.Index(fields=["stockrecord", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quantity=0), name="movement_moves_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.get_reason_display()}"


class HoldQuerySet(models.QuerySet["Hold"]):
    def counting_at(self, at: dt.datetime) -> HoldQuerySet:
        """Holds that take goods away from others at ``at``: allocations, and holds
        whose time has not run out. Expiry is a comparison, not a job."""
        return self.filter(
            Q(state=Hold.State.ALLOCATED) | Q(state=Hold.State.HELD, expires_at__gt=at)
        )


class Hold(models.Model):
    """Goods set aside for an order: for a while (held) or for good (allocated)."""

    class State(models.TextChoices):
        HELD = "held", _("tạm giữ")
        ALLOCATED = "allocated", _("đã dành")
        CONSUMED = "consumed", _("đã xuất")
        RELEASED = "released", _("đã nhả")

    stockrecord = models.ForeignKey(StockRecord, models.PROTECT, related_name="holds")
    location = models.ForeignKey(Location, models.PROTECT, related_name="holds")
    quantity = models.PositiveIntegerField(_("số lượng"))
    state = models.CharField(_("tình trạng"), max_length=9, choices=State.choices)
    document = models.CharField(_("chứng từ"), max_length=40, db_index=True)
    expires_at = models.DateTimeField(_("giữ đến"), null=True, blank=True)
    created_at = models.DateTimeField(_("từ lúc"))
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hàng giữ")
        verbose_name_plural = _("hàng giữ")
        indexes = [models.Index(fields=["stockrecord", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="hold_quantity"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(expires_at__isnull=False),
                name="hold_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.stockrecord_id} ({self.document})"


from oscar.apps.partner.models import *
