"""The back office as a whole: its menu, its link to offers, its words."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms import news_desk
from cms.notices import tell_about_children, tell_about_page
from cms.page_links import ShopPageLinkHandler
from cms.redirects import CreateRedirectView, EditRedirectView
from cms.reports import ContentReport, TranslationsReport

# Wagtail's entries that this shop does not use.
_HIDDEN = {
    "help",
    "snippets",
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


@hooks.register("before_edit_page")
def tell_editor(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        tell_about_page(request, page)


@hooks.register("construct_explorer_page_queryset")
def tell_of_dates(
    parent: Page, pages: QuerySet[Page], request: HttpRequest
) -> QuerySet[Page]:
    """Above the whole list only, not above the part that script fetches again."""
    listed = reverse("wagtailadmin_explore", args=[parent.pk])
    if request.path == listed and not request.GET:
        tell_about_children(request, parent)
    return pages


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


class ReportMenuItem(MenuItem):
    """A report on pages: for whoever may write some."""

    def is_shown(self, request: HttpRequest) -> bool:
        report = TranslationsReport
        return bool(
            report.permission_policy.user_has_any_permission(
                request.user, report.any_permission_required
            )
        )


@hooks.register("register_reports_menu_item")
def link_to_translations() -> MenuItem:
    return ReportMenuItem(
        _("Bản dịch"),
        reverse("translations_report"),
        name="translations",
        icon_name="globe",
        order=1050,
    )


@hooks.register("register_reports_menu_item")
def link_to_content() -> MenuItem:
    return ReportMenuItem(
        _("Trang cần xem lại"),
        reverse("content_report"),
        name="content",
        icon_name="warning",
        order=1060,
    )


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    reports = (
        ("reports/ban-dich/", TranslationsReport, "translations_report"),
        ("reports/trang-can-xem-lai/", ContentReport, "content_report"),
    )
    urls = []
    for way, report, name in reports:
        whole, part = report.as_view(), report.as_view(results_only=True)
        urls.append(path(way, whole, name=name))
        urls.append(path(f"{way}ket-qua/", part, name=f"{name}_results"))
    return urls


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
def hide_unused(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN]


# Before Wagtail's own, which bear the same addresses and a form that refuses no ring.
@hooks.register("register_admin_urls", order=-1)
def redirect_urls() -> list[URLPattern]:
    way = "redirects/<int:redirect_id>/"
    return [
        path("redirects/add/", CreateRedirectView.as_view()),
        path(way, EditRedirectView.as_view()),
    ]


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
