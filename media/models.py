"""The one image model of the shop and its renditions."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from media.recipe import Plan, Point, Size, master_path, plan_for


class StoreImage(AbstractImage):
    """A picture of the library; ``description`` is its alt text.

    ``variants`` holds the ready renditions by name, written once by the task that
    makes them, so that a page draws a picture without asking the database; under
    ``key`` it says of which content and crop they were made. While a changed picture
    waits for its task, the former ones still show."""

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):
            self._set_image_file_metadata()
        if not kwargs.get("update_fields") and not self.has_current_variants:
            self.state = self.State.PENDING
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """Masters are called after their content: what a phone calls a photo may tell
        more than its owner knows, and long names weigh on every page."""
        # Wagtail's uploader of many files asks before the content is known.
        path = PurePath(master_path(self.file_hash or get_random_string(12)))
        return str(path.with_suffix(PurePath(filename).suffix.lower() or path.suffix))

    @property
    def alt(self) -> str:
        return "" if self.is_decorative else self.description

    @property
    def plan(self) -> Plan:
        """The renditions this picture should have."""
        x, y = self.focal_point_x, self.focal_point_y
        return plan_for(
            digest=self.file_hash,
            size=Size(self.width, self.height),
            focus=None if x is None or y is None else Point(x, y),
        )

    @property
    def has_current_variants(self) -> bool:
        return self.variants.get("key") == self.plan.key


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
