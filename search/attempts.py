"""In which order a query's words are tried until something is found.

Every engine takes the attempts in turn and stops at the first that finds a card, so
that all understand a shopper alike. Later ones cost only those who found nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from search import spelling
from search.words import Phrase, Wanted, Word, joined, words

_SHORTEST_START = 2  # letters by which a name can be told
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
    # Only worth taking if some card bears the words in its title, names or codes;
    # then those that bear them elsewhere belong to the answer too.
    needs_name: bool = False

    @property
    def minds_accents(self) -> bool:
        return any(word.is_accented for word in self.phrases[0])


# Given words to choose from, place by place: titles and names of some cards that bear
# one of each place.
Sample = Callable[[tuple[tuple[str, ...], ...]], list[str]]


def attempts(wanted: Wanted, sample: Sample) -> Iterator[Attempt]:
    """Yield the attempts for ``wanted``, the plainest first.

    ``sample`` is asked only once nothing plain was found."""
    yield from plain(wanted)
    yield from further(wanted, sample)


def plain(wanted: Wanted) -> Iterator[Attempt]:
    """Yield the attempts with the typed words, their synonyms, their decoded keys."""
    yield Attempt(wanted.phrases, needs_name=True)
    if len(wanted.typed[-1].folded) >= _SHORTEST_START:
        yield Attempt(wanted.phrases, is_prefix=True, needs_name=True)
    yield Attempt(wanted.phrases)
    yield Attempt(wanted.phrases, is_prefix=True)
    for phrase in wanted.slips:
        for is_prefix in (False, True):
            yield Attempt((phrase,), is_prefix, joined(phrase))


def further(wanted: Wanted, sample: Sample) -> Iterator[Attempt]:
    """Yield the attempts with other words near the typed ones, then with fewer."""
    yield from _corrected(wanted, sample)
    yield from _loose(wanted.typed)


def _corrected(wanted: Wanted, sample: Sample) -> Iterator[Attempt]:
    for typed in (wanted.typed, *wanted.slips):
        for near in spelling.near(typed):
            best = _closest(near, sample(near.choices))
            if best:
                yield Attempt((best,), suggestion=joined(best))


def _closest(near: spelling.Near, texts: list[str]) -> Phrase | None:
    """The phrase with the fewest words changed that a text bears, in the accents of
    that text; of several the one whose words most texts bear side by side."""
    borne = [words(text) for text in texts]
    best: tuple[int, int, Phrase] | None = None
    for changes, phrase in near.phrases:
        if best and changes > best[0]:
            break
        support, written = _support(phrase, borne)
        if written and (best is None or support > best[1]):
            best = (changes, support, written)
    return best[2] if best else None


def _support(phrase: Phrase, borne: list[Phrase]) -> tuple[int, Phrase]:
    """How well texts bear ``phrase``, and how the best of them writes it."""
    total, most = 0, 0
    written: Phrase = ()
    wanted = tuple(word.folded for word in phrase)
    for text in borne:
        by_word = {word.folded: word for word in text}
        if not all(word in by_word for word in wanted):
            continue
        folded = f" {' '.join(word.folded for word in text)} "
        support = 10 if f" {' '.join(wanted)} " in folded else 1
        total += support
        if support > most:
            most, written = support, tuple(by_word[word] for word in wanted)
    return total, written


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
