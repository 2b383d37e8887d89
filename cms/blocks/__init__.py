"""The blocks editors build pages of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .goods import CertificateBlock, ProducerBlock, ProductRailBlock, ShowroomBlock
from .pictures import DownloadBlock, GalleryBlock, MapBlock, PictureBlock, VideoBlock
from .words import (
    RICH_TEXT,
    FaqBlock,
    FiguresBlock,
    HeadingBlock,
    LinkBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
    TimelineBlock,
)

# The grid has no Vietnamese words of its own and complains when asked for them.
TABLE = {"language": "en-US"}


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
    """What news, brands, stories, guides and landing pages are made of."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("paragraph", ParagraphBlock(features=RICH_TEXT)),
        ("quote", QuoteBlock()),
        ("link", LinkBlock()),
        ("figures", FiguresBlock()),
        ("timeline", TimelineBlock()),
        ("faq", FaqBlock()),
        ("table", TableBlock(required=False, table_options=TABLE)),
        ("picture", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("video", VideoBlock()),
        ("map", MapBlock()),
        ("download", DownloadBlock()),
        ("products", ProductRailBlock()),
        ("producer", ProducerBlock()),
        ("showroom", ShowroomBlock()),
        ("certificate", CertificateBlock()),
    ]


def legal_blocks() -> list[tuple[str, blocks.Block]]:
    """What legal pages are made of: words only."""
    return [
        ("heading", HeadingBlock(max_length=120)),
        ("paragraph", ParagraphBlock(features=RICH_TEXT)),
        ("table", TableBlock(required=False, table_options=TABLE)),
        ("faq", FaqBlock()),
        ("link", LinkBlock()),
    ]
