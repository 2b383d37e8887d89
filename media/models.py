"""The one image model of the shop and its renditions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class StoreImage(AbstractImage):
    """A picture of the library; ``description`` is its alt text.

    ``variants`` holds the ready renditions by name, written once by the task that
    makes them, so that a page draws a picture without asking the database."""

    class State(models.TextChoices):
        PENDING = "pending", _("đang xử lý")
        READY = "ready", _("sẵn sàng")
        FAILED = "failed", _("không xử lý được")

    is_decorative = models.BooleanField(
        _("chỉ để trang trí"),
        default=False,
        help_text=_(
            "Hình trang trí không cần mô tả cho người dùng trình đọc màn hình."
        ),
    )
    is_drawing = models.BooleanField(
        _("là hình vẽ minh họa"),
        default=False,
        help_text=_("Trang sẽ ghi rõ đây chưa phải ảnh chụp sản phẩm."),
    )
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=State.choices, default=State.PENDING
    )
    variants: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "is_decorative", "is_drawing")

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình ảnh")
        verbose_name_plural = _("hình ảnh")
        permissions = [("choose_image", "Can choose image")]

    @property
    def alt(self) -> str:
        return "" if self.is_decorative else self.description


class StoreRendition(AbstractRendition):
    image = models.ForeignKey(
        StoreImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="store_rendition_once",
            )
        ]
