"""The app `jobs`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "storefront.jobs"
    label = "jobs"
    verbose_name = _("Việc định kỳ")
