"""Decisions, forms and other documents to read or to take away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from .base import PLACES, ShopPage


class DocumentLibraryPage(ShopPage):
    """Documents by kind, the newest of each kind first."""

    lead = models.TextField(_("đoạn mở đầu"), max_length=400, blank=True)

    parent_page_types = PLACES
    subpage_types: list[str] = []
    page_description = _("Quyết định, biểu mẫu và văn bản để đọc hoặc tải về.")

    content_panels: list[Any] = [
        *ShopPage.content_panels,
        FieldPanel("lead"),
        InlinePanel("entries", label=_("Văn bản")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("thư viện văn bản")
        verbose_name_plural = _("thư viện văn bản")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["shelves"] = self.shelves()
        return context

    def shelves(self) -> list[dict[str, Any]]:
        """The kinds that have documents, each with its entries; one query."""
        newest_first = sorted(
            self._entries(),
            key=lambda entry: entry.issued_on or dt.date.min,
            reverse=True,
        )
        shelves = [
            {
                "label": label,
                "entries": [entry for entry in newest_first if entry.kind == kind],
            }
            for kind, label in LibraryDocument.Kind.choices
        ]
        return [shelf for shelf in shelves if shelf["entries"]]

    def _entries(self) -> list[LibraryDocument]:
        """A preview's unsaved rows, too; those whose document is gone fall out."""
        rows = self.entries.all()
        if hasattr(rows, "select_related"):
            rows = rows.select_related("document")
        return list(rows)


class LibraryDocument(Orderable):
    class Kind(models.TextChoices):
        DECISION = "decision", _("Quyết định, kế hoạch")
        FORM = "form", _("Biểu mẫu")
        GUIDE = "guide", _("Hướng dẫn")
        OTHER = "other", _("Văn bản khác")

    page = ParentalKey(
        DocumentLibraryPage, on_delete=models.CASCADE, related_name="entries"
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("tên văn bản"), max_length=255)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.CASCADE,
        related_name="+",
        verbose_name=_("tệp"),
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("issuer")]),
        FieldPanel("document"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")

    def __str__(self) -> str:
        return self.title
