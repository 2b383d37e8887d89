"""An engine with a server of its own, and the database's behind it.

Whatever goes wrong with the server, the page is answered and the shopper told
nothing; after a few failures the server is left alone for a while."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import pybreaker
from django.conf import settings

from catalog.models import ProductCard
from search import log
from search.engines.base import Counts, Engine, NoSuchPage, Query, Results

logger = logging.getLogger(__name__)
T = TypeVar("T")


class _Told(pybreaker.CircuitBreakerListener):
    def state_change(self, cb: Any, old_state: Any, new_state: Any) -> None:
        logger.warning("search engine %s: %s", cb.name, new_state.name)


@lru_cache
def breaker(name: str) -> pybreaker.CircuitBreaker:
    """The breaker of one engine, shared by all threads of this process."""
    return pybreaker.CircuitBreaker(
        fail_max=settings.SEARCH_FAILURES_BEFORE_PAUSE,
        reset_timeout=settings.SEARCH_PAUSE_SECONDS,
        exclude=[NoSuchPage],
        listeners=[_Told()],
        name=name,
        throw_new_error_on_trip=False,
    )


class FallingBack:
    def __init__(self, name: str, engine: Engine, database: Engine) -> None:
        self.name = name
        self.engine = engine
        self.database = database

    def search(self, query: Query) -> Results:
        return self._ask(lambda engine: engine.search(query))

    def count(self, query: Query) -> Counts:
        return self._ask(lambda engine: engine.count(query))

    def complete(self, text: str, *, limit: int) -> tuple[ProductCard, ...]:
        return self._ask(lambda engine: engine.complete(text, limit=limit))

    def _ask(self, ask: Callable[[Engine], T]) -> T:
        try:
            answer: T = breaker(self.name).call(ask, self.engine)
        except NoSuchPage:
            raise
        except pybreaker.CircuitBreakerError:
            return ask(self.database)
        except Exception as error:  # noqa: BLE001  nonsense has no class of its own
            logger.warning("search engine %s failed: %r", self.name, error)
            log.note_failure(self.name, type(error).__name__)
            return ask(self.database)
        return answer
