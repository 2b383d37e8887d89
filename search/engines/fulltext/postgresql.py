"""PostgreSQL's full text over folded words, in its plain "simple" configuration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db import connection

from search.attempts import Attempt
from search.engines.conditions import Sql
from search.engines.fulltext.merits import NAMED, How, Merit, merits
from search.engines.fulltext.shelves import Choices, Row
from search.words import Phrase

TABLE = "search_text"
CREATE = (
    f"CREATE TABLE {TABLE} (product_id bigint PRIMARY KEY, "
    "words tsvector NOT NULL, exact tsvector NOT NULL, first varchar(40) NOT NULL)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words) WITH (fastupdate = off)",
)
DROP = f"DROP TABLE IF EXISTS {TABLE}"
_LABELS = {"title": "A", "names": "B", "codes": "C", "body": "D"}
_INSERT = f"""INSERT INTO {TABLE} (product_id, words, exact, first) VALUES (
    %s,
    setweight(to_tsvector('simple', %s), 'A')
    || setweight(to_tsvector('simple', %s), 'B')
    || setweight(to_tsvector('simple', %s), 'C')
    || setweight(to_tsvector('simple', %s), 'D'),
    to_tsvector('simple', %s),
    %s
)"""  # noqa: S608


class PostgresqlShelf:
    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                _INSERT,
                [
                    (
                        row.pk,
                        row.title,
                        row.names,
                        row.codes,
                        row.body,
                        row.exact,
                        row.title.partition(" ")[0],
                    )
                    for row in rows
                ],
            )

    def remove(self, product_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE product_id = ANY(%s)",  # noqa: S608
                [list(product_ids)],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def tidy(self) -> None:
        """Rows that stood there before are the vacuum's, which runs by itself; how
        words are spread is wanted at once."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE}")

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size(%s)", [TABLE])
            return int(cursor.fetchone()[0])

    def bearing(self, attempt: Attempt) -> Sql:
        return _where("product_id AS id", (), _every(attempt))

    def naming(self, attempt: Attempt) -> Sql:
        merit = Merit(0, How.ALL, NAMED, attempt.phrases, attempt.is_prefix)
        tests = _any(_test(merit, phrase) for phrase in attempt.phrases)
        return _where("product_id AS id", (), tests)

    def ranked(self, attempt: Attempt) -> Sql:
        tests = list(map(_merited, merits(attempt)))
        score = " - ".join(["0", *(test.text for test in tests)])
        params = tuple(param for test in tests for param in test.params)
        return Sql(
            f"SELECT product_id AS id, {score} AS score FROM {TABLE} "  # noqa: S608
            "WHERE product_id IN (SELECT id FROM passing)",
            params,
        )

    def choosing(self, choices: Choices) -> Sql:
        places = (f"({_any(map(_quoted, place))})" for place in choices)
        return _where("product_id AS id", (), " & ".join(places))


def _where(columns: str, params: tuple[str, ...], words: str) -> Sql:
    return Sql(
        f"SELECT {columns} FROM {TABLE} WHERE words @@ to_tsquery('simple', %s)",  # noqa: S608
        (*params, words),
    )


def _every(attempt: Attempt) -> str:
    return _any(_phrase(phrase, attempt.is_prefix) for phrase in attempt.phrases)


def _phrase(phrase: Phrase, is_prefix: bool) -> str:
    words = [_quoted(word.folded) for word in phrase]
    if is_prefix:
        words[-1] = f"({words[-1]} | {words[-1]}:*)"
    return f"({' & '.join(words)})"


def _merited(merit: Merit) -> Sql:
    """The weight where the merit is there, else 0."""
    if merit.how is How.FIRST:
        firsts = [phrase[0].folded for phrase in merit.phrases]
        return Sql(
            f"CASE WHEN first = ANY(%s) THEN {merit.weight} ELSE 0 END", (firsts,)
        )
    column = "exact" if merit.where == ("exact",) else "words"
    tests = _any(_test(merit, phrase) for phrase in merit.phrases)
    return Sql(
        f"CASE WHEN {column} @@ to_tsquery('simple', %s) "
        f"THEN {merit.weight} ELSE 0 END",
        (tests,),
    )


def _test(merit: Merit, phrase: Phrase) -> str:
    labels = "".join(_LABELS[name] for name in merit.where if name in _LABELS)
    if merit.how is How.BESIDE:
        return _any(
            f"({_quoted(one.folded)}:{labels} <-> {_quoted(other.folded)}:{labels})"
            for one, other in pairwise(phrase)
        )
    is_exact = merit.where == ("exact",)
    words = [_quoted(word.exact if is_exact else word.folded) for word in phrase]
    signs = [labels] * len(words)
    if merit.is_prefix:
        signs[-1] += "*"
    marked = (
        f"{word}:{sign}" if sign else word
        for word, sign in zip(words, signs, strict=True)
    )
    return f"({' & '.join(marked)})"


def _any(expressions: Iterable[str]) -> str:
    return " | ".join(expressions)


def _quoted(word: str) -> str:
    """A lexeme in quotes: what stands in it is never an operator."""
    return "'" + word.replace("\\", "").replace("'", "''") + "'"
