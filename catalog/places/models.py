"""Provinces, communes and craft villages, with the changes between them.

Since July 2025 an address is province, commune, street line. Codes and names are
reused, so rows are closed, never deleted, and foreign keys point to rows."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.typed_text import clean_text
from catalog.vietnamese import fold_name, sort_key

CODE_LENGTH = 5  # the longest code of the dataset, a commune's


class ProvinceQuerySet(models.QuerySet["Province"]):
    def current(self) -> ProvinceQuerySet:
        """Provinces of today; the others are kept for their old communes."""
        return self.filter(valid_to=None)

    def in_order(self) -> ProvinceQuerySet:
        """Provinces in Vietnamese order."""
        return self.order_by("sort_key")


class Province(models.Model):
    """A province or a centrally run city; ``code`` is the two-digit official code."""

    code = models.CharField(_("mã"), max_length=2)
    name = models.CharField(_("tên"), max_length=60)
    kind = models.CharField(
        _("loại"),
        max_length=10,
        # part of a proper name, so the same in every language
        choices=[("thanh_pho", "Thành phố"), ("tinh", "Tỉnh")],
    )
    sort_key = models.CharField(max_length=120, editable=False)
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    dataset_version = models.CharField(_("bản dữ liệu"), max_length=40)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tỉnh, thành phố")
        verbose_name_plural = _("tỉnh, thành phố")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="province_code_now"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def full_name(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class CommuneQuerySet(models.QuerySet["Commune"]):
    def on(self, day: dt.date) -> CommuneQuerySet:
        """Communes that exist on ``day``; ``valid_to`` is a last day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )

    def current(self) -> CommuneQuerySet:
        """Communes that nothing has closed."""
        return self.filter(valid_to=None)

    def in_area(self) -> CommuneQuerySet:
        """The communes the shop is about, whatever district they once had."""
        return self.filter(is_area=True)

    def of_2019(self) -> CommuneQuerySet:
        """The 28 communes that made up the district in 2019: whoever comes from one
        of them belongs to the area, whatever its commune is today."""
        return self.in_area().filter(valid_from=None)

    def coded(self, typed: object) -> CommuneQuerySet:
        """The commune of a code that somebody sent, whatever they sent."""
        return self.filter(code=clean_text(str(typed), CODE_LENGTH))

    def of_province(self, typed: object) -> CommuneQuerySet:
        """The communes of a province whose code somebody sent."""
        return self.filter(province__code=clean_text(str(typed), CODE_LENGTH))

    def in_order(self) -> CommuneQuerySet:
        """Communes in Vietnamese order of their names."""
        return self.order_by("sort_key", "kind", "code")


class Commune(models.Model):
    """A commune-level unit: xã, phường, thị trấn or đặc khu.

    The key is (code, valid_from), never the code alone: 10330 was Vân Từ and is
    Chuyên Mỹ now."""

    class Kind(models.TextChoices):
        """The labels are part of proper names, so the same in every language."""

        XA = "xa", "Xã"
        PHUONG = "phuong", "Phường"
        THI_TRAN = "thi_tran", "Thị trấn"
        DAC_KHU = "dac_khu", "Đặc khu"
        HUYEN = "huyen", "Huyện"  # five islands were districts without communes

    code = models.CharField(_("mã"), max_length=5)
    name = models.CharField(_("tên"), max_length=80)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="communes", verbose_name=_("tỉnh")
    )
    former_district = models.CharField(_("huyện cũ"), max_length=80, blank=True)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    sort_key = models.CharField(max_length=200, editable=False)
    slug = models.SlugField(_("đường dẫn"), max_length=80, blank=True)
    is_area = models.BooleanField(
        _("thuộc vùng của cửa hàng"),
        default=False,
        help_text=_("Xã mà cửa hàng giới thiệu: 28 xã cũ và 4 xã mới của Phú Xuyên."),
    )
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    dataset_version = models.CharField(_("bản dữ liệu"), max_length=40)
    note = models.CharField(_("ghi chú"), max_length=255, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("xã, phường")
        verbose_name_plural = _("xã, phường")
        indexes = [models.Index(fields=["province", "valid_to"])]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(valid_from__isnull=False),
                name="commune_code_from",
            ),
            models.UniqueConstraint(
                fields=["code", "name"],
                condition=Q(valid_from__isnull=True),
                name="commune_code_first",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_from__lte=F("valid_to")),
                name="commune_period",
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=~Q(slug=""), name="commune_slug_once"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("search:commune", args=[self.slug])

    def derive(self) -> None:
        """Fill the columns that follow from the name; for bulk writes, too."""
        self.folded = fold_name(self.full_name)
        self.sort_key = sort_key(self.name)

    @property
    def full_name(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class CommuneChange(models.Model):
    """One old unit went, whole or in part, into a new one on a day."""

    class Share(models.TextChoices):
        ALL = "all", _("toàn bộ")
        PART = "part", _("một phần")

    old = models.ForeignKey(
        Commune, models.PROTECT, related_name="successors", verbose_name=_("xã cũ")
    )
    new = models.ForeignKey(
        Commune, models.PROTECT, related_name="predecessors", verbose_name=_("xã mới")
    )
    share = models.CharField(_("phần"), max_length=4, choices=Share.choices)
    is_default = models.BooleanField(_("nơi nhận chính"), default=True)
    effective = models.DateField(_("từ ngày"))
    resolution = models.CharField(_("nghị quyết"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("thay đổi địa giới")
        verbose_name_plural = _("thay đổi địa giới")
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new", "effective"], name="commune_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} ({self.effective:%d/%m/%Y})"


class CraftVillage(models.Model):
    """A craft village, named with the commune it belonged to in 2019."""

    name = models.CharField(_("tên"), max_length=120)
    slug = models.SlugField(_("đường dẫn"), max_length=80, unique=True)
    hamlets = models.CharField(_("thôn, làng"), max_length=200, blank=True)
    craft = models.CharField(_("nghề"), max_length=120)
    origin_commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        related_name="villages",
        verbose_name=_("xã gốc (2019)"),
    )
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        related_name="current_villages",
        verbose_name=_("xã hiện nay"),
    )
    facts = models.TextField(_("điều đã biết"), blank=True)
    typical_products = models.CharField(_("sản vật"), max_length=255, blank=True)
    collective_mark = models.CharField(
        _("nhãn hiệu tập thể"), max_length=120, blank=True
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
        verbose_name = _("làng nghề")
        verbose_name_plural = _("làng nghề")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search:village", args=[self.slug])
