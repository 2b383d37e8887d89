"""Holds JSON-LD against the vocabulary that schema.org publishes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "schemaorg" / "vocabulary.json"
SITE = "https://schema.org/"


@cache
def vocabulary() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


def faults(data: dict[str, Any], where: str = "") -> Iterator[str]:
    """What the vocabulary does not know, or not there."""
    kind = data.get("@type", "")
    here = where or kind
    if not kind:
        if set(data) != {"@id"}:
            yield f"{here}: says not what it is"
    elif kind not in vocabulary()["types"]:
        yield f"{here}: there is no {kind}"
    else:
        for name, value in data.items():
            # Google annotates what a search box asks with a word of its own.
            if not name.startswith("@") and name != "query-input":
                yield from _faults_of_property(kind, name, value, here)


def _faults_of_property(kind: str, name: str, value: Any, here: str) -> Iterator[str]:
    known = vocabulary()["properties"].get(name)
    if known is None:
        yield f"{here}: there is no {name}"
        return
    if not _lineage(kind) & set(known["domain"]):
        yield f"{here}: a {kind} has no {name}"
    for one in value if isinstance(value, list) else [value]:
        yield from _faults_of_value(one, known["range"], f"{here}.{name}")


def _faults_of_value(value: Any, allowed: list[str], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        if "@type" in value and not _lineage(value["@type"]) & set(allowed):
            yield f"{where}: {value['@type']} is none of {allowed}"
        yield from faults(value, where)
    elif value in ("", None):
        yield f"{where}: says nothing"
    elif isinstance(value, str) and value.startswith(SITE):
        name = value.removeprefix(SITE)
        kinds = vocabulary()["members"].get(name, ())
        if not any(_lineage(kind) & set(allowed) for kind in kinds):
            yield f"{where}: {name} is none of {allowed}"
    elif not _may_be_written(value, allowed):
        yield f"{where}: {value!r} is none of {allowed}"


def _may_be_written(value: Any, allowed: list[str]) -> bool:
    """Text, numbers and dates are; of a thing its address may stand for it, which is
    how schema.org's own context reads it."""
    if any("DataType" in _lineage(kind) for kind in allowed):
        return True
    return isinstance(value, str) and value.startswith(("http://", "https://"))


@cache
def _lineage(kind: str) -> frozenset[str]:
    """A type with all it descends from."""
    parents = vocabulary()["types"].get(kind, ())
    return frozenset({kind}).union(*(_lineage(parent) for parent in parents))
