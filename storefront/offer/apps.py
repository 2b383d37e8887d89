"""Oscar's app `offer`, forked under the same label."""

from oscar.apps.offer import apps


class OfferConfig(apps.OfferConfig):
    name = "storefront.offer"

    def ready(self) -> None:
        super().ready()
        from . import receivers  # noqa: F401
