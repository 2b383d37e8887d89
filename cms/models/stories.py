"""Pages that tell and promote: the area, a village, a producer, guides, landings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from catalog import clock

from .base import PicturedPage, StoryPage


class AreaPage(StoryPage):
    """The brand of the whole area: its story, villages and producers."""

    page_description = _("Trang thương hiệu của cả vùng, tự liệt kê làng và cơ sở.")
    max_count = 1

    class Meta:
        verbose_name = _("trang giới thiệu vùng")
        verbose_name_plural = _("trang giới thiệu vùng")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.brands import area_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | area_context(day=clock.today())


class VillagePage(StoryPage):
    """The brand of one craft village; facts, producers and products come from the
    register of villages."""

    village = models.ForeignKey(
        "places.CraftVillage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("làng nghề"),
        help_text=_("Cơ sở và sản phẩm của làng tự hiện ở cuối trang."),
    )

    page_description = _("Trang thương hiệu của một làng nghề.")
    content_panels: list[Any] = [
        *PicturedPage.content_panels,
        FieldPanel("village"),
        FieldPanel("body"),
        FieldPanel("is_demo"),
    ]

    class Meta:
        verbose_name = _("trang làng nghề")
        verbose_name_plural = _("trang làng nghề")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.brands import village_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | village_context(self.village_id)


class ProducerStoryPage(StoryPage):
    """The story of one producer, with its goods below."""

    producer = models.ForeignKey(
        "partner.Partner",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ sở"),
        help_text=_("Sản phẩm của cơ sở tự hiện ở cuối trang."),
    )

    page_description = _("Câu chuyện của một cơ sở sản xuất.")
    content_panels: list[Any] = [
        *PicturedPage.content_panels,
        FieldPanel("producer"),
        FieldPanel("body"),
        FieldPanel("is_demo"),
    ]

    class Meta:
        verbose_name = _("chuyện của cơ sở")
        verbose_name_plural = _("chuyện của cơ sở")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.brands import producer_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | producer_context(self.producer_id)


class GuidePage(StoryPage):
    """How to choose, keep, send or ask; may hold questions and answers."""

    page_description = _("Trang hướng dẫn hoặc hỏi đáp.")

    class Meta:
        verbose_name = _("trang hướng dẫn")
        verbose_name_plural = _("trang hướng dẫn")


class LandingPage(StoryPage):
    """A wide page for one purpose, built of blocks; a campaign may point to it."""

    counts_views = True
    page_description = _("Trang rộng cho một đợt giới thiệu hoặc khuyến mại.")

    class Meta:
        verbose_name = _("trang đích")
        verbose_name_plural = _("trang đích")
