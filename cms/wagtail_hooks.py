"""The back office as a whole: its menu, its link to offers, its words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms import news_desk

# Wagtail's entries that this shop does not use.
_HIDDEN = {
    "help",
    "snippets",
    "redirects",
    "collections",
    "workflows",
    "workflow-tasks",
    "forms",
}


class StaffMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_staff and user.has_perm("offer.view_conditionaloffer"))


@hooks.register("register_admin_menu_item")
def link_to_offers() -> MenuItem:
    return StaffMenuItem(
        _("Khuyến mại"),
        reverse("dashboard:offer-list"),
        name="khuyen-mai",
        icon_name="pick",
        order=99,
    )


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
def hide_unused(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return news_desk.may_import(request.user)


@hooks.register("register_admin_urls")
def register_import_url() -> list[Any]:
    return [path("nhap-tin-cu/", news_desk.import_news, name="import_news")]


@hooks.register("register_settings_menu_item")
def link_to_import() -> MenuItem:
    return ImportMenuItem(
        _("Nhập tin cũ"), reverse("import_news"), icon_name="upload", order=140
    )
