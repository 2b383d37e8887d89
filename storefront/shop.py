"""Oscar's root config with our own map of the shop's URLs.

Written out rather than filtered: Oscar's map would open a second log-in, a second
home page and pages that nothing here uses."""

from typing import Any

from django.apps import apps
from django.urls import path
from oscar import config
from oscar.apps.analytics import apps as analytics


class Shop(config.Shop):
    name = "oscar"

    def ready(self) -> None:
        import oscar.checks  # noqa: F401

    def get_urls(self) -> list[Any]:
        mounted = {
            "": "search",
            "san-pham/": "catalogue",
            "gio-hang/": "basket",
            "dat-hang/": "checkout",
            "tai-khoan/cua-toi/": "customer",
        }
        return [
            path(prefix, apps.get_app_config(label).urls)  # type: ignore[attr-defined]
            for prefix, label in mounted.items()
        ]


class DormantAnalytics(analytics.AnalyticsConfig):
    """Tables only: a migration of Oscar's needs them. Its receivers would write rows
    about who looked at what and bought what, line by line."""

    name = "oscar.apps.analytics"

    def ready(self) -> None:
        pass
