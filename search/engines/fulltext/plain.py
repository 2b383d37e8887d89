"""Where SQLite has no FTS5: words anywhere in the cards' folded text, unranked."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.models import ProductCard
from search.attempts import Attempt
from search.engines.conditions import Sql
from search.engines.fulltext.shelves import Choices, Row

_CARDS = ProductCard._meta.db_table
_WORD = "search_text LIKE %s"


class PlainShelf:
    """Stores nothing: cards bear their text themselves."""

    def write(self, rows: Sequence[Row]) -> None:
        pass

    def remove(self, product_ids: Sequence[int]) -> None:
        pass

    def clear(self) -> None:
        pass

    def tidy(self) -> None:
        pass

    def size(self) -> int:
        return 0

    def bearing(self, attempt: Attempt) -> Sql:
        return _select("product_id AS id", _phrases(attempt))

    def naming(self, attempt: Attempt) -> Sql:
        return self.bearing(attempt)

    def ranked(self, attempt: Attempt) -> Sql:
        return Sql("SELECT id, 0 AS score FROM passing")

    def choosing(self, choices: Choices) -> Sql:
        tests = [" OR ".join([_WORD] * len(place)) for place in choices]
        words = [word for place in choices for word in place]
        return _select(
            "product_id AS id",
            Sql(" AND ".join(f"({test})" for test in tests), _patterns(words)),
        )


def _phrases(attempt: Attempt) -> Sql:
    tests = [" AND ".join([_WORD] * len(phrase)) for phrase in attempt.phrases]
    words = [word.folded for phrase in attempt.phrases for word in phrase]
    return Sql(" OR ".join(f"({test})" for test in tests), _patterns(words))


def _select(columns: str, where: Sql) -> Sql:
    return Sql(f"SELECT {columns} FROM {_CARDS} WHERE {where.text}", where.params)  # noqa: S608


def _patterns(words: list[str]) -> tuple[str, ...]:
    """Words are letters and digits only: nothing in them is a wildcard."""
    return tuple(f"%{word}%" for word in words)
