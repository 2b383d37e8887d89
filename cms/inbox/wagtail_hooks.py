"""The inbox in the back office's menu."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from catalog.office import OfficeViewSet

from . import desk
from .models import Enquiry


class InboxViewSet(OfficeViewSet):
    """Letters come from the public pages; no form here makes or rewrites one."""

    model = Enquiry
    name = "hop-thu"
    icon = "mail"
    menu_label = _("Hộp thư")
    menu_order = 91
    index_view_class = desk.EnquiryIndexView
    inspect_view_class = desk.EnquiryView
    inspect_view_enabled = True
    is_creatable = False
    is_editable = False
    is_deletable = True
    form_fields: list[str] = []
    add_to_reference_index = False

    @property
    def closed(self) -> set[str]:
        return super().closed | {"usage"}

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/xu-ly/", desk.HandleView.as_view(), name="handle"),
        ]


@hooks.register("register_admin_viewset")
def register_inbox() -> ViewSet:
    return InboxViewSet()
