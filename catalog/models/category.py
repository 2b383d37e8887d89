"""The six product groups, as Oscar categories with a sector code and a picture."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractCategory


class Sector(models.TextChoices):
    """The six sectors of Annex I of Decision 26/2026/QĐ-TTg."""

    FOOD = "food", _("Thực phẩm")
    BEVERAGE = "beverage", _("Đồ uống")
    HERBAL = "herbal", _("Dược liệu")
    HANDICRAFT = "handicraft", _("Thủ công mỹ nghệ")
    ORNAMENTAL = "ornamental", _("Sinh vật cảnh")
    TOURISM = "tourism", _("Du lịch làng nghề")


class Category(AbstractCategory):
    code = models.CharField(
        _("mã nhóm OCOP"),
        max_length=12,
        choices=Sector.choices,
        null=True,
        blank=True,
        unique=True,
    )
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình"),
    )

    @property
    def label(self) -> str:
        """The name as the page's language has it; Vietnamese where staff renamed it."""
        return gettext(self.name)

    def get_absolute_url(self) -> str:
        return reverse("search:group", args=[self.slug])
