"""The report of translations: which of them lag behind their Vietnamese page."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.languages import STATES, outdated_count, translations


class TranslationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Tình trạng bản dịch"), choices=STATES)

    class Meta:
        model = Page
        fields: list[str] = []


class TranslationsReport(ReportView):
    """Those out of date first, the longest overdue on top."""

    page_title: Any = _("Bản dịch")
    header_icon = "globe"
    model = Page
    filterset_class: Any = TranslationFilterSet
    index_url_name: Any = "translations_report"
    index_results_url_name: Any = "translations_report_results"
    permission_policy = page_permission_policy
    any_permission_required: Any = ["add", "change", "publish"]
    is_searchable: Any = False
    columns = [
        TitleColumn(
            "title",
            label=_("Bản dịch"),
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("language", label=_("Ngôn ngữ"), accessor="locale"),
        TitleColumn(
            "source_title",
            label=_("Trang tiếng Việt"),
            get_url=lambda page: reverse(
                "wagtailadmin_pages:edit", args=[page.source_pk]
            ),
        ),
        DateColumn("source_published_at", label=_("Bản tiếng Việt đăng lúc")),
        DateColumn("written_at", label=_("Bản dịch viết lúc")),
        Column("state", label=_("Tình trạng"), accessor="state_label"),
    ]
    export_headings = {
        "title": _("Bản dịch"),
        "locale": _("Ngôn ngữ"),
        "source_title": _("Trang tiếng Việt"),
        "source_published_at": _("Bản tiếng Việt đăng lúc"),
        "written_at": _("Bản dịch viết lúc"),
        "state_label": _("Tình trạng"),
    }
    list_export = list(export_headings)
    export_filename = "ban-dich"

    def get_base_queryset(self) -> QuerySet[Page]:
        mine = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return (
            translations()
            .filter(pk__in=mine.values("pk"))
            .select_related("locale")
            .order_by(F("state").desc(), "source_published_at", "pk")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.state_label = dict(STATES)[page.state]
        return object_list

    def get_page_subtitle(self) -> str:
        return _("%(count)d bản dịch đã cũ") % {"count": outdated_count()}
