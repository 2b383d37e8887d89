"""Campaigns, their calendar and the time machine in the back office."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)
from wagtail.admin.ui.tables import Column

from catalog.office import OfficeViewSet

from . import desk, rehearsal, views
from .models import Campaign


class CampaignViewSet(OfficeViewSet):
    model = Campaign
    name = "chuong-trinh"
    icon = "tag"
    menu_label = _("Chương trình")
    menu_order = 96
    is_deletable = True
    index_view_class = desk.CampaignIndexView
    edit_view_class = desk.CampaignEditView
    list_display = [
        "name",
        Column("period", label=_("Thời gian"), accessor=desk.period_of),
        Column("state", label=_("Tình trạng"), accessor=desk.state_of),
    ]
    list_filter = ["is_on", "funded_by"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("is_on"),
                    FieldPanel("starts_at"),
                    FieldPanel("ends_at"),
                ],
                heading=_("Chương trình"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("form"),
                    FieldPanel("terms"),
                    FieldPanel("area"),
                    FieldPanel("budget"),
                    FieldPanel("funded_by"),
                    FieldPanel("funder_name"),
                ],
                heading=_("Thể lệ công bố"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("offers", widget=desk.checkboxes()),
                    FieldPanel("vouchers", widget=desk.checkboxes()),
                    FieldPanel("goods"),
                ],
                heading=_("Ưu đãi và sản phẩm"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("banner"),
                    FieldPanel("picture"),
                    PageChooserPanel("landing_page", "cms.LandingPage"),
                ],
                heading=_("Giới thiệu"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("producers", widget=desk.checkboxes()),
                    FieldPanel("showrooms", widget=desk.checkboxes()),
                ],
                heading=_("Nơi tham gia"),
            ),
            FieldPanel("is_demo"),
        ],
        base_form_class=desk.CampaignForm,
    )


class CampaignsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rehearsal.may_rehearse(request)


@hooks.register("register_admin_viewset")
def register_campaign_desk() -> CampaignViewSet:
    return CampaignViewSet()


@hooks.register("register_admin_urls")
def register_campaign_urls() -> list[Any]:
    return [
        path("xem-thu/", views.rehearse, name="rehearsal"),
        path("xem-thu/thoi/", views.end_rehearsal, name="rehearsal_end"),
        path("lich/", views.scheduled, name="campaign_calendar"),
        path("chuong-trinh/<int:pk>/ket-qua/", views.results, name="campaign_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_calendar_menu() -> MenuItem:
    return CampaignsMenuItem(
        _("Lịch sắp tới"), reverse("campaign_calendar"), icon_name="calendar", order=5
    )


@hooks.register("register_admin_menu_item")
def register_rehearsal_menu() -> MenuItem:
    return CampaignsMenuItem(
        _("Xem thử"), reverse("rehearsal"), icon_name="view", order=97
    )
