"""Pages as a list shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from media.models import StoreImage


def with_pictures(pages: Any) -> list[Page]:
    """The pages as their own types, their pictures loaded: a query per type in the
    list and one for all pictures."""
    found = list(pages.specific())
    images = StoreImage.objects.in_bulk(set(_picture_ids(found)))
    for page in found:
        if getattr(page, "picture_id", None):
            page.picture = images.get(page.picture_id)
    return found


def _picture_ids(pages: Iterable[Page]) -> Iterable[int]:
    keys = (getattr(page, "picture_id", None) for page in pages)
    return [key for key in keys if key]
