"""The app `media`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = _("Hình ảnh")

    def ready(self) -> None:
        from media import checks, renditions  # noqa: F401
