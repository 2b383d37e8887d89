"""The OCOP register: rule versions and certificates."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RuleVersion(models.Model):
    """A decision that set the rules of evaluation; certificates keep theirs forever."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    decision = models.CharField(_("văn bản"), max_length=60)
    signed_on = models.DateField(_("ngày ký"))
    effective_from = models.DateField(_("hiệu lực từ"))
    effective_to = models.DateField(_("hiệu lực đến hết"), null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField(
        _("số tháng hiệu lực của chứng nhận"), default=36
    )

    class Meta:
        verbose_name = _("văn bản áp dụng")
        verbose_name_plural = _("văn bản áp dụng")

    def __str__(self) -> str:
        return self.decision


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def on_file(self) -> CertificateQuerySet:
        """Certificates proven by the decision or the register (evidence level A)."""
        return self.filter(evidence_level=Certificate.Evidence.A)

    def valid_on(self, day: dt.date) -> CertificateQuerySet:
        """Certificates that confer a star on ``day``: issued, not past their last
        valid day, neither revoked nor superseded by then."""
        return self.on_file().filter(
            Q(extended_until=None, expires_on__gte=day) | Q(extended_until__gte=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            Q(superseded_by=None) | Q(superseded_by__issued_on__gt=day),
            issued_on__lte=day,
        )


class Certificate(models.Model):
    """One decision about one product. Never overwritten: an upgrade is a new row."""

    class Authority(models.TextChoices):
        DISTRICT = "district", _("Cấp huyện")
        PROVINCE = "province", _("Cấp tỉnh, thành phố")
        CENTRE = "centre", _("Cấp trung ương")

    class Scheme(models.TextChoices):
        COMMUNE = "commune", _("tỉnh – xã – số – năm")
        DISTRICT = "district", _("tỉnh – huyện – xã – số – năm")
        OTHER = "other", _("khác")

    class Evidence(models.TextChoices):
        A = "A", _("A: có quyết định hoặc sổ đăng ký")
        B1 = "B1", _("B1: theo báo chí, cổng thông tin")
        B2 = "B2", _("B2: hồ sơ trước công nhận")
        C = "C", _("C: lời người bán")

    class Ground(models.TextChoices):
        FALSE_INFORMATION = "false_information", _("Hồ sơ sai sự thật")
        NO_LONGER_MEETS = "no_longer_meets", _("Không còn đáp ứng tiêu chí")
        LAW_VIOLATION = "law_violation", _("Vi phạm pháp luật")
        MARK_MISUSE = "mark_misuse", _("Dùng sai nhãn hiệu chứng nhận")
        PRODUCTION_STOPPED = "production_stopped", _("Ngừng sản xuất")
        OTHER = "other", _("Lý do khác")

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("chưa đến ngày hiệu lực")
        VALID = "valid", _("còn hiệu lực")
        EXTENDED = "extended", _("được kéo dài")
        EXPIRED = "expired", _("hết hạn")
        REVOKED = "revoked", _("bị thu hồi")
        SUPERSEDED = "superseded", _("đã thay thế")

    product = models.ForeignKey(
        "catalogue.Product",
        models.PROTECT,
        related_name="certificates",
        verbose_name=_("sản phẩm"),
    )
    rule_version = models.ForeignKey(
        RuleVersion, models.PROTECT, verbose_name=_("văn bản áp dụng")
    )
    number = models.CharField(
        _("mã số sản phẩm như in"),
        max_length=60,
        help_text=_("Chép đúng như trên giấy."),
    )
    scheme = models.CharField(_("kiểu mã"), max_length=10, choices=Scheme.choices)
    decision = models.CharField(_("số quyết định"), max_length=80)
    authority = models.CharField(_("cơ quan cấp"), max_length=160)
    authority_level = models.CharField(
        _("cấp"), max_length=10, choices=Authority.choices
    )
    score = models.DecimalField(
        _("điểm"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    stars = models.PositiveSmallIntegerField(
        _("số sao"), validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    issued_on = models.DateField(_("ngày cấp"))
    expires_on = models.DateField(_("hết hạn"), help_text=_("Ngày cuối còn hiệu lực."))
    extended_until = models.DateField(_("gia hạn đến"), null=True, blank=True)
    extension_reference = models.CharField(
        _("căn cứ gia hạn"), max_length=160, blank=True
    )
    revoked_on = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    revocation_ground = models.CharField(
        _("lý do thu hồi"), max_length=20, choices=Ground.choices, blank=True
    )
    revocation_decision = models.CharField(
        _("quyết định thu hồi"), max_length=80, blank=True
    )
    superseded_by = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("thay bằng"),
    )
    evidence_level = models.CharField(
        _("mức xác thực"), max_length=2, choices=Evidence.choices
    )
    evidence_source = models.CharField(_("nguồn"), max_length=255, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản quét"),
    )
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy chứng nhận OCOP")
        verbose_name_plural = _("giấy chứng nhận OCOP")
        indexes = [models.Index(fields=["product", "expires_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "decision"], name="certificate_once_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(stars__range=(3, 5)), name="certificate_stars_3_to_5"
            ),
            models.CheckConstraint(
                condition=Q(issued_on__lte=F("expires_on")),
                name="certificate_issued_before_expiry",
                violation_error_message=_("Ngày hết hạn phải sau ngày cấp."),
            ),
            models.CheckConstraint(
                condition=Q(extended_until=None)
                | Q(extended_until__gt=F("expires_on"))
                & Q(extended_until__lte=F("expires_on") + dt.timedelta(days=180))
                & ~Q(extension_reference=""),
                name="certificate_extension_180_days",
                violation_error_message=_(
                    "Gia hạn tối đa 180 ngày sau ngày hết hạn và phải ghi căn cứ."
                ),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | ~Q(revocation_ground=""),
                name="certificate_revocation_has_ground",
                violation_error_message=_("Thu hồi phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)),
                name="certificate_score_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.decision})"

    def get_absolute_url(self) -> str:
        return reverse("ocop:certificate", args=[self.pk])

    @property
    def last_valid_day(self) -> dt.date:
        """The last day on which this certificate may confer a star, barring
        revocation and supersession."""
        return self.extended_until or self.expires_on

    def state_on(self, day: dt.date) -> State:
        """What this certificate is on ``day``; reads ``superseded_by`` if set."""
        if self.revoked_on is not None and day >= self.revoked_on:
            return self.State.REVOKED
        if self.superseded_by is not None and day >= self.superseded_by.issued_on:
            return self.State.SUPERSEDED
        if day < self.issued_on:
            return self.State.UPCOMING
        if day <= self.expires_on:
            return self.State.VALID
        if self.extended_until is not None and day <= self.extended_until:
            return self.State.EXTENDED
        return self.State.EXPIRED


class CertificateEvent(models.Model):
    """What happened to a certificate, by whom and on what ground."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("cấp")
        EXTENDED = "extended", _("kéo dài")
        REVOKED = "revoked", _("thu hồi")
        SUPERSEDED = "superseded", _("thay thế")
        RESTORED = "restored", _("khôi phục")

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="events")
    kind = models.CharField(_("việc"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("ngày"))
    reference = models.CharField(_("căn cứ"), max_length=160, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("sự kiện của chứng nhận")
        verbose_name_plural = _("sự kiện của chứng nhận")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
