"""Blocks that show what the shop knows: products, producers, showrooms, stars."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from catalog.models import Category
from catalog.partner.models import Partner
from catalog.places.models import CraftVillage
from cms.gathering import Gathered, GatheringMixin, Wants
from cms.rails import LONGEST, Rule
from media.renditions import picture
from showrooms.models import Showroom
from showrooms.showing import showroom_view

from .keys import ProducerKeyBlock, ProductKeyBlock, ShowroomKeyBlock

GOODS = _("Cửa hàng")
_CONDITIONS = ("group", "village", "stars", "on_sale", "order")


def _groups() -> list[tuple[str, str]]:
    return [
        (code, str(label))
        for code, label in Category._meta.get_field("code").flatchoices
    ]


def _villages() -> list[tuple[str, str]]:
    rows = CraftVillage.objects.order_by("position", "pk")
    return list(rows.values_list("slug", "name"))


class VillageBlock(blocks.ChoiceBlock):
    """The choices are rows: asked for by the form alone, not by every page shown."""

    def normalize_choice(self, value: Any) -> Any:
        return value or ""

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class ProductRailBlock(GatheringMixin, blocks.StructBlock):
    """Chosen products, or those a rule finds at each visit."""

    heading = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    products = blocks.ListBlock(
        ProductKeyBlock(label=_("Sản phẩm")),
        label=_("Chọn từng sản phẩm"),
        help_text=_("Để trống nếu muốn trang tự chọn theo điều kiện bên dưới."),
        min_num=0,
        max_num=LONGEST,
        default=[],
    )
    group = blocks.ChoiceBlock(label=_("Nhóm"), choices=_groups, required=False)
    village = VillageBlock(label=_("Làng"), choices=_villages, required=False)
    stars = blocks.ChoiceBlock(
        label=_("Sao OCOP"),
        choices=[("3", _("từ 3 sao")), ("4", _("từ 4 sao")), ("5", _("5 sao"))],
        required=False,
    )
    on_sale = blocks.BooleanBlock(label=_("Chỉ hàng đang giảm giá"), required=False)
    order = blocks.ChoiceBlock(
        label=_("Xếp theo"),
        choices=[("newest", _("mới lên kệ")), ("best_selling", _("bán chạy"))],
        required=False,
    )
    count = blocks.IntegerBlock(
        label=_("Nhiều nhất"), min_value=1, max_value=LONGEST, default=4, required=False
    )

    class Meta:
        icon = "list-ul"
        label = _("Dãy sản phẩm")
        group = GOODS
        template = "cms/blocks/product_rail.html"
        description = _("Vài sản phẩm chọn tay, hoặc tự chọn theo nhóm, làng, sao.")

    def get_preview_value(self) -> Any:
        return self.to_python({"heading": "Mới lên kệ", "order": "newest"})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["products"] and not any(cleaned[name] for name in _CONDITIONS):
            message = _("Chọn ít nhất một sản phẩm, hoặc đặt ít nhất một điều kiện.")
            raise StructBlockValidationError(non_block_errors=[message])
        return cleaned

    def ask(self, value: Any, wants: Wants) -> None:
        chosen = _chosen(value)
        if chosen:
            wants.cards.update(chosen)
        else:
            wants.rules.add(_rule(value))

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        keys = _chosen(value) or gathered.rails[_rule(value)]
        cards = [gathered.cards[key] for key in keys if key in gathered.cards]
        return {"cards": cards, "day": gathered.at.date()}


def _chosen(value: Any) -> list[int]:
    return [key for key in value["products"] if key]


def _rule(value: Any) -> Rule:
    return Rule(
        group=value["group"] or "",
        village=value["village"] or "",
        stars=int(value["stars"] or 0),
        on_sale=bool(value["on_sale"]),
        best_selling=value["order"] == "best_selling",
        count=value["count"] or 4,
    )


class ProducerBlock(GatheringMixin, blocks.StructBlock):
    producer = ProducerKeyBlock(label=_("Cơ sở"))
    label = blocks.CharBlock(label=_("Dòng trên tên"), required=False, max_length=60)

    class Meta:
        icon = "group"
        label = _("Thẻ cơ sở")
        group = GOODS
        template = "cms/blocks/producer.html"
        description = _("Tên, nơi và hình của một cơ sở, dẫn tới trang của cơ sở.")

    def get_preview_value(self) -> Any:
        first = Partner.objects.filter(is_public=True).order_by("pk").first()
        return self.to_python({"producer": first and first.pk})

    def ask(self, value: Any, wants: Wants) -> None:
        if value["producer"]:
            wants.producers.add(value["producer"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        found = gathered.producers.get(value["producer"])
        return {"producer": producer_view(found) if found else None}


def producer_view(producer: Partner) -> dict[str, Any]:
    """What ``components/producer_card.html`` draws; needs ``picture`` and
    ``commune`` loaded."""
    return {
        "name": producer.name,
        "url": producer.get_absolute_url(),
        "place": producer.commune.full_name if producer.commune else "",
        "picture": picture(producer.picture, "thumb"),
    }


class ShowroomBlock(GatheringMixin, blocks.StructBlock):
    showroom = ShowroomKeyBlock(label=_("Điểm bán"))

    class Meta:
        icon = "home"
        label = _("Thẻ điểm bán")
        group = GOODS
        template = "cms/blocks/showroom.html"
        description = _("Địa chỉ, giờ mở cửa hôm nay và đường đi của một điểm bán.")

    def get_preview_value(self) -> Any:
        first = (
            Showroom.objects.filter(is_active=True).order_by("position", "pk").first()
        )
        return self.to_python({"showroom": first and first.pk})

    def ask(self, value: Any, wants: Wants) -> None:
        if value["showroom"]:
            wants.showrooms.add(value["showroom"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        found = gathered.showrooms.get(value["showroom"])
        return {"showroom": showroom_view(found, gathered.at) if found else None}


class CertificateBlock(blocks.StructBlock):
    """What a star says, and where to check it; the words are the same everywhere."""

    heading = blocks.CharBlock(
        label=_("Tiêu đề"), default=_("Sao OCOP nói điều gì"), max_length=120
    )

    class Meta:
        icon = "pick"
        label = _("Giải thích chứng nhận")
        group = GOODS
        template = "cms/blocks/certificate.html"
        preview_value = {"heading": "Sao OCOP nói điều gì"}
        description = _("Ba điều về sao OCOP và liên kết tra cứu.")
