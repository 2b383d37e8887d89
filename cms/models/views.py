"""How often pages were read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageViews(models.Model):
    """The views of one page. Beside the page, for publishing a revision writes the
    page's own columns back."""

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, primary_key=True, related_name="+"
    )
    count = models.PositiveBigIntegerField(_("lượt xem"), default=0)

    class Meta:
        verbose_name = _("lượt xem")
        verbose_name_plural = _("lượt xem")

    def __str__(self) -> str:
        return str(self.count)
