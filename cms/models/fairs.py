"""Fairs as the public sees them: an invitation before, results after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.search import index

from catalog import clock
from catalog.structured_data import event_data
from cms.blocks import article_blocks
from cms.fields import BlocksField

from .base import PicturedPage, ShopPage, StoryPage

PAST_PER_PAGE = 12


class FairIndexPage(ShopPage):
    """Fairs to come and running, then those that are over."""

    lead = models.TextField(_("đoạn mở đầu"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.FairPage"]
    max_count = 1
    page_description = _("Trang liệt kê hội chợ sắp tới và đã qua.")

    content_panels: list[Any] = [*ShopPage.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("chuyên mục hội chợ")
        verbose_name_plural = _("chuyên mục hội chợ")

    def fairs(self) -> QuerySet[FairPage]:
        """The published pages that have a fair, with fair and picture."""
        published: QuerySet[FairPage] = FairPage.objects.child_of(self).live()
        return published.filter(fair__isnull=False).select_related("fair", "picture")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.fairs.showing import teasers

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = clock.today()
        fairs = self.fairs()
        coming = fairs.filter(fair__ends_on__gte=today)
        past = fairs.filter(fair__ends_on__lt=today)
        pages = Paginator(past.order_by("-fair__ends_on", "-pk"), PAST_PER_PAGE)
        shown = pages.get_page(request.GET.get("trang"))
        shown.object_list = teasers(shown.object_list, today)
        context["coming"] = teasers(coming.order_by("fair__starts_on", "pk"), today)
        context["page_of_past"] = shown
        return context


class FairPage(StoryPage):
    """One fair: its facts, booths, goods and figures come from the register."""

    fair = models.ForeignKey(
        "fairs.Fair",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("hội chợ"),
        help_text=_("Ngày, gian, cơ sở được nhận và số liệu lấy từ sổ hội chợ."),
    )
    results = BlocksField(
        article_blocks(),
        blank=True,
        verbose_name=_("kết quả"),
        help_text=_("Lời kể và hình sau hội chợ; chỉ hiện khi hội chợ đã kết thúc."),
    )

    parent_page_types = ["cms.FairIndexPage"]
    page_description = _("Một hội chợ: lời mời trước, gian hàng lúc diễn ra, kết quả.")

    content_panels: list[Any] = [
        *PicturedPage.content_panels,
        FieldPanel("fair"),
        FieldPanel("body", heading=_("lời mời")),
        FieldPanel("results"),
        FieldPanel("is_demo"),
    ]
    search_fields = [*StoryPage.search_fields, index.SearchField("results")]

    class Meta:
        verbose_name = _("trang hội chợ")
        verbose_name_plural = _("trang hội chợ")

    def bodies(self) -> list[StreamValue]:
        return [self.body, self.results]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.fairs.showing import fair_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.fair is None:
            return context
        return context | fair_context(self.fair, clock.today())

    def structured_data(
        self, context: Mapping[str, Any], site: str
    ) -> list[dict[str, Any]]:
        told = super().structured_data(context, site)
        if self.fair is None:
            return told
        picture = self.head_picture
        event = event_data(
            name=self.fair.name,
            url=self.get_url(context.get("request")) or "",
            starts=self.fair.starts_on,
            ends=self.fair.ends_on,
            place=self.fair.place,
            # nothing says in which country a fair abroad is
            country="" if self.fair.scope == "abroad" else "VN",
            organizer=self.fair.organiser,
            site=site,
            description=self.search_description or self.lead,
            picture=picture["src"] if picture else "",
            is_cancelled=self.fair.is_cancelled,
        )
        return [event, *told]
