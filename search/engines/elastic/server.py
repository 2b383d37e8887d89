"""The server: how it is reached, how long it is waited for, what of it is believed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import EngineFailed

Body = Mapping[str, Any]
Answer = dict[str, Any]
_WRITING_SECONDS = 60


def client(seconds: float = _WRITING_SECONDS) -> Elasticsearch:
    """The client of this process that waits so long; threads share it."""
    return _client(settings.ELASTICSEARCH_URL, seconds)


@lru_cache
def _client(url: str, seconds: float) -> Elasticsearch:
    return Elasticsearch(url, request_timeout=seconds, max_retries=0)


class Conversation:
    """What is asked for one page: one question takes no longer than the shop's
    patience, and none is asked once it is over."""

    def __init__(self) -> None:
        self._until = time.monotonic() + settings.ELASTICSEARCH_SECONDS

    def ask(self, index: str, bodies: Sequence[Body]) -> list[Answer]:
        """Return an answer to each search. Raises EngineFailed."""
        if time.monotonic() > self._until:
            raise EngineFailed("slow")
        lines = [line for body in bodies for line in ({"index": index}, body)]
        with failing():
            asked = client(settings.ELASTICSEARCH_SECONDS)
            answers = asked.msearch(searches=lines).body["responses"]
        if len(answers) != len(bodies):
            raise EngineFailed("nonsense")
        return [_believed(answer) for answer in answers]


@contextmanager
def failing() -> Iterator[None]:
    """Raise EngineFailed for whatever goes wrong with the server."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineFailed(f"{type(error).__name__}: {error.message}") from error


def _believed(answer: Answer) -> Answer:
    """A part of an answer is none: counts would be wrong and cards missing."""
    if "error" in answer:
        raise EngineFailed(str(answer["error"]["type"]))
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineFailed("partial")
    return answer
