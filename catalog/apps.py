"""Oscar's app `catalogue`, forked under the same label."""

from typing import Any

from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalog"

    def ready(self) -> None:
        from oscar.apps.catalogue import receivers  # noqa: F401

    def get_urls(self) -> list[Any]:
        return []
