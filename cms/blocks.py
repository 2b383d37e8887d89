"""The blocks editors build pages of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from catalog.choosers import ProductChooserBlock
from catalog.models import ProductCard
from media.renditions import picture

from .links import LINK_HELP, validate_link

RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Tiêu đề")
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        template = "cms/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Hình"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Hình và chú thích")
        template = "cms/blocks/picture.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["picture"] = picture(value["image"], "main")
        return context


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Lời trích"))
    speaker = blocks.CharBlock(label=_("Người nói"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Trích lời")
        template = "cms/blocks/quote.html"


class ProductRailBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    products = blocks.ListBlock(
        ProductChooserBlock(label=_("Sản phẩm")),
        label=_("Sản phẩm"),
        min_num=1,
        max_num=8,
    )

    class Meta:
        icon = "list-ul"
        label = _("Dãy sản phẩm")
        template = "cms/blocks/product_rail.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        chosen = [product.pk for product in value["products"] if product]
        cards = ProductCard.objects.in_bulk(chosen)
        context["cards"] = [cards[pk] for pk in chosen if pk in cards]
        return context


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Chữ trên nút"), max_length=60)
    url = blocks.CharBlock(
        label=_("Đường dẫn"),
        max_length=255,
        help_text=LINK_HELP,
        validators=[validate_link],
    )

    class Meta:
        icon = "link"
        label = _("Nút")
        template = "cms/blocks/link.html"


class PromiseBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(
        label=_("Biểu tượng"),
        choices=[
            ("shield", _("Khiên: bảo đảm")),
            ("return", _("Mũi tên: đổi trả")),
            ("cash", _("Tiền mặt")),
            ("phone", _("Điện thoại")),
            ("truck", _("Xe giao hàng")),
            ("certificate", _("Chứng nhận")),
        ],
    )
    title = blocks.CharBlock(label=_("Cam kết"), max_length=40)
    text = blocks.CharBlock(label=_("Giải thích"), required=False, max_length=80)

    class Meta:
        icon = "check"
        label = _("Cam kết")


def article_blocks() -> list[tuple[str, blocks.Block]]:
    """What news and guides are made of."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("paragraph", ParagraphBlock(features=RICH_TEXT)),
        ("picture", PictureBlock()),
        ("quote", QuoteBlock()),
        ("products", ProductRailBlock()),
        ("link", LinkBlock()),
    ]


def legal_blocks() -> list[tuple[str, blocks.Block]]:
    """What legal pages are made of: words only."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("paragraph", ParagraphBlock(features=RICH_TEXT)),
    ]
