"""Oscar's app `search`, forked under the same label: the facade and the listings."""

from typing import Any

from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "search"

    def ready(self) -> None:
        # Oscar would look for the views of its own search here.
        from search import checks  # noqa: F401
        from search.receivers import connect

        connect()

    def get_urls(self) -> list[Any]:
        from search.urls import urlpatterns

        return urlpatterns
