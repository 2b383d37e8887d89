"""Fairs, who takes part, what came of it, and the papers that prove it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .phases import Phase, phase_on
from .states import HOLD_A_BOOTH, State


class FairQuerySet(models.QuerySet["Fair"]):
    def in_phase(self, phase: str, day: dt.date) -> FairQuerySet:
        """Agrees with ``Fair.phase_on``."""
        conditions = {
            Phase.BEFORE: Q(starts_on__gt=day),
            Phase.DURING: Q(starts_on__lte=day, ends_on__gte=day),
            Phase.AFTER: Q(ends_on__lt=day),
        }
        return self.filter(conditions[Phase(phase)])

    def overlapping(self, first: dt.date, last: dt.date) -> FairQuerySet:
        """Those with at least one day from ``first`` to ``last``, both counted."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Fair(models.Model):
    class Scope(models.TextChoices):
        COMMUNE = "commune", _("Trong xã")
        CITY = "city", _("Trong thành phố")
        NATIONAL = "national", _("Toàn quốc")
        ABROAD = "abroad", _("Nước ngoài")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Dự kiến")
        OPEN = "open", _("Nhận đăng ký")
        SETTLED = "settled", _("Đã chốt danh sách")
        CANCELLED = "cancelled", _("Đã hủy")

    name = models.CharField(_("tên hội chợ"), max_length=200)
    scope = models.CharField(_("quy mô"), max_length=8, choices=Scope.choices)
    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status.choices, default=Status.PLANNED
    )
    place = models.CharField(
        _("địa điểm"), max_length=200, help_text=_("Đủ để tìm được trên bản đồ.")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    hours_note = models.CharField(
        _("giờ mở cửa"), max_length=120, blank=True, help_text=_("Ví dụ: 8:00 – 21:00.")
    )
    organiser = models.CharField(_("đơn vị tổ chức"), max_length=200, blank=True)
    host = models.CharField(_("đơn vị đưa cơ sở đi"), max_length=200, blank=True)
    invitation_number = models.CharField(
        _("số giấy mời, công văn"), max_length=80, blank=True
    )
    register_until = models.DateField(
        _("nhận đăng ký đến hết ngày"), null=True, blank=True
    )
    results_on = models.DateField(
        _("công bố số liệu, tính đến ngày"),
        null=True,
        blank=True,
        help_text=_(
            "Có ngày thì trang hội chợ hiện tổng doanh số và hợp đồng sau khi kết "
            "thúc; để trống thì chưa công bố."
        ),
    )
    note = models.TextField(_("ghi chú nội bộ"), blank=True)
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    objects = FairQuerySet.as_manager()

    class Meta:
        verbose_name = _("hội chợ")
        verbose_name_plural = _("hội chợ")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="fair_period",
                violation_error_message=_("Ngày cuối phải sau ngày đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def phase_on(self, day: dt.date) -> Phase:
        return phase_on(day, self.starts_on, self.ends_on)


class Booth(models.Model):
    """A numbered booth of ours at a fair; small producers may share one."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="booths")
    number = models.CharField(_("số gian"), max_length=20)
    note = models.CharField(
        _("vị trí, cỡ"), max_length=120, blank=True, help_text=_("Ví dụ: 3 × 3 m.")
    )

    class Meta:
        verbose_name = _("gian hàng")
        verbose_name_plural = _("gian hàng")
        constraints = [
            models.UniqueConstraint(fields=["fair", "number"], name="booth_once")
        ]

    def __str__(self) -> str:
        return self.number


class Funding(models.Model):
    """One cost of a fair and who bore it."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="funding")
    what = models.CharField(_("khoản chi"), max_length=120)
    funder = models.CharField(_("nguồn chi"), max_length=120)
    amount = models.DecimalField(_("số tiền"), max_digits=14, decimal_places=0)

    class Meta:
        verbose_name = _("khoản chi")
        verbose_name_plural = _("khoản chi")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="funding_positive")
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.funder}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def confirmed(self) -> ParticipationQuerySet:
        return self.filter(state=State.CONFIRMED)


class Participation(models.Model):
    """One producer at one fair. ``state`` moves through ``services.move`` alone."""

    STATES = [
        (State.REGISTERED.value, _("Đã đăng ký")),
        (State.CONFIRMED.value, _("Được xác nhận")),
        (State.DECLINED.value, _("Không được nhận")),
        (State.CANCELLED.value, _("Đã rút")),
    ]

    fair = models.ForeignKey(
        Fair, models.PROTECT, related_name="participations", verbose_name=_("hội chợ")
    )
    producer = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        related_name="fair_participations",
        verbose_name=_("cơ sở"),
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=STATES, default=State.REGISTERED.value
    )
    registered_on = models.DateField(_("ngày đăng ký"), default=timezone.localdate)
    booth = models.ForeignKey(
        Booth,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("gian hàng"),
    )
    products = models.ManyToManyField(
        "catalogue.Product",
        blank=True,
        related_name="fair_participations",
        verbose_name=_("sản phẩm trưng bày"),
    )
    invitation_number = models.CharField(
        _("số giấy mời"),
        max_length=80,
        blank=True,
        help_text=_("Để trống thì lấy số giấy mời của hội chợ."),
    )
    sales_amount = models.DecimalField(
        _("doanh số tại hội chợ"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
    )
    contact_note = models.TextField(
        _("ghi chú liên hệ"), blank=True, help_text=_("Chỉ cán bộ đọc được.")
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt tham gia hội chợ")
        verbose_name_plural = _("lượt tham gia hội chợ")
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "producer"],
                name="participation_once",
                violation_error_message=_("Cơ sở này đã đăng ký hội chợ ấy."),
            ),
            models.CheckConstraint(
                condition=Q(booth=None) | Q(state__in=HOLD_A_BOOTH),
                name="participation_booth_held",
                violation_error_message=_("Chỉ cơ sở tham gia mới giữ gian."),
            ),
            models.CheckConstraint(
                condition=Q(sales_amount=None) | Q(sales_amount__gte=0),
                name="participation_sales_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}, {self.fair}"

    @property
    def invitation(self) -> str:
        """The number of the paper that invited this producer."""
        return self.invitation_number or self.fair.invitation_number


class Contract(models.Model):
    """A contract that a producer brought home from a fair."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="contracts"
    )
    partner_name = models.CharField(_("bên mua"), max_length=200)
    value = models.DecimalField(_("giá trị"), max_digits=14, decimal_places=0)
    signed_on = models.DateField(_("ngày ký"))
    note = models.CharField(_("nội dung"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("hợp đồng")
        verbose_name_plural = _("hợp đồng")
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="contract_positive")
        ]

    def __str__(self) -> str:
        return self.partner_name


class Evidence(models.Model):
    """A paper that proves a fair, or one producer's part in it. Only staff open it."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Giấy mời, công văn")
        PLAN = "plan", _("Quyết định, kế hoạch")
        PHOTO = "photo", _("Ảnh")
        CONTRACT = "contract", _("Hợp đồng, hóa đơn")
        MINUTES = "minutes", _("Biên bản, báo cáo")
        OTHER = "other", _("Giấy tờ khác")

    fair = models.ForeignKey(
        Fair, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        related_name="+",
        verbose_name=_("tệp"),
    )

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        constraints = [
            models.CheckConstraint(
                condition=Q(fair=None) ^ Q(participation=None), name="evidence_of_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document}"
