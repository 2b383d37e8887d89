"""Photographs made in code, and pictures of the library."""

from __future__ import annotations

import io
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image, ImageDraw

from media.models import StoreImage

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (40, 60, 200), (255, 255, 255)


def scene(width: int = 400, height: int = 300, *, seed: int = 0) -> Image.Image:
    """A picture whose four corners differ: red, green, blue and white, clockwise from
    the top left. ``seed``, the colour of the middle, makes pictures differ."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    w, h = width // 2, height // 2
    for at, colour in (
        ((0, 0), RED),
        ((w, 0), GREEN),
        ((w, h), BLUE),
        ((0, h), WHITE),
    ):
        draw.rectangle((*at, at[0] + w, at[1] + h), fill=colour)
    middle = (seed * 37 % 256, seed * 91 % 256, seed * 151 % 256)
    draw.rectangle((w - 30, h - 30, w + 30, h + 30), fill=middle)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def upload(content: bytes | None = None, name: str = "gio-co-te.jpg") -> Any:
    """A file as a browser sends it; a small JPEG when no content is given."""
    return SimpleUploadedFile(name, encoded(scene()) if content is None else content)


class StoreImageFactory(DjangoModelFactory):
    """A picture of the library; its renditions are made after commit, as always."""

    class Meta:
        model = StoreImage

    class Params:
        width_px = 400
        height_px = 300
        seed = factory.Sequence(int)

    title = "Giỏ cỏ tế có nắp"
    description = "Giỏ đan bằng cỏ tế, nắp tròn, quai da"
    file = factory.LazyAttribute(
        lambda o: ContentFile(
            encoded(scene(o.width_px, o.height_px, seed=o.seed), "WEBP"), "master.webp"
        )
    )
