"""An engine whose server fails is answered for, left alone, and taken up again."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest

from catalog.models import ProductCard
from search import engine, engines, log
from search.engines import falling_back
from search.engines.base import Counts, EngineFailed, NoSuchPage, Query, Results
from search.models import EngineFailureDay

DAY = dt.date(2026, 11, 26)
ASKED = Query(day=DAY, text="khay")


class Server:
    """Stands for an engine with a server; ``failure`` is what it raises."""

    failure: Exception | None = None
    asked = 0

    def __init__(self, total: int = 7) -> None:
        self.total = total

    def _answer(self) -> None:
        type(self).asked += 1
        failure = type(self).failure
        if failure is not None:
            raise failure

    def search(self, query: Query) -> Results:
        self._answer()
        return Results((), self.total, {}, 1, 1)

    def count(self, query: Query) -> Counts:
        self._answer()
        return Counts(self.total, {})

    def complete(self, text: str, *, limit: int) -> tuple[ProductCard, ...]:
        self._answer()
        return ()


class Database(Server):
    def __init__(self) -> None:
        super().__init__(total=3)

    def _answer(self) -> None:
        """Never fails."""


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> Any:
    settings.SEARCH_FAILURES_BEFORE_PAUSE = 2
    settings.SEARCH_PAUSE_SECONDS = 60
    falling_back.breaker.cache_clear()
    Server.failure, Server.asked = None, 0
    yield
    falling_back.breaker.cache_clear()


@pytest.fixture
def both() -> falling_back.FallingBack:
    return falling_back.FallingBack("server", Server(), Database())


def test_the_server_answers_while_it_can(both):
    assert both.search(ASKED).total == 7
    assert both.count(ASKED).total == 7
    assert both.complete("kh", limit=3) == ()


@pytest.mark.parametrize(
    "failure", [EngineFailed("slow"), ConnectionError("gone"), KeyError("hits")]
)
def test_whatever_goes_wrong_the_database_answers(both, failure, caplog):
    Server.failure = failure

    with caplog.at_level(logging.WARNING):
        assert both.search(ASKED).total == 3
        assert both.count(ASKED).total == 3

    assert "search engine server failed" in caplog.text


def test_a_failing_server_is_left_alone(both, caplog):
    Server.failure = ConnectionError("gone")
    for _turn in range(5):
        both.count(ASKED)

    assert Server.asked == 2
    assert "search engine server: open" in caplog.text


def test_a_server_that_came_back_is_taken_up_again(both, settings):
    settings.SEARCH_PAUSE_SECONDS = 0
    falling_back.breaker.cache_clear()
    Server.failure = ConnectionError("gone")
    both.count(ASKED)
    both.count(ASKED)

    Server.failure = None

    assert both.count(ASKED).total == 7
    assert both.search(ASKED).total == 7


def test_a_page_that_is_not_there_is_no_failure(both):
    Server.failure = NoSuchPage(9, 1)

    for _turn in range(3):
        with pytest.raises(NoSuchPage):
            both.search(ASKED)
    Server.failure = None

    assert both.search(ASKED).total == 7


@pytest.mark.django_db
def test_failures_are_counted_by_day_and_reason(both):
    Server.failure = EngineFailed("slow")
    both.count(ASKED)
    both.count(ASKED)

    log.write()

    counted = EngineFailureDay.objects.get()
    assert (counted.engine, counted.reason, counted.times) == (
        "server",
        "EngineFailed",
        2,
    )


def test_the_door_puts_the_database_behind_an_engine_with_a_server(
    settings, monkeypatch
):
    monkeypatch.setitem(
        engines.ENGINES,
        "server",
        (f"{__name__}.Server", "search.engines.fulltext.TextIndex"),
    )
    settings.SEARCH_ENGINE = "server"

    assert isinstance(engine(), falling_back.FallingBack)
    assert list(engines.indexes()) == ["database", "server"]
