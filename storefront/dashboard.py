"""Oscar's dashboard, cut to offers, ranges and vouchers.

Its order and catalogue sections stay out: states and listings have their own desks
in the Wagtail admin, and the partner views show a producer other people's lines."""

from typing import Any, cast

from django.apps import apps
from django.urls import include, path
from django.views.generic import RedirectView
from oscar.apps.dashboard import apps as dashboard
from oscar.core.application import OscarDashboardConfig
from oscar.core.loading import get_class


class DashboardConfig(dashboard.DashboardConfig):
    name = "oscar.apps.dashboard"
    offers_app: OscarDashboardConfig
    ranges_app: OscarDashboardConfig
    vouchers_app: OscarDashboardConfig

    def ready(self) -> None:
        self.offers_app = _section("offers_dashboard")
        self.ranges_app = _section("ranges_dashboard")
        self.vouchers_app = _section("vouchers_dashboard")
        permission = get_class("dashboard.permissions", "DashboardPermission")
        self.permissions_map = {"index": (permission.staff,)}

    def get_urls(self) -> list[Any]:
        def to(name: str) -> Any:
            return RedirectView.as_view(pattern_name=name, query_string=True)

        return [
            path("", to("dashboard:offer-list"), name="index"),
            path("dang-nhap/", to("account_login"), name="login"),
            path("dang-xuat/", to("account_logout"), name="logout"),
            path("offers/", include(self.offers_app.urls[0])),
            path("ranges/", include(self.ranges_app.urls[0])),
            path("vouchers/", include(self.vouchers_app.urls[0])),
            # an offer that was used links to these two names
            path(
                "don-hang/<str:number>/",
                to("order_desk_by_number"),
                name="order-detail",
            ),
            path(
                "san-pham/<int:pk>/", to("product_desk_by_id"), name="catalogue-product"
            ),
        ]


def _section(label: str) -> OscarDashboardConfig:
    return cast(OscarDashboardConfig, apps.get_app_config(label))
