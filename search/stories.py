"""The page that tells the story of a village or a producer, if there is one. Such pages
are known higher up, which says here how to find them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Story(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def url(self) -> str: ...


Find = Callable[[str, str], Story | None]
_finders: list[Find] = []


def tell_stories(find: Find) -> None:
    """Let ``find(kind, slug)`` answer; called once, when an app is ready."""
    _finders[:] = [find]


def story_of(kind: str, slug: str) -> Story | None:
    """The story of the "village" or "producer" of this slug."""
    return next((find(kind, slug) for find in _finders), None)
