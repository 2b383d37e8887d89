"""News of the villages: an index and its articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from catalog.structured_data import article_data
from cms import readership

from .base import ShopPage, StoryPage

ARTICLES_PER_PAGE = 12


class ArticleIndexPage(ShopPage):
    lead = models.TextField(_("đoạn mở đầu"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    page_description = _("Trang liệt kê bài viết, mới nhất ở trên.")

    content_panels: list[Any] = [*ShopPage.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("chuyên mục bài viết")
        verbose_name_plural = _("chuyên mục bài viết")

    def articles(self) -> QuerySet[ArticlePage]:
        """The published articles, newest first, with their pictures."""
        published: QuerySet[ArticlePage] = ArticlePage.objects.child_of(self).live()
        return published.select_related("picture").order_by("-published_on", "-pk")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = Paginator(self.articles(), ARTICLES_PER_PAGE)
        context["page_of_articles"] = pages.get_page(request.GET.get("trang"))
        return context


class ArticlePage(StoryPage):
    class Category(models.TextChoices):
        CRAFT = "craft", _("Chuyện nghề")
        OCOP = "ocop", _("Tin OCOP")
        SEASON = "season", _("Mùa vụ")
        FAIR = "fair", _("Hội chợ, sự kiện")
        NOTICE = "notice", _("Thông báo")

    published_on = models.DateField(_("ngày đăng"), default=timezone.localdate)
    category = models.CharField(
        _("mục"), max_length=10, choices=Category.choices, default=Category.CRAFT
    )
    lead = models.TextField(
        _("đoạn mở đầu"), max_length=400, help_text=_("Một, hai câu; hiện ở danh sách.")
    )
    byline = models.CharField(
        _("người viết"),
        max_length=120,
        blank=True,
        help_text=_("Tên người hoặc bộ phận, hiện ở cuối bài."),
    )
    counts_views = True
    parent_page_types = ["cms.ArticleIndexPage"]
    page_description = _("Một bài viết có hình, trích lời và dãy sản phẩm.")

    content_panels: list[Any] = [
        *ShopPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldPanel("category"), FieldPanel("is_demo")],
            heading=_("Bài viết"),
        ),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("byline"),
    ]
    search_fields = [
        *StoryPage.search_fields,
        index.FilterField("published_on"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")

    social_kind = "article"

    def structured_data(
        self, context: Mapping[str, Any], site: str
    ) -> list[dict[str, Any]]:
        from cms.furniture import shop_facts

        picture = self.head_picture
        article = article_data(
            headline=self.title,
            description=self.search_description or self.lead,
            url=self.get_url(context.get("request")) or "",
            published=self.published_on,
            modified=self.last_published_at,
            publisher=shop_facts().name,
            site=site,
            section=str(self.get_category_display()),
            credit=self.byline,
            picture=picture["src"] if picture else "",
            language=get_language() or "",
        )
        return [article, *super().structured_data(context, site)]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["views"] = readership.total(self.pk)
        return context
