"""SQLite's FTS5 over folded words. Its own folding is off: it knows no đ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from django.db import connection

from search.attempts import Attempt
from search.engines.conditions import Sql
from search.engines.fulltext.merits import NAMED, How, Merit, merits
from search.engines.fulltext.shelves import FIELDS, Choices, Row
from search.words import Phrase, Word

TABLE = "search_text"
CREATE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
    {", ".join(FIELDS)}, tokenize = "unicode61 remove_diacritics 0", prefix = "1 2"
)"""
DROP = f"DROP TABLE IF EXISTS {TABLE}"
_FOLDED = "{title names body codes}"
_NAMED = f"{{{' '.join(NAMED)}}}"
_there: dict[str, bool] = {}


def has_fts5() -> bool:
    """Whether this SQLite was built with FTS5; asks no database of the shop's, which
    a fresh clone does not have yet."""
    with closing(sqlite3.connect(":memory:")) as empty:
        asked = empty.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
        return asked.fetchone() is not None


def has_table() -> bool:
    """Whether this database has the table; asked once a process when it has."""
    name = str(connection.settings_dict["NAME"])
    if not _there.get(name):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [TABLE])
            _there[name] = cursor.fetchone() is not None and has_fts5()
    return _there[name]


class SqliteShelf:
    def write(self, rows: Sequence[Row]) -> None:
        marks = ", ".join(["%s"] * (len(FIELDS) + 1))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, {', '.join(FIELDS)}) VALUES ({marks})",  # noqa: S608
                [(row.pk, *(getattr(row, field) for field in FIELDS)) for row in rows],
            )

    def remove(self, product_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608
                [(pk,) for pk in product_ids],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608

    def size(self) -> int:
        """The inverted lists and the rows themselves, pages not rounded up."""
        stored = " + ".join(f"LENGTH(c{place})" for place in range(len(FIELDS)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (SELECT SUM(LENGTH(block)) FROM {TABLE}_data)"  # noqa: S608
                f" + (SELECT COALESCE(SUM({stored}), 0) FROM {TABLE}_content)"
            )
            return int(cursor.fetchone()[0])

    def bearing(self, attempt: Attempt) -> Sql:
        return _select("rowid AS id", _any(_all(attempt, _FOLDED)))

    def naming(self, attempt: Attempt) -> Sql:
        return _select("rowid AS id", _any(_all(attempt, _NAMED)))

    def ranked(self, attempt: Attempt) -> Sql:
        """The rows of each merit, then their sum: several times as quick as bm25."""
        bearing = _select("rowid AS id, 0 AS score", _any(_all(attempt, _FOLDED)))
        parts = [bearing, *map(_merited, merits(attempt))]
        union = " UNION ALL ".join(part.text for part in parts)
        # The plus keeps SQLite from asking the words anew for every single id.
        among = "WHERE +id IN (SELECT id FROM passing)"
        return Sql(
            f"SELECT id, SUM(score) AS score FROM ({union}) {among} GROUP BY id",  # noqa: S608
            tuple(param for part in parts for param in part.params),
        )

    def choosing(self, choices: Choices) -> Sql:
        places = (f"({_any(map(_quoted, place))})" for place in choices)
        return _select("rowid AS id", f"{_FOLDED} : ({' AND '.join(places)})")


def _select(columns: str, expression: str) -> Sql:
    return Sql(
        f"SELECT {columns} FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
        (expression,),
    )


def _all(attempt: Attempt, where: str) -> Iterable[str]:
    return (
        f"{where} : ({_every(phrase, is_prefix=attempt.is_prefix)})"
        for phrase in attempt.phrases
    )


def _merited(merit: Merit) -> Sql:
    tests = _any(f"({_test(merit, phrase)})" for phrase in merit.phrases)
    return _select(f"rowid AS id, -{merit.weight} AS score", tests)


def _test(merit: Merit, phrase: Phrase) -> str:
    """That the phrase has the merit, and is there as a whole."""
    where = f"{{{' '.join(merit.where)}}}"
    is_exact = merit.where == ("exact",)
    every = _every(phrase, is_prefix=merit.is_prefix, is_exact=is_exact)
    if merit.how is How.ALL:
        return f"{where} : ({every})"
    part = f"^ {_quoted(phrase[0].folded)}"
    if merit.how is How.BESIDE:
        part = _any(map(_pair, phrase, phrase[1:]))
    return f"({where} : ({part})) AND ({_FOLDED} : ({every}))"


def _every(phrase: Phrase, *, is_prefix: bool, is_exact: bool = False) -> str:
    words = [_quoted(word.exact if is_exact else word.folded) for word in phrase]
    if is_prefix:
        words[-1] += " *"
    return " AND ".join(words)


def _pair(one: Word, other: Word) -> str:
    return _quoted(f"{one.folded} {other.folded}")


def _any(expressions: Iterable[str]) -> str:
    return " OR ".join(expressions)


def _quoted(words: str) -> str:
    """A string of FTS5's: what stands in it is never an operator."""
    return '"' + words.replace('"', '""') + '"'
