"""The search in the back office: synonyms, hot words, and what was looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from openpyxl import Workbook
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalog.office import (
    OfficeCreateView,
    OfficeIndexView,
    heading,
    spreadsheet_safe,
)
from catalog.typed_text import clean_text
from catalog.vietnamese import clean_line
from search.models import EngineFailureDay, HotWord, SearchedTerm, Synonym
from search.synonyms import read

PER_PAGE = 50
PERIODS = (7, 30, 90, 365)
_MOST_EXPORTED = 10_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SynonymForm(WagtailAdminModelForm):
    def clean_words(self) -> str:
        """At least two ways of saying it, each written once."""
        parts = [clean_line(part) for part in self.cleaned_data["words"].split(",")]
        text = ", ".join(dict.fromkeys(part for part in parts if part))
        if len(read(text)) < 2:
            raise ValidationError(
                _("Cần ít nhất hai từ khác nhau, cách nhau bằng dấu phẩy.")
            )
        return text


class HotWordForm(WagtailAdminModelForm):
    def clean_text(self) -> str:
        text = clean_line(self.cleaned_data["text"])
        if not read(text):
            raise ValidationError(_("Từ khóa cần có chữ."))
        return text


class SynonymIndexView(OfficeIndexView):
    exported = {
        "words": (gettext_lazy("Các từ cùng nghĩa"), lambda row: row.words),
        "note": (gettext_lazy("Ghi chú"), lambda row: row.note),
        "is_active": (gettext_lazy("Đang dùng"), lambda row: row.is_active),
    }
    base_queryset = staticmethod(lambda: Synonym.objects.order_by("words"))
    find = staticmethod(lambda rows, text: rows.filter(words__icontains=text))
    export_filename = "tu-cung-nghia"


class HotWordIndexView(OfficeIndexView):
    base_queryset = staticmethod(lambda: HotWord.objects.order_by("position", "pk"))


class SynonymCreateView(OfficeCreateView):
    """Takes a word to begin with from the report ("?tu=…")."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        word = clean_line(clean_text(self.request.GET.get("tu", "")))
        return initial | ({"words": f"{word}, "} if word else {})

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {"initial": self.get_initial(), **kwargs}


@dataclass(frozen=True)
class Choice:
    """What of the log is looked at."""

    days: int
    only_empty: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        asked = request.GET.get("ngay", "")
        days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
        return cls(days, request.GET.get("trong") == "1")

    def url(self, **changes: Any) -> str:
        params = {"ngay": self.days, "trong": int(self.only_empty), **changes}
        return f"?{urlencode(params)}"


def terms(choice: Choice, today: dt.date) -> QuerySet[SearchedTerm, Any]:
    """The terms of the period, the most frequent first, one row each."""
    since = today - dt.timedelta(days=choice.days - 1)
    latest = SearchedTerm.objects.filter(term=OuterRef("term")).order_by("-day")
    rows = (
        SearchedTerm.objects.filter(day__gte=since, day__lte=today)
        .order_by()
        .values("term")
        .annotate(
            total=Sum("times"),
            opened=Sum("clicks"),
            places=Sum("position_total"),
            last_day=Max("day"),
            found=Subquery(latest.values("results")[:1]),
        )
    )
    if choice.only_empty:
        rows = rows.filter(found=0)
    return rows.order_by(F("total").desc(), "term")


def report(request: HttpRequest) -> HttpResponse:
    """Top terms, those that found nothing, and what became of them."""
    if not request.user.has_perm("search.view_searchedterm"):
        raise PermissionDenied
    choice, today = Choice.of(request), timezone.localdate()
    rows = terms(choice, today)
    if request.GET.get("export") == "xlsx":
        return _workbook(rows[:_MOST_EXPORTED], today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    failures = EngineFailureDay.objects.filter(
        day__gt=today - dt.timedelta(days=choice.days)
    )
    context = {
        **heading(_("Từ đã tìm"), icon="search"),
        "page": page,
        "rows": [_row(row) for row in page],
        "periods": [
            {
                "label": ngettext("%(days)s ngày", "%(days)s ngày", days)
                % {"days": days},
                "url": choice.url(ngay=days),
                "is_current": days == choice.days,
            }
            for days in PERIODS
        ],
        "only_empty": choice.only_empty,
        "other_url": choice.url(trong=int(not choice.only_empty)),
        "export_url": choice.url(export="xlsx"),
        "page_url": choice.url(),
        "failures": failures.order_by("-day", "engine", "reason")[:PER_PAGE],
    }
    return render(request, "desk/searched_terms.html", context)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    opened = row["opened"]
    return {
        **row,
        "average_place": round(row["places"] / opened, 1) if opened else None,
        "synonym_url": f"{reverse('tu-cung-nghia:add')}?{urlencode({'tu': row['term']})}",
        "search_url": f"{reverse('search:search')}?{urlencode({'q': row['term']})}",
    }


def _workbook(rows: QuerySet[SearchedTerm, Any], today: dt.date) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Từ đã tìm"))
    for line in _lines(rows):
        sheet.append(line)
    content = BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=_XLSX)
    name = f"tu-da-tim-{today:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(rows: QuerySet[SearchedTerm, Any]) -> Iterator[list[Any]]:
    yield [
        _("Từ đã tìm"),
        _("Số lần tìm"),
        _("Số kết quả lần cuối"),
        _("Số lần mở kết quả"),
        _("Vị trí mở trung bình"),
        _("Lần cuối"),
    ]
    for row in map(_row, rows):
        yield [
            spreadsheet_safe(row["term"]),
            row["total"],
            row["found"],
            row["opened"],
            row["average_place"],
            row["last_day"],
        ]
