"""Producers and their stock in the back office."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn

from catalog.office import OfficeViewSet

from . import desk
from .models import Partner


class ProducerViewSet(OfficeViewSet):
    model = Partner
    name = "co-so"
    icon = "group"
    menu_label = _("Cơ sở sản xuất")
    menu_order = 94
    index_view_class = desk.ProducerIndexView
    list_display = [
        "name",
        "get_legal_form_display",
        "commune",
        "is_public",
        UpdatedAtColumn(label=_("Sửa lúc")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("legal_form"),
                    FieldPanel("is_public"),
                    FieldPanel("story"),
                    FieldPanel("picture"),
                    FieldPanel("lines_of_business"),
                ],
                heading=_("Cơ sở"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("commune"),
                    FieldPanel("origin_commune"),
                    FieldPanel("address_line"),
                    FieldPanel("phone"),
                    FieldPanel("contact_email"),
                    FieldPanel("tax_code"),
                    FieldPanel("registration_number"),
                ],
                heading=_("Địa chỉ, liên hệ, đăng ký"),
            ),
            FieldPanel("people"),
        ],
        base_form_class=desk.ProducerForm,
    )


@hooks.register("register_admin_viewset")
def register_producer_desk() -> ProducerViewSet:
    return ProducerViewSet()


@hooks.register("register_admin_urls")
def register_stock_urls() -> list[Any]:
    return [path("kho/<int:pk>/", desk.StockDeskView.as_view(), name="stock_desk")]
