"""Says aloud what this machine's search cannot do."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.db import connection


@checks.register(checks.Tags.database)
def full_text_is_there(**kwargs: Any) -> list[checks.CheckMessage]:
    """Without FTS5 the shop still sells: words are found, but neither ranked nor
    corrected well."""
    from search.engines.fulltext.sqlite import has_fts5

    if connection.vendor != "sqlite" or has_fts5():
        return []
    return [
        checks.Warning(
            "This SQLite was built without FTS5: search finds words but ranks none.",
            hint="Use PostgreSQL (DATABASE_URL), or a Python with a full SQLite.",
            id="search.W001",
        )
    ]
