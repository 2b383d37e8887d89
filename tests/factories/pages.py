"""Pages with every block, and what their forms send."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from catalog import cards
from catalog.models import Product
from cms.models import (
    AreaPage,
    ArticleIndexPage,
    ArticlePage,
    DocumentLibraryPage,
    FairIndexPage,
    FairPage,
    GuidePage,
    HomePage,
    LandingPage,
    LibraryDocument,
    ProducerStoryPage,
    SectionPage,
    VillagePage,
)
from tests.factories.catalogue import ProductFactory
from tests.factories.fairs import ParticipationFactory
from tests.factories.images import StoreImageFactory
from tests.factories.orders import showroom
from tests.factories.partner import ProducerFactory
from tests.factories.places import CraftVillageFactory

DAY = dt.date(2026, 11, 26)
CUT = {"main": {"src": "/uploads/a.webp", "width": 4, "height": 3, "sources": []}}


def on_shelf(**fields: Any) -> Product:
    """A product with its card."""
    product: Product = ProductFactory(**fields)
    cards.refresh([product.pk], day=DAY)
    return product


def paper(title: str = "Kế hoạch OCOP") -> Document:
    """A document of the library."""
    document = Document(title=title)
    document.file.save("ke-hoach.pdf", ContentFile(b"%PDF-1.4"), save=False)
    document.save()
    return document


def every_block() -> list[dict[str, Any]]:
    """One of each block an editor may use, the rail by choice and by rule."""
    image, shop = StoreImageFactory(variants=CUT).pk, showroom()
    shown = {"image": image, "caption": "Trong xưởng"}
    return [
        _block("heading", "Ra đồng từ sớm"),
        _block("paragraph", "<p>Cả xóm ra đồng.</p>"),
        _block("quote", {"text": "Được mùa.", "speaker": "Bà Lụa"}),
        _block("link", {"label": "Xem gạo", "url": "/san-pham/"}),
        _block("figures", {"figures": [{"number": "39", "label": "cơ sở"}]}),
        _block("timeline", {"moments": [{"when": "Tháng ba", "text": "Gieo mạ."}]}),
        _block(
            "faq",
            {
                "questions": [
                    {"question": "Bao giờ gặt?", "answer": "<p>Tháng sáu.</p>"}
                ]
            },
        ),
        _block(
            "table",
            {
                "data": [["Vụ", "Tháng"], ["Chiêm", "6"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
                "table_caption": "Hai vụ",
            },
        ),
        _block("picture", shown),
        _block("gallery", {"pictures": [shown, shown]}),
        _block(
            "video",
            {
                "title": "Một ngày ở đồng",
                "url": "https://www.youtube.com/watch?v=x",
                "still": image,
                "length": "3 phút",
            },
        ),
        _block(
            "map",
            {
                "name": "Làng khảm",
                "address": "Xã Chuyên Mỹ",
                "image": image,
                "latitude": Decimal("20.74120"),
                "longitude": Decimal("105.90000"),
            },
        ),
        _block("download", {"document": paper().pk, "label": "Kế hoạch"}),
        rail(products=[on_shelf(title="Tò he", slug="to-he").pk], heading="Trong bài"),
        rail(group="handicraft", order="newest"),
        _block("producer", {"producer": ProducerFactory().pk, "label": ""}),
        _block("showroom", {"showroom": shop.pk}),
        _block("certificate", {"heading": "Sao OCOP nói điều gì"}),
    ]


def rail(**fields: Any) -> dict[str, Any]:
    """As a form stores it: every field is there."""
    nothing = {"group": "", "village": "", "stars": "", "order": "", "on_sale": False}
    return _block(
        "products", {"heading": "", "products": [], "count": 4, **nothing, **fields}
    )


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def pages_of_every_type(home: HomePage) -> dict[str, Page]:
    """One page of each type that stands below the home page, full of blocks."""
    section = home.add_child(instance=SectionPage(title="Các làng", slug="cac-lang"))
    told = {"lead": "Một câu.", "body": every_block()}
    library = section.add_child(
        instance=DocumentLibraryPage(title="Văn bản", slug="van-ban")
    )
    LibraryDocument.objects.create(
        page=library,
        kind="decision",
        title="Kế hoạch 2019",
        number="12/KH-UBND",
        issued_on=dt.date(2019, 3, 1),
        document=paper(),
    )
    village, producer = CraftVillageFactory(), ProducerFactory()
    fairs = home.add_child(instance=FairIndexPage(title="Hội chợ", slug="hoi-cho"))
    fair = ParticipationFactory(producer=producer).fair
    return {
        "section": section,
        "library": library,
        "article": ArticleIndexPage.objects.get().add_child(
            instance=ArticlePage(
                title="Mùa gặt ở Đại Xuyên", byline="Ban biên tập", **told
            )
        ),
        "area": home.add_child(instance=AreaPage(title="Đất nghề", **told)),
        "village": section.add_child(
            instance=VillagePage(title="Làng giày", village=village, **told)
        ),
        "producer": section.add_child(
            instance=ProducerStoryPage(title="Một xưởng", producer=producer, **told)
        ),
        "guide": section.add_child(instance=GuidePage(title="Cách chọn", **told)),
        "fairs": fairs,
        "fair": fairs.add_child(
            instance=FairPage(
                title="Phiên chợ", fair=fair, results=every_block(), **told
            )
        ),
        "landing": home.add_child(
            instance=LandingPage(title="Tết", slug="tet", **told)
        ),
    }


def stream_form(stream: blocks.StreamValue) -> dict[str, Any]:
    """What the editor's form of ``stream`` sends."""
    return streamfield(
        [(child.block_type, _form(child.block, child.value)) for child in stream]
    )


def _form(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        fields = {
            name: _form(part, value[name]) for name, part in block.child_blocks.items()
        }
        return {name: sent for name, sent in fields.items() if sent is not None}
    if isinstance(block, blocks.ListBlock):
        return streamfield([("item", _form(block.child_block, row)) for row in value])
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source)
    if isinstance(block, TableBlock):
        return json.dumps(value)
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else None
    return "" if value is None else str(value)
