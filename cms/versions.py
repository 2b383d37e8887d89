"""Numbers of legal texts, and when two texts say the same."""

from __future__ import annotations

import re
from typing import Any, Protocol

LONGEST = 20
_COUNTED = re.compile(r"(?P<base>.+)\.(?P<count>[0-9]{1,4})\Z")
_EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')


class Text(Protocol):
    title: str
    lead: str
    body: Any


def next_version(version: str) -> str:
    """ "2026-11" → "2026-11.2" → "2026-11.3"; never longer than a version may be."""
    counted = _COUNTED.match(version)
    base, count = (counted["base"], int(counted["count"])) if counted else (version, 1)
    ending = f".{count + 1}"
    return base[: LONGEST - len(ending)] + ending


def same_words(one: Text, other: Text) -> bool:
    """Whether a reader would find the same text: the keys that an editor's screen
    leaves in it do not count."""
    is_same: bool = _words(one) == _words(other)
    return is_same


def _words(text: Text) -> Any:
    return text.title, text.lead, _bare(list(text.body.raw_data))


def _bare(value: Any) -> Any:
    if isinstance(value, dict) and value.get("type") == "item":
        return _bare(value["value"])  # how an editor's screen writes a list's entries
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_bare(part) for part in value]
    if isinstance(value, str):
        return " ".join(_EDITOR_KEY.sub("", value).split())
    return value
