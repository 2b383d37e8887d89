"""The shipping table in the back office."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from catalog.office import OfficeViewSet
from storefront.templatetags.money import dong

from . import desk
from .models import ShippingSurcharge, ShippingZone


def _extra_kg(zone: ShippingZone) -> str:
    return dong(zone.per_extra_kg)


def _free_from(zone: ShippingZone) -> str:
    return "" if zone.free_from is None else dong(zone.free_from)


def _amount(surcharge: ShippingSurcharge) -> str:
    return dong(surcharge.amount)


class ZoneViewSet(OfficeViewSet):
    model = ShippingZone
    name = "phi-giao-hang"
    icon = "globe"
    menu_label = _("Bảng phí giao hàng")
    menu_order = 130
    add_to_admin_menu = False
    add_to_settings_menu = True
    is_deletable = True
    index_view_class = desk.ZoneIndexView
    add_view_class = desk.ZoneCreateView
    edit_view_class = desk.ZoneEditView
    create_template_name = edit_template_name = desk.ZoneEditView.template_name
    list_display = [
        "name",
        BooleanColumn("is_home", label=_("Các xã của cửa hàng")),
        BooleanColumn("is_rest", label=_("Phần còn lại")),
        Column("per_extra_kg", label=_("Mỗi kg thêm"), accessor=_extra_kg),
        Column("free_from", label=_("Miễn phí từ"), accessor=_free_from),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("code"),
                    FieldPanel("position"),
                    FieldPanel("is_home"),
                    FieldPanel("is_rest"),
                    FieldPanel("provinces"),
                ],
                heading=_("Vùng"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("per_extra_kg"),
                    FieldPanel("free_from"),
                    FieldPanel("days_min"),
                    FieldPanel("days_max"),
                    FieldPanel("cash_on_delivery"),
                    FieldPanel("takes_fresh"),
                ],
                heading=_("Phí và thời gian"),
            ),
        ],
        base_form_class=desk.ZoneForm,
    )


class SurchargeViewSet(OfficeViewSet):
    model = ShippingSurcharge
    name = "phu-phi-giao-hang"
    icon = "globe"
    menu_label = _("Phụ phí giao hàng")
    menu_order = 131
    add_to_admin_menu = False
    add_to_settings_menu = True
    is_deletable = True
    list_display = [
        "get_shipping_class_display",
        Column("amount", label=_("Số tiền"), accessor=_amount),
    ]
    edit_handler = ObjectList(
        [FieldPanel("shipping_class"), FieldPanel("amount")],
        base_form_class=desk.SurchargeForm,
    )


@hooks.register("register_admin_viewset")
def register_shipping_desks() -> list[Any]:
    return [ZoneViewSet(), SurchargeViewSet()]
