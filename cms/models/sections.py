"""A folder of pages that lists what is in it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import PLACES, PicturedPage

PAGES_SHOWN = 24


class SectionPage(PicturedPage):
    """Lists its published pages in the order editors gave them."""

    parent_page_types = PLACES
    subpage_types = [
        "cms.SectionPage",
        "cms.AreaPage",
        "cms.VillagePage",
        "cms.ProducerStoryPage",
        "cms.GuidePage",
        "cms.LandingPage",
        "cms.DocumentLibraryPage",
    ]
    page_description = _("Thư mục: tự liệt kê các trang bên trong.")

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.teasers import with_pictures

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        children = self.get_children().live().public().order_by("path")
        shown = Paginator(children, PAGES_SHOWN).get_page(request.GET.get("trang"))
        shown.object_list = with_pictures(shown.object_list)
        context["page_of_children"] = shown
        return context
