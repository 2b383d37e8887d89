"""One version of the whole catalogue, under which counts and names are kept.

Every rewritten card changes it. A cache that processes do not share learns of other
processes' changes only when an entry runs out, so entries live for a minute."""

from typing import Any
from uuid import uuid4

from django.core.cache import cache

SECONDS = 60
_KEY = "search:version"


def version() -> str:
    """Return the catalogue's version of now; part of every key kept under it."""
    return str(cache.get_or_set(_KEY, _new, None))


def renew(**kwargs: Any) -> None:
    """Make everything kept so far unreachable; receives ``cards_changed``."""
    cache.set(_KEY, _new(), None)


def _new() -> str:
    return uuid4().hex
