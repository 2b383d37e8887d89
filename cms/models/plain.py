"""Legal pages and guides: a lead, a body, and the version a buyer agreed to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import legal_blocks
from cms.fields import BlocksField


class PlainPage(Page):
    lead = models.TextField(_("đoạn mở đầu"), blank=True)
    body = BlocksField(legal_blocks(), blank=True, verbose_name=_("nội dung"))
    version = models.CharField(
        _("phiên bản"),
        max_length=20,
        blank=True,
        help_text=_("Ghi vào đơn hàng khi người mua đồng ý. Ví dụ: 2026-11."),
    )
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    awaits_lawyer = models.BooleanField(
        _("bản nháp, chờ luật sư xác nhận"),
        default=False,
        help_text=_("Trang sẽ ghi rõ đây là bản nháp."),
    )
    shows_owner = models.BooleanField(
        _("kèm thông tin chủ sở hữu"),
        default=False,
        help_text=_("Thêm bảng thông tin trong phần Thông tin cửa hàng."),
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    page_description = _("Trang pháp lý hoặc hướng dẫn, chỉ có chữ.")

    content_panels: list[Any] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("version"),
                FieldPanel("effective_from"),
                FieldPanel("awaits_lawyer"),
                FieldPanel("shows_owner"),
            ],
            heading=_("Hiệu lực"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("trang thông tin")
        verbose_name_plural = _("trang thông tin")
