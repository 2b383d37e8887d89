"""What holds the folded words of products, by kind of database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from search.attempts import Attempt
from search.engines.conditions import Sql

# Where a word may stand, and how much it weighs there; in the order of the columns.
FIELDS = ("title", "names", "body", "codes", "exact")

Choices = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Row:
    """The words of one product: folded, but for ``exact`` (title and names)."""

    pk: int
    title: str
    names: str
    body: str
    codes: str
    exact: str


class Shelf(Protocol):
    def write(self, rows: Sequence[Row]) -> None:
        """Store rows that are not there."""

    def remove(self, product_ids: Sequence[int]) -> None:
        """Take rows away; those that are not there do not matter."""

    def clear(self) -> None:
        """Take all rows away."""

    def tidy(self) -> None:
        """Called when everything was written anew: forget what stood there before,
        which readers pass over until then."""

    def size(self) -> int:
        """Return the bytes of all rows and what finds them."""

    def bearing(self, attempt: Attempt) -> Sql:
        """SELECT the ``id`` of products that bear the words."""

    def naming(self, attempt: Attempt) -> Sql:
        """SELECT the ``id`` of products that bear the words in title, names, codes."""

    def ranked(self, attempt: Attempt) -> Sql:
        """SELECT ``id`` and ``score``, less is better, of those products among them
        that the table ``passing`` names by ``id``."""

    def choosing(self, choices: Choices) -> Sql:
        """SELECT the ``id`` of products that bear one word of each place."""


def shelf() -> Shelf:
    """The shelf of the shop's database."""
    if connection.vendor == "postgresql":
        from search.engines.fulltext.postgresql import PostgresqlShelf

        return PostgresqlShelf()
    from search.engines.fulltext.sqlite import SqliteShelf, has_table

    if has_table():
        return SqliteShelf()
    from search.engines.fulltext.plain import PlainShelf

    return PlainShelf()
