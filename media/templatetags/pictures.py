"""Pictures for templates that hold an image of the library."""

from __future__ import annotations

from django import template

from media.models import StoreImage
from media.renditions import Name, Picture, picture

register = template.Library()


@register.simple_tag(name="picture")
def picture_tag(
    image: StoreImage | None, name: Name, alt: str | None = None
) -> Picture | None:
    """``{% picture image "wide" as drawn %}`` for ``components/picture.html``."""
    return picture(image, name, alt=alt)
