"""In which order a query's words are tried until something is found.

Every engine takes the attempts in turn and stops at the first that finds a card, so
that all understand a shopper alike. Later ones cost only those who found nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from search import spelling
from search.words import Phrase, Wanted, Word, joined, words

_FEWEST = 2  # words a loose attempt still asks for
_MOST_LOOSE = 30  # phrases of a loose attempt


@dataclass(frozen=True)
class Attempt:
    """Any of ``phrases`` will do; all words of one must be there, the last one, if
    ``is_prefix``, as a beginning."""

    phrases: tuple[Phrase, ...]
    is_prefix: bool = False
    suggestion: str | None = None  # the words, if others than those typed
    is_loose: bool = False

    @property
    def minds_accents(self) -> bool:
        return any(word.is_accented for word in self.phrases[0])


# Given words to choose from, place by place: titles and names of some cards that bear
# one of each place.
Sample = Callable[[tuple[tuple[str, ...], ...]], list[str]]


def attempts(wanted: Wanted, sample: Sample) -> Iterator[Attempt]:
    """Yield the attempts for ``wanted``, the plainest first.

    ``sample`` is asked only once nothing plain was found."""
    yield Attempt(wanted.phrases)
    yield Attempt(wanted.phrases, is_prefix=True)
    for phrase in wanted.slips:
        for is_prefix in (False, True):
            yield Attempt((phrase,), is_prefix, joined(phrase))
    yield from _corrected(wanted, sample)
    yield from _loose(wanted.typed)


def _corrected(wanted: Wanted, sample: Sample) -> Iterator[Attempt]:
    for typed in (wanted.typed, *wanted.slips):
        for near in spelling.near(typed):
            best = _closest(near.phrases, sample(near.choices))
            if best:
                yield Attempt((best,), suggestion=joined(best))


def _closest(near: tuple[Phrase, ...], texts: list[str]) -> Phrase | None:
    """The first of ``near``, which come in order of likeness, that a text bears; in
    the accents of that text."""
    borne = [{word.folded: word for word in words(text)} for text in texts]
    for phrase in near:
        for bearing in borne:
            if all(word.folded in bearing for word in phrase):
                return tuple(bearing[word.folded] for word in phrase)
    return None


def _loose(typed: Phrase) -> Iterator[Attempt]:
    """Without the words that nothing bears, then without any one, then any two."""
    known = spelling.known(typed)
    kept = tuple(word for word in typed if word.folded in known)
    if _FEWEST <= len(kept) < len(typed):
        yield Attempt((kept,), is_loose=True)
    for missing in (1, 2):
        size = len(kept) - missing
        if size >= max(_FEWEST, (len(typed) + 1) // 2):
            phrases: list[tuple[Word, ...]] = list(combinations(kept, size))
            yield Attempt(tuple(phrases[:_MOST_LOOSE]), is_loose=True)
