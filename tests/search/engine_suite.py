"""Which engines the engines' suite runs against.

A test that asks for ``any_engine`` runs once with each; one that has a server of its
own is skipped aloud without it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from search import engines, log
from search.engines.elastic.definition import alias
from search.engines.elastic.index import ElasticsearchIndex
from search.engines.elastic.server import client

ENGINES = [
    pytest.param("database", id="database"),
    pytest.param("elasticsearch", id="elasticsearch", marks=pytest.mark.elasticsearch),
]


@pytest.fixture(params=ENGINES)
def any_engine(
    request: pytest.FixtureRequest,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    db: None,
) -> str:
    """The name of the engine in use; its index is empty, and nobody answers for it."""
    name: str = request.param
    monkeypatch.setattr(log, "note_failure", _no_failure)
    settings.SEARCH_ENGINE = name
    if name == "elasticsearch":
        show_at_once(monkeypatch)
    engines.indexes()[name].clear()
    return name


def show_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what a task wrote be found when it returns, not within the second."""
    update = ElasticsearchIndex.update

    def then_show(index: ElasticsearchIndex, product_ids: Collection[int]) -> None:
        update(index, product_ids)
        client().indices.refresh(index=alias(), ignore_unavailable=True)

    monkeypatch.setattr(ElasticsearchIndex, "update", then_show)


def _no_failure(engine: str, reason: str) -> None:
    pytest.fail(f"{engine} did not answer: {reason}")
