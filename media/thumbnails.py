"""Oscar's thumbnails, taken from the same renditions as everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.templatetags.static import static
from oscar.core.thumbnails import AbstractThumbnailer

from media.models import StoreImage
from media.recipe import Variant

_PLACEHOLDER = "storefront/img/placeholder.svg"
_SQUARE = ("thumb", "card", "main")


@dataclass(frozen=True)
class Thumbnail:
    """What Oscar's templates read of a thumbnail."""

    url: str
    width: int
    height: int

    def __str__(self) -> str:
        return self.url


class StoreThumbnailer(AbstractThumbnailer):
    """Serves ready renditions only; what has none gets the placeholder."""

    def generate_thumbnail(self, source: Any, **opts: Any) -> Thumbnail:
        """A thumbnail of at least ``opts["size"]`` ("width x height", either may be
        missing) where there is one. ``source`` is an image of the library, the file of
        one, another stored file, or a path."""
        width, height = _size(opts.get("size", ""))
        image = _library_image(source)
        if image is not None:
            variant = _variant(image, max(width, height))
            return _of(variant) if variant else _placeholder(width, height)
        name = str(getattr(source, "name", source) or "")
        if not name or name.endswith(settings.OSCAR_MISSING_IMAGE_URL):
            return _placeholder(width, height)
        url = name if name.startswith(("/", "http")) else default_storage.url(name)
        return Thumbnail(url, width, height)

    def delete_thumbnails(self, source: Any) -> None:
        """Nothing: pictures and their renditions belong to the library."""


def _library_image(source: Any) -> StoreImage | None:
    if isinstance(source, FieldFile):
        source = source.instance
    return source if isinstance(source, StoreImage) else None


def _variant(image: StoreImage, least: int) -> Variant | None:
    variants: list[Variant] = [
        image.variants[name] for name in _SQUARE if name in image.variants
    ]
    fitting = (variant for variant in variants if variant["width"] >= least)
    return next(fitting, variants[-1] if variants else None)


def _of(variant: Variant) -> Thumbnail:
    return Thumbnail(variant["src"], variant["width"], variant["height"])


def _placeholder(width: int, height: int) -> Thumbnail:
    return Thumbnail(static(_PLACEHOLDER), width, height)


def _size(size: Any) -> tuple[int, int]:
    """Both sides; a missing one is as long as the other."""
    width, _, height = str(size).partition("x")
    sides = [int(side) for side in (width, height) if side.isdigit()]
    return (sides[0], sides[-1]) if sides else (0, 0)
