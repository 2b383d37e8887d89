"""Synonyms, hot words and the search log in the back office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from catalog.office import OfficeViewSet

from . import desk
from .models import HotWord, Synonym


class SynonymViewSet(OfficeViewSet):
    model = Synonym
    name = "tu-cung-nghia"
    add_to_admin_menu = False  # its group is there
    icon = "link"
    menu_label = _("Từ cùng nghĩa")
    is_deletable = True
    index_view_class = desk.SynonymIndexView
    add_view_class = desk.SynonymCreateView
    list_display = [
        "words",
        "note",
        BooleanColumn("is_active", label=_("Đang dùng"), sort_key="is_active"),
    ]
    edit_handler = ObjectList(
        [FieldPanel("words"), FieldPanel("note"), FieldPanel("is_active")],
        base_form_class=desk.SynonymForm,
    )


class HotWordViewSet(OfficeViewSet):
    model = HotWord
    name = "tu-khoa-noi-bat"
    add_to_admin_menu = False
    icon = "tag"
    menu_label = _("Từ khóa nổi bật")
    is_deletable = True
    index_view_class = desk.HotWordIndexView
    list_display = [
        "text",
        "position",
        BooleanColumn("is_active", label=_("Đang hiện"), sort_key="is_active"),
    ]
    edit_handler = ObjectList(
        [FieldPanel("text"), FieldPanel("position"), FieldPanel("is_active")],
        base_form_class=desk.HotWordForm,
    )


class SearchGroup(ViewSetGroup):
    menu_label = _("Từ tìm kiếm")
    menu_icon = "search"
    menu_order = 99
    items = (SynonymViewSet, HotWordViewSet)


class TermsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("search.view_searchedterm")


@hooks.register("register_admin_viewset")
def register_search_desks() -> SearchGroup:
    return SearchGroup()


@hooks.register("register_admin_urls")
def register_report_url() -> list[Any]:
    return [path("tu-da-tim/", desk.report, name="searched_terms")]


@hooks.register("register_reports_menu_item")
def register_report_menu() -> MenuItem:
    return TermsMenuItem(
        _("Từ đã tìm"), reverse("searched_terms"), icon_name="search", order=20
    )
