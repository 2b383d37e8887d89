"""Reports on pages: translations that lag behind, words that need a second look."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.content_checks import described, findings_of_many
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


LATEST = 500  # pages that are looked at: those edited last


class ContentReport(ReportView):
    """Pages whose words or pictures need a second look, the latest edited first."""

    page_title: Any = _("Trang cần xem lại")
    header_icon = "warning"
    model = Page
    index_url_name: Any = "content_report"
    index_results_url_name: Any = "content_report_results"
    permission_policy = page_permission_policy
    any_permission_required: Any = ["add", "change", "publish"]
    is_searchable: Any = False
    columns = [
        TitleColumn(
            "title",
            label=_("Trang"),
            accessor="get_admin_display_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("findings", label=_("Cần xem lại"), accessor="findings_label"),
        DateColumn("latest_revision_created_at", label=_("Sửa lúc")),
    ]
    export_headings = {
        "title": _("Trang"),
        "findings_label": _("Cần xem lại"),
        "latest_revision_created_at": _("Sửa lúc"),
    }
    list_export = list(export_headings)
    export_filename = "trang-can-xem-lai"

    def get_base_queryset(self) -> QuerySet[Page]:
        mine = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        ).filter(depth__gt=1)
        latest = mine.order_by(F("latest_revision_created_at").desc(nulls_last=True))
        findings = findings_of_many(latest.specific()[:LATEST], day=self._day)
        found = [key for key, those in findings.items() if those]
        return Page.objects.filter(pk__in=found).order_by(
            F("latest_revision_created_at").desc(nulls_last=True), "pk"
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        keys = [page.pk for page in object_list]
        pages = Page.objects.filter(pk__in=keys).specific()
        findings = findings_of_many(pages, day=self._day)
        for page in object_list:
            page.findings_label = "; ".join(described(findings[page.pk]))
        return object_list

    @property
    def _day(self) -> dt.date:
        return timezone.localdate()
