"""The app `campaigns`: one switch that moves the whole shop for a while."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "storefront.campaigns"
    label = "campaigns"
    verbose_name = _("Chương trình khuyến mại")

    def ready(self) -> None:
        from catalog import clock
        from search import freshness
        from storefront.campaigns import receivers, running

        receivers.connect()
        freshness.also(lambda: running.version(clock.now()))
