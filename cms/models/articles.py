"""News of the villages: an index and its articles."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import article_blocks
from cms.fields import BlocksField
from media.renditions import Picture, picture

ARTICLES_PER_PAGE = 12


class ArticleIndexPage(Page):
    lead = models.TextField(_("đoạn mở đầu"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    page_description = _("Trang liệt kê bài viết, mới nhất ở trên.")

    content_panels: list[Any] = [*Page.content_panels, FieldPanel("lead")]
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


class ArticlePage(Page):
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
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình đầu bài"),
    )
    body = BlocksField(article_blocks(), blank=True, verbose_name=_("nội dung"))
    is_demo = models.BooleanField(
        _("dữ liệu minh họa"),
        default=False,
        help_text=_("Trang sẽ ghi rõ bài có chi tiết minh họa."),
    )

    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Một bài viết có hình, trích lời và dãy sản phẩm.")

    content_panels: list[Any] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldPanel("category"), FieldPanel("is_demo")],
            heading=_("Bài viết"),
        ),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_on"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")

    @property
    def teaser_picture(self) -> Picture | None:
        """The picture for a list of articles; needs ``picture`` loaded."""
        return picture(self.picture, "card")

    @property
    def head_picture(self) -> Picture | None:
        """The picture above the article."""
        return picture(self.picture, "wide")
