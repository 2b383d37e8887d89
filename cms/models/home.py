"""The home page: editors own its words, pictures and featured products."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

from catalog import clock
from catalog.choosers import ProductChooserBlock
from cms.blocks import PromiseBlock
from cms.fields import BlocksField
from cms.links import LINK_HELP, validate_link

from .base import ShopPage

LONGEST_WAY = 6  # steps below the home page; nothing of ours lies deeper


def _picture(label: Any, help_text: Any = "") -> Any:
    return models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


def _link(label: Any, default: str = "") -> Any:
    return models.CharField(
        label,
        max_length=255,
        blank=True,
        default=default,
        validators=[validate_link],
        help_text=LINK_HELP,
    )


def _words(label: Any, default: str = "", length: int = 120) -> Any:
    return models.CharField(label, max_length=length, blank=True, default=default)


class HomePage(ShopPage):
    """Sections below the hero hide by themselves while they have nothing to show."""

    hero_picture = _picture(_("hình lớn"))
    hero_picture_phone = _picture(
        _("hình cho điện thoại"), _("Bản cắt 36:23; để trống thì dùng hình lớn.")
    )
    heading = _words(_("câu chào"), "Đồ làng nghề Phú Xuyên, mua thẳng từ người làm")
    lead = models.TextField(
        _("OCOP là gì, trong một câu"),
        default=(
            "OCOP, mỗi xã một sản phẩm, là chương trình nhà nước chấm từ 3 đến 5 sao "
            "cho đặc sản của làng; ở đây anh chị mua thẳng từ người làm ra chúng."
        ),
    )
    main_label = _words(_("chữ trên nút chính"), "Xem sản vật đang vụ", 40)
    main_url = _link(_("nút chính dẫn tới"), "#dang-vu")
    second_label = _words(_("chữ trên nút phụ"), "Đi theo làng nghề", 40)
    second_url = _link(_("nút phụ dẫn tới"), "#lang-nghe")

    season_text = _words(
        _("câu dưới “Đang vụ”"), "Thu hoạch trong tuần, giao nhanh ở Hà Nội."
    )
    featured_heading = _words(_("tiêu đề mục nổi bật"), "Nên xem")
    featured = BlocksField(
        [("product", ProductChooserBlock(label=_("Sản phẩm")))],
        blank=True,
        max_num=8,
        verbose_name=_("sản phẩm nổi bật"),
        help_text=_("Để trống thì lấy các sản phẩm được đánh dấu nổi bật."),
    )
    villages_heading = _words(_("tiêu đề mục làng nghề"), "Đi theo làng")
    villages_text = _words(
        _("câu dưới mục làng nghề"), "Mỗi làng một nghề. Chọn làng để gặp người làm."
    )
    certified_heading = _words(
        _("tiêu đề mục vừa chứng nhận"), "Vừa được chứng nhận OCOP"
    )
    certified_text = _words(
        _("câu dưới mục vừa chứng nhận"), "Có số quyết định, tra cứu được ngay."
    )
    newest_heading = _words(_("tiêu đề mục mới lên kệ"), "Mới lên kệ")

    story_picture = _picture(_("hình chuyện nghề"))
    story_kicker = _words(_("dòng trên tiêu đề"), "Chuyện nghề", 40)
    story_heading = _words(_("tiêu đề chuyện nghề"))
    story_text = models.TextField(_("đoạn chuyện nghề"), blank=True)
    story_label = _words(_("chữ trên nút chuyện nghề"), "Đọc chuyện nghề", 40)
    story_url = _link(_("nút chuyện nghề dẫn tới"))

    showrooms_heading = _words(_("tiêu đề mục điểm bán"), "Xem tận mắt ở điểm bán")
    showrooms_text = _words(
        _("câu dưới mục điểm bán"), "Nhận hàng tại điểm không mất phí."
    )
    news_heading = _words(_("tiêu đề mục tin"), "Tin từ các làng")
    promises = BlocksField(
        [("promise", PromiseBlock())],
        blank=True,
        max_num=4,
        verbose_name=_("bốn cam kết"),
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.ArticleIndexPage",
        "cms.SectionPage",
        "cms.AreaPage",
        "cms.VillagePage",
        "cms.ProducerStoryPage",
        "cms.GuidePage",
        "cms.LandingPage",
        "cms.DocumentLibraryPage",
        "cms.FairIndexPage",
        "cms.PlainPage",
        "inbox.EnquiryPage",
    ]
    page_description = _("Trang chủ của cửa hàng; chỉ có một.")

    content_panels: list[Any] = [
        *ShopPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_picture"),
                FieldPanel("hero_picture_phone"),
                FieldPanel("heading"),
                FieldPanel("lead"),
                FieldPanel("main_label"),
                FieldPanel("main_url"),
                FieldPanel("second_label"),
                FieldPanel("second_url"),
            ],
            heading=_("Phần mở đầu"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    _("Sáu nhóm hàng, làng nghề và điểm bán lấy từ dữ liệu cửa hàng.")
                ),
                FieldPanel("season_text"),
                FieldPanel("featured_heading"),
                FieldPanel("featured"),
                FieldPanel("villages_heading"),
                FieldPanel("villages_text"),
                FieldPanel("certified_heading"),
                FieldPanel("certified_text"),
                FieldPanel("newest_heading"),
                FieldPanel("showrooms_heading"),
                FieldPanel("showrooms_text"),
                FieldPanel("news_heading"),
            ],
            heading=_("Các mục"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("story_picture"),
                FieldPanel("story_kicker"),
                FieldPanel("story_heading"),
                FieldPanel("story_text"),
                FieldPanel("story_label"),
                FieldPanel("story_url"),
            ],
            heading=_("Chuyện nghề"),
        ),
        FieldPanel("promises"),
    ]

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """The page at the end of the path, with those it passes, in one query;
        Wagtail's own way asks twice for every step."""
        way = self._way_to(path_components)
        if not way:
            return super().route(request, path_components)
        page = way[-1].specific
        page.way = way
        return page.route(request, [])

    def _way_to(self, steps: list[str]) -> list[Page]:
        """The pages along ``steps``; none if one of them is missing."""
        if not 0 < len(steps) <= LONGEST_WAY:
            return []
        paths = [
            f"{self.url_path}{'/'.join(steps[: end + 1])}/" for end in range(len(steps))
        ]
        found = {
            page.url_path: page for page in Page.objects.filter(url_path__in=paths)
        }
        return [found[path] for path in paths] if len(found) == len(paths) else []

    @property
    def featured_ids(self) -> list[int]:
        """The chosen products' ids in the editor's order, without a query."""
        return [
            block["value"] for block in self.featured.raw_data if block.get("value")
        ]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms.sections import home_sections

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_sections(self, at=clock.now())
