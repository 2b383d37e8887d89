"""Oscar's app `search`, forked under the same label: the facade and the listings."""

from typing import Any

from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "search"

    def ready(self) -> None:
        from catalog.changes import cards_changed
        from search.freshness import renew

        cards_changed.connect(renew, dispatch_uid="search_freshness")

    def get_urls(self) -> list[Any]:
        from search.urls import urlpatterns

        return urlpatterns
