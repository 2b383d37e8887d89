"""Showrooms in the back office."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from catalog.office import OfficeViewSet

from . import desk
from .choosers import showroom_chooser
from .models import Showroom


class ShowroomViewSet(OfficeViewSet):
    model = Showroom
    name = "diem-ban"
    icon = "home"
    menu_label = _("Điểm bán")
    menu_order = 98
    index_view_class = desk.ShowroomIndexView
    add_view_class = desk.ShowroomCreateView
    edit_view_class = desk.ShowroomEditView
    create_template_name = edit_template_name = desk.ShowroomEditView.template_name
    list_display = ["name", "commune", "phone", "is_active", "offers_pickup"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    FieldPanel("slug"),
                    FieldPanel("commune"),
                    FieldPanel("place"),
                    FieldPanel("phone"),
                    FieldPanel("picture"),
                    FieldPanel("decision"),
                    FieldPanel("opened_on"),
                    FieldPanel("focus"),
                    FieldPanel("closed_note"),
                    FieldPanel("position"),
                ],
                heading=_("Điểm bán"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_active"),
                    FieldPanel("offers_pickup"),
                    FieldPanel("commission_pct"),
                    FieldPanel("products"),
                    FieldPanel("people"),
                ],
                heading=_("Hoạt động"),
            ),
        ],
        base_form_class=desk.ShowroomForm,
    )


@hooks.register("register_admin_viewset")
def register_showroom_desk() -> list[Any]:
    return [ShowroomViewSet(), showroom_chooser]
