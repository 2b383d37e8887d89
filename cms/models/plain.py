"""Legal pages and notes: a lead, a body, and the version a buyer agreed to.

A buyer's consent names a version, so a version must mean one text for ever. Publishing
changed words under a version that already has other words does not fail, it moves the
version on ("2026-11" becomes "2026-11.2"): a refusal would stop a publication that
was dated for the night, and would teach editors to leave mistakes in. Every published
text is kept as a ``LegalText`` and stays readable at ``?phien-ban=``."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import legal_blocks
from cms.fields import BlocksField
from cms.versions import next_version, same_words

from .base import ShopPage

VERSION_PARAMETER = "phien-ban"


class PlainPage(ShopPage):
    lead = models.TextField(_("đoạn mở đầu"), blank=True)
    body = BlocksField(legal_blocks(), blank=True, verbose_name=_("nội dung"))
    version = models.CharField(
        _("phiên bản"),
        max_length=20,
        blank=True,
        help_text=_(
            "Ghi vào đơn hàng khi người mua đồng ý. Ví dụ: 2026-11. Lời văn đổi mà "
            "số này để nguyên thì khi đăng, trang tự đánh số mới."
        ),
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
        *ShopPage.content_panels,
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

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """A whole save of a live page is a publication: keep its text. (A draft saves
        only the fields that speak of it.)"""
        is_publication = self.live and kwargs.get("update_fields") is None
        if is_publication and self.pk:
            self._keep_former()
            self._settle_version()
        super().save(*args, **kwargs)
        if is_publication and self.version:
            self._keep()

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        texts = list(self.texts.defer("body").order_by("-pk")) if self.version else []
        context["former_texts"] = [row for row in texts if row.version != self.version]
        context["text"] = self._asked_text(request, texts)
        return context

    def _asked_text(
        self, request: HttpRequest, texts: list[LegalText]
    ) -> PlainPage | LegalText:
        asked = request.GET.get(VERSION_PARAMETER)
        if asked is None or asked == self.version:
            return self
        for text in texts:
            if text.version == asked:
                return text
        raise Http404(VERSION_PARAMETER)

    def _keep_former(self) -> None:
        """A text that was live before texts were kept."""
        former = PlainPage.objects.live().filter(pk=self.pk).first()
        if former and former.version and not former.texts.exists():
            former._keep()

    def _settle_version(self) -> None:
        """Give words that were never published under this version one of their own."""
        kept = {text.version: text for text in self.texts.order_by("pk")}
        if not kept or not self.version or self.version not in kept:
            return
        latest = list(kept.values())[-1]
        if same_words(self, latest):
            self.version = latest.version
            return
        while self.version in kept:
            self.version = next_version(self.version)
        if self.effective_from == latest.effective_from:
            self.effective_from = timezone.localdate(self.last_published_at)

    def _keep(self) -> None:
        LegalText.objects.get_or_create(
            page=self,
            version=self.version,
            defaults={
                "title": self.title,
                "lead": self.lead,
                "body": self.body,
                "effective_from": self.effective_from,
                "published_at": self.last_published_at or timezone.now(),
            },
        )


class LegalText(models.Model):
    """What a legal page said under one version; written once, never changed."""

    page = models.ForeignKey(PlainPage, models.CASCADE, related_name="texts")
    version = models.CharField(_("phiên bản"), max_length=20)
    title = models.CharField(_("tiêu đề"), max_length=255)
    lead = models.TextField(_("đoạn mở đầu"), blank=True)
    body = BlocksField(legal_blocks(), blank=True, verbose_name=_("nội dung"))
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    published_at = models.DateTimeField(_("đăng lúc"))

    class Meta:
        verbose_name = _("lời văn đã đăng")
        verbose_name_plural = _("lời văn đã đăng")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "version"], name="legal_text_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"
