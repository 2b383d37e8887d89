"""Puts keys in the place of the slugs that a page's text names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.page_texts import Block


@dataclass(frozen=True)
class Keys:
    """The keys of what is there, by the words that texts use for it."""

    products: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, int] = field(default_factory=dict)
    producers: Mapping[str, int] = field(default_factory=dict)
    showrooms: Mapping[str, int] = field(default_factory=dict)


def with_keys(blocks: Iterable[Block], keys: Keys) -> list[Block]:
    """The blocks as a page stores them; what is not there is left out."""
    found = ({**block, "value": _value(block, keys)} for block in blocks)
    return [block for block in found if block["value"] is not None]


def _value(block: Block, keys: Keys) -> Any:
    kind, value = block["type"], block["value"]
    if kind == "products" and value["products"]:
        chosen = [keys.products.get(slug) for slug in value["products"]]
        there = [key for key in chosen if key is not None]
        return {**value, "products": there} if there else None
    for name, field_name, rows in (
        ("picture", "image", keys.pictures),
        ("producer", "producer", keys.producers),
        ("showroom", "showroom", keys.showrooms),
    ):
        if kind == name:
            key = rows.get(value[field_name])
            return {**value, field_name: key} if key is not None else None
    return value
