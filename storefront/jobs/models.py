"""The recurring jobs: when each last ran, and how it went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """One row per job of the table in ``storefront.jobs.table``."""

    name = models.CharField(_("việc"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    next_run_at = models.DateTimeField(_("lần tới"), null=True)
    succeeded = models.BooleanField(_("thành công"), null=True)
    message = models.TextField(_("kết quả"), blank=True)

    class Meta:
        verbose_name = _("việc định kỳ")
        verbose_name_plural = _("việc định kỳ")

    def __str__(self) -> str:
        return self.name
