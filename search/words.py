"""How a text falls into words, and what the words of a query may also be. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalog.vietnamese import fold, nfc

MOST_WORDS = 12  # of a query; more is not a search
MOST_LETTERS = 40  # of a word; what is longer is no word
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """One syllable or number: ``folded`` to find, ``exact`` to prefer."""

    folded: str
    exact: str

    @property
    def is_accented(self) -> bool:
        return self.folded != self.exact


Phrase = tuple[Word, ...]


@dataclass(frozen=True)
class Wanted:
    """The phrases any of which will do; the one that was typed comes first.

    All words of a phrase must be there. No phrase at all: nothing was asked.
    ``slips`` are what the keys would have given with the keyboard switched to
    Vietnamese; they count only when no phrase finds anything."""

    phrases: tuple[Phrase, ...] = ()
    slips: tuple[Phrase, ...] = ()

    @property
    def typed(self) -> Phrase:
        return self.phrases[0] if self.phrases else ()

    @property
    def minds_accents(self) -> bool:
        """Whether accents were typed, so that a word without one means none."""
        return any(word.is_accented for word in self.typed)

    def __bool__(self) -> bool:
        return bool(self.phrases)


def words(text: str) -> Phrase:
    """Return the words of ``text`` in order: letters and digits, nothing else."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for exact in _pieces(text):
        folded = _bare(exact)
        if folded:
            yield Word(folded, exact)


def _pieces(text: str) -> list[str]:
    return [piece[:MOST_LETTERS] for piece in _WORD.findall(nfc(text.lower()))]


@lru_cache(maxsize=30_000)  # more than the language has syllables
def _bare(exact: str) -> str:
    return "".join(_WORD.findall(fold(exact)))


def query_words(text: str) -> Phrase:
    return words(text)[:MOST_WORDS]


def folded(text: str) -> str:
    """Return ``text`` as folded words with single spaces: what an index stores."""
    return " ".join(filter(None, map(_bare, _pieces(text))))


def exact(text: str) -> str:
    """Return ``text`` as words in lower case with their accents."""
    return " ".join(filter(_bare, _pieces(text)))


def both(text: str) -> tuple[str, str]:
    """Return ``folded`` and ``exact`` of ``text``, read once."""
    pieces = [piece for piece in _pieces(text) if _bare(piece)]
    return " ".join(map(_bare, pieces)), " ".join(pieces)


def joined(phrase: Iterable[Word]) -> str:
    return " ".join(word.exact for word in phrase)
