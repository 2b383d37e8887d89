"""The back office as a whole: its menu, its link to offers, its words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms import news_desk
from cms.page_links import ShopPageLinkHandler
from cms.reports import TranslationsReport

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


@hooks.register("before_serve_page")
def keep_to_the_language(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponse | None:
    """An English address of a Vietnamese page would show half of each."""
    own = page.get_url(request) or ""
    if not own or get_language_from_path(own) == get_language_from_path(request.path):
        return None
    return redirect(own)


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


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        report = TranslationsReport
        return bool(
            report.permission_policy.user_has_any_permission(
                request.user, report.any_permission_required
            )
        )


@hooks.register("register_reports_menu_item")
def link_to_translations() -> MenuItem:
    return TranslationsMenuItem(
        _("Bản dịch"),
        reverse("translations_report"),
        name="translations",
        icon_name="globe",
        order=1050,
    )


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    report = TranslationsReport.as_view
    return [
        path("reports/ban-dich/", report(), name="translations_report"),
        path(
            "reports/ban-dich/ket-qua/",
            report(results_only=True),
            name="translations_report_results",
        ),
    ]


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


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: Any) -> None:
    features.register_link_type(ShopPageLinkHandler)
