"""Cached answers that hold until something they rest on changes.

An answer is kept under the version of its subject; ``bump`` gives the subject a new
version and so forgets every answer at once, in every process that shares the cache."""

import uuid
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")
_DAY = 24 * 60 * 60


def answer(subject: str, key: str, compute: Callable[[], T]) -> T:
    """Return the cached answer to ``key`` about ``subject``, or compute it.

    The version is read before the computation starts: an answer that a change
    overtook is stored under a version that nobody asks for any more."""
    name = f"{subject}:{current(subject)}:{key}"
    found = cache.get(name)
    if found is None:
        found = (compute(),)  # a tuple, so that None is an answer too
        cache.set(name, found, _DAY)
    return cast(tuple[T], found)[0]


def current(subject: str) -> str:
    """Return the version of ``subject``; another one after each ``bump``."""
    version = cache.get(f"version:{subject}")
    if version is None:
        version = uuid.uuid4().hex
        if not cache.add(f"version:{subject}", version, None):
            version = cache.get(f"version:{subject}", version)
    return str(version)


def bump(subject: str) -> None:
    """Forget, after commit, every answer about ``subject``."""
    transaction.on_commit(
        lambda: cache.set(f"version:{subject}", uuid.uuid4().hex, None)
    )
