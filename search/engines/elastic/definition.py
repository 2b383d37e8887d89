"""How products lie in the index: its fields, its analysis, its names.

Texts come folded by ``search.words``, so that the server folds nothing and both
engines always agree; the analysis only parts them at spaces. Fields are of kinds that
every build of the server has."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from elasticsearch.dsl import Index, Mapping, analyzer

WORDS = analyzer("words", tokenizer="whitespace")
# Of a text only which products bear a word is kept: merits count no occurrences. Nor
# are beginnings of words: the language has so few syllables that those with a common
# beginning are soon gathered, and indexing beginnings cost more than all else.
_BARE: dict[str, Any] = {"analyzer": WORDS, "index_options": "docs", "norms": False}
# Two words side by side are one term: as positions they cost half of a search.
_PHRASES: dict[str, Any] = {
    **_BARE,
    "index_options": "positions",
    "index_phrases": True,
}
_SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # What is chosen together lies together, and is passed over together.
    "sort.field": ["groups", "villages"],
    # A deleted entry's version is remembered for as long as a late task may run.
    "gc_deletes": "1h",
}


@cache
def body() -> dict[str, Any]:
    """The settings, analysis and mapping of an index."""
    index = Index("")
    index.settings(index=_SETTINGS)
    index.mapping(_mapping())
    found: dict[str, Any] = index.to_dict()
    return found


@cache
def schema() -> str:
    """A digest of the definition, part of every name: an index that other code made
    is never read, and the new one can be filled beside it."""
    text = json.dumps(body(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def pattern() -> str:
    """All indexes of this shop, whatever code made them."""
    return f"{settings.ELASTICSEARCH_INDEX}.*"


def alias() -> str:
    """What is searched: one index at a time."""
    return f"{settings.ELASTICSEARCH_INDEX}.{schema()}"


def writing_alias() -> str:
    """What is written to: that index, and the one that is being filled beside it."""
    return f"{alias()}.writing"


def template() -> dict[str, Any]:
    """For every index of this shop. None comes to be by being written to: a late
    task would bring a deleted one back."""
    return {
        "name": settings.ELASTICSEARCH_INDEX,
        "index_patterns": [pattern()],
        "template": body(),
        "priority": 500,
        "allow_auto_create": False,
    }


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # Only what is asked for again lies in the source: it is half of the index.
    mapping.meta("_source", includes=["exact", "digest"])
    # What is written: of names, codes and bodies only the copies are asked by word.
    for name in ("title", "names"):
        mapping.field(name, "text", copy_to=["named", "words"], **_PHRASES)
    mapping.field("codes", "text", copy_to=["named", "words"], index=False)
    mapping.field("body", "text", copy_to=["words"], index=False)
    for name in ("exact", "named", "words"):
        mapping.field(name, "text", **_BARE)
    for name in ("groups", "villages", "communes", "producers", "showrooms"):
        mapping.field(name, "keyword", eager_global_ordinals=True)
    for name in ("first", "state", "occasions", "stars", "bands"):
        mapping.field(name, "keyword")
    mapping.field("season", "byte")
    mapping.field("stars_valid_until", "date", format="strict_date")
    for name in ("pk", "sold_count", "published_at"):
        mapping.field(name, "long")
    # Most prices are asked by band. By any other span the server would gather half of
    # all cards first, where it need only look at those that bear the words.
    mapping.field("price", "long", index=False)
    mapping.field("sort_key", "keyword", index=False)
    mapping.field("digest", "keyword", index=False, doc_values=False)
    return mapping
