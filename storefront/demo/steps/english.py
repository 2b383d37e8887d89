"""The demo's pages in English: translations of the Vietnamese ones."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from storefront.demo.dataset import DATA
from storefront.demo.world import Step, World

LANGUAGE = "en"


def _missing(world: World) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / "english.json").read_text("utf-8"))
    return [row for row in rows if (page := _source(row)) and not _translated(page)]


def _write(world: World, rows: Sequence[dict[str, Any]]) -> None:
    locale = Locale.objects.get_or_create(language_code=LANGUAGE)[0]
    for row in rows:
        source = _source(row)
        assert source is not None  # noqa: S101  it was not missing a moment ago
        page = source.copy_for_translation(locale, copy_parents=True).specific
        for name, value in row["fields"].items():
            setattr(page, name, value)
        if "body" in row:
            page.body = [*map(_block, row["body"]), *_rails(page.body.raw_data)]
        if "promises" in row:
            page.promises = [_promise(*promise) for promise in row["promises"]]
        page.save_revision().publish()


def _source(row: dict[str, Any]) -> Page | None:
    pages = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    found = pages.filter(slug=row["of"], depth__gt=1).first()
    return found.specific if found else None


def _translated(page: Page) -> bool:
    return bool(page.get_translations().filter(locale__language_code=LANGUAGE).exists())


def _block(block: Sequence[str]) -> dict[str, Any]:
    kind, text = block
    value = f"<p>{html.escape(text)}</p>" if kind == "paragraph" else text
    return {"type": kind, "value": value}


def _rails(blocks: Any) -> list[dict[str, Any]]:
    """The products of the Vietnamese page: they are the same in every language."""
    rails = [dict(block) for block in blocks if block["type"] == "products"]
    for rail in rails:
        if "heading" in rail["value"]:
            rail["value"] = {**rail["value"], "heading": "In this story"}
    return rails


def _promise(icon: str, title: str, text: str) -> dict[str, Any]:
    value = {"icon": icon, "title": title, "text": text}
    return {"type": "promise", "value": value}


ENGLISH = Step("Bản tiếng Anh", _missing, _write, batch=1)
