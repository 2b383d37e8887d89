"""A product as it is written to the index, and how it is told from an older one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from search.engines.base import BANDS
from search.sources import Document
from search.words import folded

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Entry:
    """One product as JSON; ``digest``, part of it, tells whether anything changed."""

    pk: int
    digest: str
    text: str


def entry(document: Document) -> Entry:
    text = _json(_fields(document))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Entry(document.pk, digest, f'{text[:-1]},"digest":"{digest}"}}')


def _fields(document: Document) -> dict[str, Any]:
    title, names, exact = document.written
    until = document.stars_valid_until
    return {
        "pk": document.pk,
        "title": title,
        "names": names,
        "codes": folded(" ".join(document.codes)),
        "body": folded(document.text),
        "exact": exact,
        "first": title.partition(" ")[0],
        "groups": document.group_slug,
        "villages": document.village_slug,
        "communes": document.commune_slug,
        "producers": document.producer_code,
        "showrooms": document.showroom_slugs,
        "price": document.price,
        "bands": next(band.code for band in BANDS if band.holds(document.price)),
        "state": document.state,
        "stars": document.stars,
        "stars_valid_until": until.isoformat() if until else None,
        "season": document.season,
        "occasions": document.occasions,
        "sold_count": document.sold_count,
        # microseconds: as exact as the database, so that both sort alike
        "published_at": int(document.published_at.timestamp() * 1_000_000),
        "sort_key": document.sort_key,
    }
