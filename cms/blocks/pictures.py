"""Blocks made of pictures, and what is only linked to: films, maps, files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model

from cms.gathering import Gathered, GatheringMixin, Wants
from media.models import StoreImage
from media.renditions import picture

from .keys import DocumentKeyBlock, ImageKeyBlock

PICTURES = _("Hình, tệp")
_secure = RegexValidator(
    r"\Ahttps://[^\s\\]+\Z", _("Địa chỉ bắt đầu bằng https:// và không có dấu cách.")
)


def _some_image() -> int | None:
    """A picture for the previews of the block picker."""
    key: int | None = (
        StoreImage.objects.order_by("pk").values_list("pk", flat=True).first()
    )
    return key


class PictureBlock(GatheringMixin, blocks.StructBlock):
    image = ImageKeyBlock(label=_("Hình"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Hình và chú thích")
        group = PICTURES
        template = "cms/blocks/picture.html"
        description = _("Một hình trong bài, có lời chú thích.")

    def get_preview_value(self) -> Any:
        return self.to_python({"image": _some_image(), "caption": "Xưởng buổi tối"})

    def ask(self, value: Any, wants: Wants) -> None:
        if value["image"]:
            wants.images.add(value["image"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {"picture": picture(gathered.images.get(value["image"]), "main")}


class GalleryBlock(GatheringMixin, blocks.StructBlock):
    pictures = blocks.ListBlock(
        PictureBlock(label=_("Hình")), label=_("Các hình"), min_num=2, max_num=12
    )

    class Meta:
        icon = "image"
        label = _("Bộ hình")
        group = PICTURES
        template = "cms/blocks/gallery.html"
        description = _("Từ hai đến mười hai hình đặt cạnh nhau.")

    def get_preview_value(self) -> Any:
        shown = {"image": _some_image(), "caption": "Trong xưởng"}
        return self.to_python({"pictures": [shown, shown]})

    def ask(self, value: Any, wants: Wants) -> None:
        wants.images.update(row["image"] for row in value["pictures"] if row["image"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        shown = (
            {
                "picture": picture(gathered.images.get(row["image"]), "main"),
                "caption": row["caption"],
            }
            for row in value["pictures"]
        )
        return {"pictures": [row for row in shown if row["picture"]]}


class VideoBlock(GatheringMixin, blocks.StructBlock):
    """A film elsewhere: a still of ours and a link. Nothing is loaded from there until
    the reader goes there."""

    title = blocks.CharBlock(label=_("Tên phim"), max_length=160)
    url = blocks.CharBlock(
        label=_("Địa chỉ phim"),
        max_length=255,
        validators=[_secure],
        help_text=_("Trang chỉ đặt liên kết, không tải gì từ nơi giữ phim."),
    )
    still = ImageKeyBlock(label=_("Hình đại diện"), required=False)
    length = blocks.CharBlock(
        label=_("Dài"), required=False, max_length=20, help_text=_("Ví dụ: 3 phút.")
    )

    class Meta:
        icon = "media"
        label = _("Phim")
        group = PICTURES
        template = "cms/blocks/video.html"
        description = _("Hình đại diện và nút mở phim ở trang khác.")

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "title": "Một ngày ở xưởng khảm",
                "url": "https://www.youtube.com/",
                "still": _some_image(),
                "length": "3 phút",
            }
        )

    def ask(self, value: Any, wants: Wants) -> None:
        if value["still"]:
            wants.images.add(value["still"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {
            "picture": picture(gathered.images.get(value["still"]), "main"),
            "host": _host(value["url"]),
        }


class MapBlock(GatheringMixin, blocks.StructBlock):
    """A drawn map of ours, the address, and a link to a map elsewhere."""

    name = blocks.CharBlock(label=_("Tên nơi"), max_length=120)
    address = blocks.CharBlock(label=_("Địa chỉ"), required=False, max_length=200)
    image = ImageKeyBlock(label=_("Hình bản đồ"), required=False)
    latitude = blocks.DecimalBlock(
        label=_("Vĩ độ"),
        required=False,
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Ví dụ: 20,74120."),
    )
    longitude = blocks.DecimalBlock(
        label=_("Kinh độ"),
        required=False,
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        icon = "site"
        label = _("Bản đồ")
        group = PICTURES
        template = "cms/blocks/map.html"
        description = _("Hình bản đồ của trang, địa chỉ và liên kết chỉ đường.")

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "name": "Làng khảm trai",
                "address": "Xã Chuyên Mỹ",
                "image": _some_image(),
            }
        )

    def ask(self, value: Any, wants: Wants) -> None:
        if value["image"]:
            wants.images.add(value["image"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {
            "picture": picture(gathered.images.get(value["image"]), "main"),
            "directions_url": _map_url(value),
        }


class DownloadBlock(GatheringMixin, blocks.StructBlock):
    document = DocumentKeyBlock(label=_("Tệp"))
    label = blocks.CharBlock(
        label=_("Tên hiện trên trang"),
        required=False,
        max_length=160,
        help_text=_("Để trống thì lấy tên của tệp."),
    )

    class Meta:
        icon = "download"
        label = _("Tệp tải về")
        group = PICTURES
        template = "cms/blocks/download.html"
        description = _("Một tệp để đọc hoặc tải về, ghi rõ loại và cỡ.")

    def get_preview_value(self) -> Any:
        documents = get_document_model().objects.order_by("pk")
        return self.to_python(
            {"document": documents.values_list("pk", flat=True).first()}
        )

    def ask(self, value: Any, wants: Wants) -> None:
        if value["document"]:
            wants.documents.add(value["document"])

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        return {"document": gathered.documents.get(value["document"])}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _map_url(value: Any) -> str:
    latitude, longitude = value["latitude"], value["longitude"]
    if latitude is not None and longitude is not None:
        place = urlencode({"mlat": latitude, "mlon": longitude})
        return f"https://www.openstreetmap.org/?{place}#map=16/{latitude}/{longitude}"
    query = value["address"] or value["name"]
    return "https://www.openstreetmap.org/search?" + urlencode({"query": query})
