"""Blocks made of words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from cms.gathering import Gathered, GatheringMixin, Wants
from cms.links import LINK_HELP, validate_link

WORDS = _("Chữ")
RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Tiêu đề")
        group = WORDS
        template = "cms/blocks/heading.html"
        preview_value = "Từ vỏ trai đến khay trà"
        description = _("Một tiêu đề giữa bài.")


class ParagraphBlock(GatheringMixin, blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        group = WORDS
        template = "cms/blocks/paragraph.html"
        preview_value = (
            "<p>Người chọn vỏ nghiêng từng mảnh dưới đèn để tìm sắc hồng.</p>"
        )
        description = _("Chữ thường, có thể đậm, nghiêng, gạch đầu dòng, liên kết.")

    def ask(self, value: Any, wants: Wants) -> None:
        wants.texts.append(value.source)

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {"html": gathered.texts[value.source]}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Lời trích"))
    speaker = blocks.CharBlock(label=_("Người nói"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Trích lời")
        group = WORDS
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": "Trai phải chọn lúc trời sáng.",
            "speaker": "Người thợ",
        }
        description = _("Lời của một người, có tên người nói.")


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Con số"), max_length=20)
    label = blocks.CharBlock(label=_("Là gì"), max_length=80)


class FiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(
        FigureBlock(label=_("Con số")), label=_("Các con số"), min_num=1, max_num=6
    )

    class Meta:
        icon = "order"
        label = _("Con số")
        group = WORDS
        template = "cms/blocks/figures.html"
        preview_value = {
            "figures": [
                {"number": "39", "label": "cơ sở"},
                {"number": "120", "label": "sản phẩm"},
            ]
        }
        description = _("Vài con số lớn, mỗi số một lời giải thích.")


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("Khi nào"), max_length=40)
    text = blocks.TextBlock(label=_("Việc gì"))


class TimelineBlock(blocks.StructBlock):
    moments = blocks.ListBlock(
        MomentBlock(label=_("Mốc")), label=_("Các mốc"), min_num=1
    )

    class Meta:
        icon = "history"
        label = _("Dòng thời gian")
        group = WORDS
        template = "cms/blocks/timeline.html"
        preview_value = {
            "moments": [
                {"when": "Tháng Giêng", "text": "Chọn vỏ trai."},
                {"when": "Tháng Hai", "text": "Vẽ can và cưa."},
            ]
        }
        description = _("Các mốc nối nhau, cũ ở trên.")


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Câu hỏi"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Trả lời"), features=RICH_TEXT)


class FaqBlock(GatheringMixin, blocks.StructBlock):
    questions = blocks.ListBlock(
        AnswerBlock(label=_("Câu hỏi")), label=_("Các câu hỏi"), min_num=1
    )

    class Meta:
        icon = "help"
        label = _("Hỏi đáp")
        group = WORDS
        template = "cms/blocks/faq.html"
        preview_value = {
            "questions": [
                {
                    "question": "Hàng làm mất bao lâu?",
                    "answer": "<p>Tùy món, ghi ở trang sản phẩm.</p>",
                }
            ]
        }
        description = _("Câu hỏi bấm vào thì mở câu trả lời.")

    def ask(self, value: Any, wants: Wants) -> None:
        wants.texts.extend(row["answer"].source for row in value["questions"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {
            "questions": [
                {
                    "question": row["question"],
                    "answer": gathered.texts[row["answer"].source],
                }
                for row in value["questions"]
            ]
        }


class TableBlock(WagtailTableBlock):
    class Meta:
        icon = "table"
        label = _("Bảng")
        group = WORDS
        template = "cms/blocks/table.html"
        preview_value = {
            "data": [["Vùng", "Thời gian"], ["Hà Nội", "1–2 ngày"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "Thời gian giao",
        }
        description = _("Bảng số liệu; dòng đầu là tên cột.")


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
        label = _("Nút mời")
        group = WORDS
        template = "cms/blocks/link.html"
        preview_value = {"label": "Xem sản phẩm", "url": "/san-pham/"}
        description = _("Một nút dẫn tới trang khác.")
