"""The app `fairs`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairsConfig(AppConfig):
    name = "cms.fairs"
    label = "fairs"
    verbose_name = _("Hội chợ")

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from .models import Evidence

        ReferenceIndex.register_model(Evidence)  # or deleting its file breaks
