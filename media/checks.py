"""System checks: can this installation read and write what the shop promises?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pillow_heif
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from PIL import Image, features

_READABLE = {"jpg", "jpeg", "png", "webp", "avif", "heic"}


@register("media")
def check_media(**kwargs: Any) -> list[CheckMessage]:
    return [*_library_checks(), *_settings_checks()]


def _library_checks() -> Iterator[CheckMessage]:
    for feature in ("webp", "avif", "littlecms2"):
        if not features.check(feature):
            yield Error(
                f"Pillow was built without {feature}.",
                hint="Install the wheel from requirements.txt, not a system package.",
                id="media.E001",
            )
    if not pillow_heif.libheif_info()["decoders"]:
        yield Error("pillow-heif has no decoder for HEIC.", id="media.E002")


def _settings_checks() -> Iterator[CheckMessage]:
    unreadable = set(settings.WAGTAILIMAGES_EXTENSIONS) - _READABLE
    if unreadable:
        yield Error(
            f"WAGTAILIMAGES_EXTENSIONS offers what ingest refuses: "
            f"{', '.join(sorted(unreadable))}.",
            id="media.E003",
        )
    guard = Image.MAX_IMAGE_PIXELS
    if guard is None or guard < settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        yield Error(
            "WAGTAILIMAGES_MAX_IMAGE_PIXELS is above Pillow's own guard.",
            id="media.E004",
        )
    if settings.WAGTAILIMAGES_IMAGE_FORM_BASE != "media.forms.StoreImageForm":
        yield Error(
            "WAGTAILIMAGES_IMAGE_FORM_BASE lets uploads past ingest.", id="media.E005"
        )
