"""Oscar's app `shipping`, forked under the same label."""

from oscar.apps.shipping import apps


class ShippingConfig(apps.ShippingConfig):
    name = "storefront.shipping"

    def ready(self) -> None:
        super().ready()
        from . import receivers  # noqa: F401
