"""Products, their variants and their photographs."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct, AbstractProductImage

_MONTH = [MinValueValidator(1), MaxValueValidator(12)]


class Product(AbstractProduct):
    """A listing (standalone or parent) or one variant of it (child).

    Facts of origin, OCOP set and law sit on the listing; a variant adds only its
    label, its stock record and, if it must, its weight."""

    class Shipping(models.TextChoices):
        PARCEL = "parcel", _("Gói thường")
        FRESH = "fresh", _("Hàng tươi")
        BULKY = "bulky", _("Cồng kềnh")
        FREIGHT = "freight", _("Hàng nặng")
        BOOKING = "booking", _("Đặt lịch")

    class NetUnit(models.TextChoices):
        KG = "kg", _("kg")
        LITRE = "l", _("lít")
        PIECE = "piece", _("chiếc")

    producer = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("cơ sở sản xuất"),
    )
    village = models.ForeignKey(
        "places.CraftVillage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("làng nghề"),
    )
    origin_commune = models.ForeignKey(
        "places.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("nơi sản xuất (xã gốc)"),
    )
    set_number = models.PositiveSmallIntegerField(
        _("bộ sản phẩm"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
        help_text=_("Số của bộ sản phẩm trong Phụ lục I, Quyết định 26/2026/QĐ-TTg."),
    )
    set_uncertain = models.BooleanField(_("bộ chờ hội đồng xác định"), default=False)
    variant_label = models.CharField(
        _("tên lựa chọn"), max_length=40, blank=True, help_text=_("Ví dụ: Cỡ 41.")
    )
    unit = models.CharField(
        _("đơn vị bán"), max_length=60, blank=True, help_text=_("Ví dụ: hộp 300 g.")
    )
    net_quantity = models.DecimalField(
        _("lượng tịnh"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    net_unit = models.CharField(
        _("đơn vị đo"), max_length=5, choices=NetUnit.choices, blank=True
    )
    weight_g = models.PositiveIntegerField(_("nặng cả gói (g)"), default=0)
    shipping_class = models.CharField(
        _("cách gửi"), max_length=8, choices=Shipping.choices, default=Shipping.PARCEL
    )
    season_from = models.PositiveSmallIntegerField(
        _("vụ từ tháng"), null=True, blank=True, validators=_MONTH
    )
    season_to = models.PositiveSmallIntegerField(
        _("vụ đến tháng"), null=True, blank=True, validators=_MONTH
    )
    story = models.TextField(_("câu chuyện sản phẩm"), blank=True)
    ingredients = models.TextField(_("thành phần, chất liệu"), blank=True)
    storage = models.TextField(_("bảo quản"), blank=True)
    usage = models.TextField(_("cách dùng"), blank=True)
    warnings = models.TextField(_("cảnh báo"), blank=True)
    shelf_life = models.CharField(_("hạn dùng"), max_length=120, blank=True)
    declaration_number = models.CharField(_("số tự công bố"), max_length=80, blank=True)
    occasions = models.CharField(
        _("dịp"), max_length=120, blank=True, help_text=_("Cách nhau bằng dấu phẩy.")
    )
    adults_only = models.BooleanField(_("chỉ bán cho người từ 18 tuổi"), default=False)
    is_featured = models.BooleanField(_("nổi bật"), default=False)
    is_demo = models.BooleanField(_("dữ liệu minh họa"), default=False)

    class Meta(AbstractProduct.Meta):
        abstract = False
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        constraints = [
            models.CheckConstraint(
                condition=Q(season_from=None, season_to=None)
                | Q(season_from__range=(1, 12), season_to__range=(1, 12)),
                name="product_season_whole",
            ),
            models.CheckConstraint(
                condition=Q(net_quantity=None) | Q(net_quantity__gt=Decimal(0)),
                name="product_net_quantity_positive",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("catalogue:detail", args=[self.listing.slug, self.listing.pk])

    @property
    def listing(self) -> "Product":
        """What carries the facts of this product: itself, or a variant's parent."""
        return self.parent or self


class ProductImage(AbstractProductImage):
    """A product's picture: a row of the image library, in the product's order."""

    original = models.ForeignKey(
        "media.StoreImage",
        models.PROTECT,
        related_name="product_images",
        verbose_name=_("hình"),
    )

    class Meta(AbstractProductImage.Meta):
        abstract = False
