"""The engines that can answer a query, by the name a setting gives them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.base import Engine, Index

# name → (what answers, what it answers from)
ENGINES = {
    "database": (
        "search.engines.database.DatabaseEngine",
        "search.engines.fulltext.TextIndex",
    ),
    "elasticsearch": (
        "search.engines.elasticsearch.ElasticsearchEngine",
        "search.engines.elastic.index.ElasticsearchIndex",
    ),
}
FALL_BACK = "database"


def chosen() -> Engine:
    """The engine the setting names; one with a server of its own has the database's
    to fall back on."""
    name = _known(settings.SEARCH_ENGINE)
    engine: Engine = import_string(ENGINES[name][0])()
    if name == FALL_BACK:
        return engine
    from search.engines.falling_back import FallingBack

    return FallingBack(name, engine, import_string(ENGINES[FALL_BACK][0])())


def indexes() -> dict[str, Index]:
    """The indexes to keep fresh, by engine: also the one to fall back on."""
    names = dict.fromkeys([FALL_BACK, _known(settings.SEARCH_ENGINE)])
    return {name: import_string(ENGINES[name][1])() for name in names}


def _known(name: str) -> str:
    if name not in ENGINES:
        raise ImproperlyConfigured(
            f"SEARCH_ENGINE is {name!r}; known engines: {', '.join(ENGINES)}"
        )
    return name
