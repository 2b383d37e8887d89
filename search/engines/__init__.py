"""The engines that can answer a query, by the name a setting gives them."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.base import Engine

ENGINES = {"database": "search.engines.database.DatabaseEngine"}


def chosen() -> Engine:
    name = settings.SEARCH_ENGINE
    if name not in ENGINES:
        raise ImproperlyConfigured(
            f"SEARCH_ENGINE is {name!r}; known engines: {', '.join(ENGINES)}"
        )
    engine: Engine = import_string(ENGINES[name])()
    return engine
