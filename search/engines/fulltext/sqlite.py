"""SQLite's FTS5 over folded words. Its own folding is off: it knows no đ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from search.attempts import Attempt
from search.engines.fulltext.shelves import FIELDS, Choices, Row, Sql
from search.words import Word

TABLE = "search_text"
CREATE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
    {", ".join(FIELDS)}, tokenize = "unicode61 remove_diacritics 0"
)"""
DROP = f"DROP TABLE IF EXISTS {TABLE}"
_WEIGHTS = (12, 5, 1, 8, 6)  # of FIELDS
_FOLDED = "{title names body codes}"
_NAMED = "{title names}"
_there: dict[str, bool] = {}


def has_fts5() -> bool:
    """Whether this SQLite was built with FTS5."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
        return cursor.fetchone() is not None


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

    def bearing(self, attempt: Attempt) -> Sql:
        return _select("rowid AS id", _any(_bare(attempt)))

    def ranked(self, attempt: Attempt) -> Sql:
        weights = ", ".join(map(str, _WEIGHTS))
        return _select(
            f"rowid AS id, bm25({TABLE}, {weights}) AS score", _any(_rated(attempt))
        )

    def choosing(self, choices: Choices) -> Sql:
        places = (f"({_any(map(_quoted, place))})" for place in choices)
        return _select("rowid AS id", f"{_FOLDED} : ({' AND '.join(places)})")


def _select(columns: str, expression: str) -> Sql:
    return Sql(
        f"SELECT {columns} FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
        (expression,),
    )


def _bare(attempt: Attempt) -> Iterable[str]:
    """An expression for each phrase that only decides."""
    for phrase in attempt.phrases:
        words = [_quoted(word.folded) for word in phrase]
        if attempt.is_prefix:
            words[-1] += " *"
        yield f"{_FOLDED} : ({' AND '.join(words)})"


def _rated(attempt: Attempt) -> Iterable[str]:
    """The same with what only adds to the score: accents as typed, neighbours kept.

    Whatever is added holds only where the rest does, so no more products match."""
    for phrase in attempt.phrases:
        last = len(phrase) - 1
        words = [
            _rated_word(word, attempt, attempt.is_prefix and place == last)
            for place, word in enumerate(phrase)
        ]
        every = " AND ".join(words)
        yield f"({every})"
        if len(phrase) > 1:
            pairs = _any(map(_pair, phrase, phrase[1:]))
            yield f"({every} AND {_NAMED} : ({pairs}))"


def _rated_word(word: Word, attempt: Attempt, is_prefix: bool) -> str:
    forms = [f"{_FOLDED} : {_quoted(word.folded)}"]
    if is_prefix:
        forms.append(f"{_FOLDED} : {_quoted(word.folded)} *")
    if attempt.minds_accents:
        forms.append(f"exact : {_quoted(word.exact)}")
    return f"({_any(forms)})"


def _pair(one: Word, other: Word) -> str:
    return _quoted(f"{one.folded} {other.folded}")


def _any(expressions: Iterable[str]) -> str:
    return " OR ".join(expressions)


def _quoted(words: str) -> str:
    """A string of FTS5's: what stands in it is never an operator."""
    return '"' + words.replace('"', '""') + '"'
