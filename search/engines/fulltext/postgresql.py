"""PostgreSQL's full text over folded words, in its plain "simple" configuration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db import connection

from search.attempts import Attempt
from search.engines.fulltext.shelves import Choices, Row, Sql
from search.words import Word

TABLE = "search_text"
CREATE = (
    f"CREATE TABLE {TABLE} (product_id bigint PRIMARY KEY, "
    "words tsvector NOT NULL, exact tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words) WITH (fastupdate = off)",
)
DROP = f"DROP TABLE IF EXISTS {TABLE}"
_WEIGHTS = "{0.05, 0.6, 0.4, 1.0}"  # of D body, C codes, B names, A title
_INSERT = f"""INSERT INTO {TABLE} (product_id, words, exact) VALUES (
    %s,
    setweight(to_tsvector('simple', %s), 'A')
    || setweight(to_tsvector('simple', %s), 'B')
    || setweight(to_tsvector('simple', %s), 'C')
    || setweight(to_tsvector('simple', %s), 'D'),
    to_tsvector('simple', %s)
)"""  # noqa: S608


class PostgresqlShelf:
    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                _INSERT,
                [
                    (row.pk, row.title, row.names, row.codes, row.body, row.exact)
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

    def bearing(self, attempt: Attempt) -> Sql:
        return _where("product_id AS id", (), _every(attempt))

    def ranked(self, attempt: Attempt) -> Sql:
        words = _every(attempt)
        score, params = (
            "ts_rank(%s, words, to_tsquery('simple', %s))",
            [_WEIGHTS, words],
        )
        if attempt.minds_accents:
            score += " + 0.7 * ts_rank(exact, to_tsquery('simple', %s))"
            params.append(_any(_quoted(word.exact) for word in attempt.phrases[0]))
        pairs = _any(_pairs(attempt))
        if pairs:
            score += " + 0.5 * ts_rank(%s, words, to_tsquery('simple', %s))"
            params += [_WEIGHTS, pairs]
        return _where(f"product_id AS id, -({score}) AS score", tuple(params), words)

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


def _phrase(phrase: Sequence[Word], is_prefix: bool) -> str:
    words = [_quoted(word.folded) for word in phrase]
    if is_prefix:
        words[-1] = f"({words[-1]} | {words[-1]}:*)"
    return f"({' & '.join(words)})"


def _pairs(attempt: Attempt) -> Iterable[str]:
    for phrase in attempt.phrases:
        for one, other in pairwise(phrase):
            yield f"({_quoted(one.folded)} <-> {_quoted(other.folded)})"


def _any(expressions: Iterable[str]) -> str:
    return " | ".join(expressions)


def _quoted(word: str) -> str:
    """A lexeme in quotes: what stands in it is never an operator."""
    return "'" + word.replace("\\", "").replace("'", "''") + "'"
