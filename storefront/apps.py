"""The app `storefront`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorefrontConfig(AppConfig):
    name = "storefront"
    label = "storefront"
    verbose_name = _("Cửa hàng")

    def ready(self) -> None:

        from catalog import clock, reductions
        from search import freshness
        from storefront.offer import running

        reductions.use(running.price_now, running.reaches, running.period_now)
        freshness.also(lambda: running.version(clock.now()))
