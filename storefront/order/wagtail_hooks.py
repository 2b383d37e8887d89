"""The order desk in the back office."""

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from . import desk, desk_list
from .models import Order


class OrderViewSet(ModelViewSet):
    """Orders are placed by shoppers and moved by services: no form edits one."""

    model = Order
    name = "don-hang"
    icon = "clipboard-list"
    menu_label = _("Đơn hàng")
    menu_order = 90
    add_to_admin_menu = True
    index_view_class = desk_list.OrderIndexView
    inspect_view_class = desk.OrderView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = ("add", "edit", "delete", "usage")
        return super().get_common_view_kwargs(  # type: ignore[no-any-return]
            **{f"{name}_url_name": None for name in nowhere}, **kwargs
        )

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/lich-su/", self.history_view, name="history"),
            path(
                "<int:pk>/lich-su/results/",
                self.history_results_view,
                name="history_results",
            ),
            path("<int:pk>/huy/", desk.CancelOrderView.as_view(), name="cancel"),
            path("<int:pk>/ghi-chu/", desk.AddNoteView.as_view(), name="note"),
            path(
                "<int:pk>/phan/<int:consignment>/<slug:step>/",
                desk.StepView.as_view(),
                name="step",
            ),
        ]

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        return type(
            "OrderURLFinder",
            (ModelAdminURLFinder,),
            {"edit_url_name": self.get_url_name("inspect")},
        )


@hooks.register("register_admin_viewset")
def register_order_desk() -> OrderViewSet:
    return OrderViewSet()


@hooks.register("register_admin_urls")
def register_order_urls() -> list[Any]:
    return [
        path("don-hang/so/<str:number>/", desk.by_number, name="order_desk_by_number")
    ]


@hooks.register("register_log_actions")
def register_order_actions(actions: LogActionRegistry) -> None:
    @actions.register_action("order.step")
    class OrderStep(LogFormatter):
        label = _("Bước của đơn hàng")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            data = log_entry.data
            part = _("phần %s") % data["part"] if data.get("part") else _("cả đơn")
            reason = f": {data['reason']}" if data.get("reason") else ""
            return f"{data.get('step', '')}, {part}{reason}"


@hooks.register("insert_global_admin_css")
def desk_style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("storefront/css/desk.css")
    )
