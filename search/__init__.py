"""How products are found: one door to the engines, and the listing pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engines.base import Engine


def engine() -> Engine:
    """Return the engine that ``settings.SEARCH_ENGINE`` names.

    Raises ImproperlyConfigured for a name that no engine bears."""
    # Imported late: this package is an app, loaded before there are models.
    from search.engines import chosen

    return chosen()
