"""Oscar's app `catalogue`, forked under the same label."""

from typing import Any

from django.urls import re_path
from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalog"

    def ready(self) -> None:
        from oscar.apps.catalogue import receivers  # noqa: F401
        from wagtail.models import ReferenceIndex

        from catalog.models import ProductImage
        from catalog.receivers import connect

        connect()
        # Else the library does not know that a picture is used by a product.
        ReferenceIndex.register_model(ProductImage)

    def get_urls(self) -> list[Any]:
        from catalog.views import product_detail

        return [
            # No more digits than a database key can have.
            re_path(
                r"^(?P<slug>[-a-zA-Z0-9_]*)-(?P<pk>[0-9]{1,18})/$",
                product_detail,
                name="detail",
            ),
        ]
