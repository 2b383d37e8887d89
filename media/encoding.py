"""Turns a master into the files of its plan. No Django: it runs in bulk as well."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

from media.recipe import Box, Output, Plan

# What Pillow and libheif raise for a file that lies about itself.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    RuntimeError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

# Measured on the shop's own drawings; see README.md of this package.
_SAVE: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 50, "speed": 10, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 64, "method": 2}),
    "jpg": ("JPEG", {"quality": 72, "optimize": True, "progressive": True}),
}
_SMALL_JPEG_QUALITY = 54
_SMALL = 160


def encode(master: bytes, plan: Plan) -> Iterator[tuple[Output, bytes]]:
    """Each file of ``plan`` with its content; raises one of ``DAMAGE`` when
    the master cannot be decoded."""
    with Image.open(io.BytesIO(master)) as opened:
        image = opened.convert("RGB")
    made: dict[Box, list[Image.Image]] = {}
    for output in plan.files():
        pictures = made.setdefault(output.box, [])
        if not pictures or pictures[-1].size != output.size:
            pictures.append(_scaled(image, pictures, output))
        yield output, _saved(pictures[-1], output)


def _scaled(image: Image.Image, made: list[Image.Image], output: Output) -> Image.Image:
    """``image`` cut and scaled, from an already scaled one where that loses nothing."""
    for candidate in reversed(made):
        if candidate.width >= 1.3 * output.size.width:
            return candidate.resize(output.size, Image.Resampling.LANCZOS)
    if image.size == output.size:
        return image
    return image.resize(output.size, Image.Resampling.LANCZOS, box=output.box)


def _saved(image: Image.Image, output: Output) -> bytes:
    name, options = _SAVE[output.format]
    if output.format == "jpg" and output.size.width <= _SMALL:
        options = {**options, "quality": _SMALL_JPEG_QUALITY}
    target = io.BytesIO()
    image.save(target, name, **options)
    return target.getvalue()
