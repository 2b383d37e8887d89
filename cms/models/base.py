"""What the shop's pages share: how they are found, their picture, their blocks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.blocks import article_blocks
from cms.fields import BlocksField
from cms.gathering import GATHERED, gather
from media.renditions import Picture, picture

PLACES = ["cms.HomePage", "cms.SectionPage"]


class ShopPage(Page):
    """A page that remembers the way a visitor took to it."""

    way: list[Page] | None = None  # from below the home page to itself; set by routing

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's answer without its query for the ancestors, where they are known."""
        way = self.way
        if way is None or any(page.alias_of_id for page in way):
            found: QuerySet[PageViewRestriction] = super().get_view_restrictions()
            return found
        paths = [self.path[: self.steplen * depth] for depth in range(1, self.depth)]
        return PageViewRestriction.objects.filter(page__path__in=[*paths, self.path])

    def crumb_pages(self) -> list[Page]:
        """The published pages between the home page and this one."""
        if self.way is not None:
            return [page for page in self.way[:-1] if page.live]
        return list(self.get_ancestors().filter(depth__gt=2).live())


class PicturedPage(ShopPage):
    """A page that a list shows by picture, title and lead."""

    lead = models.TextField(
        _("đoạn mở đầu"),
        max_length=400,
        blank=True,
        help_text=_("Một, hai câu; hiện ở danh sách."),
    )
    picture = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hình đầu trang"),
    )

    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    @property
    def teaser_picture(self) -> Picture | None:
        """The picture for a list of pages; needs ``picture`` loaded."""
        return picture(self.picture, "card")

    @property
    def head_picture(self) -> Picture | None:
        """The picture at the top of the page."""
        return picture(self.picture, "wide")


class StoryPage(PicturedPage):
    """A picture, a lead and blocks."""

    body = BlocksField(article_blocks(), blank=True, verbose_name=_("nội dung"))
    is_demo = models.BooleanField(
        _("dữ liệu minh họa"),
        default=False,
        help_text=_("Trang sẽ ghi rõ có chi tiết minh họa."),
    )

    parent_page_types = PLACES
    subpage_types: list[str] = []

    content_panels: list[Any] = [
        *PicturedPage.content_panels,
        FieldPanel("body"),
        FieldPanel("is_demo"),
    ]
    search_fields = [*PicturedPage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        head = [self.picture_id] if self.picture_id else []
        gathered = gather(
            ((child.block, child.value) for body in self.bodies() for child in body),
            at=timezone.localtime(),
            images=head,
        )
        self.picture = gathered.images.get(self.picture_id) if head else None
        context[GATHERED] = gathered
        return context

    def bodies(self) -> list[StreamValue]:
        """The streams of blocks that the page shows."""
        return [self.body]
