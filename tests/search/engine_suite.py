"""Which engines the engines' suite runs against.

A test that asks for ``any_engine`` runs once with each; one that has a server of its
own is skipped aloud without it."""

from __future__ import annotations

from typing import Any

import pytest

from search import engines

ENGINES = [
    pytest.param("database", id="database"),
]


@pytest.fixture(params=ENGINES)
def any_engine(request: pytest.FixtureRequest, settings: Any, db: None) -> str:
    """The name of the engine in use; its index is empty."""
    name: str = request.param
    settings.SEARCH_ENGINE = name
    engines.indexes()[name].clear()
    return name
