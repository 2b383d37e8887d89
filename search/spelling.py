"""Words near the typed ones: one slip of the finger, one sound heard otherwise.

Bounded: a few hundred spellings a word, asked of the table in one query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from string import ascii_lowercase

from search.models import KnownWord
from search.words import Phrase, Word

_SHORTEST = 4  # letters; every shorter word is near every other
_MOST_CHANGED = 2  # words of a phrase
_MOST_CHOICES = 12  # spellings of one word that are looked at
_MOST_PHRASES = 400
# What one half of the country says like the other: at the start of a syllable, or
# anywhere in it.
_SOUNDS = (
    ("ch", "tr"),
    ("s", "x"),
    ("l", "n"),
    ("r", "d"),
    ("r", "gi"),
    ("d", "gi"),
    ("v", "d"),
    ("q", "k"),
    ("c", "k"),
    ("g", "gh"),
    ("ng", "ngh"),
)
_RIMES = (("y", "i"), ("ie", "ye"), ("n", "ng"), ("c", "t"))


@dataclass(frozen=True)
class Near:
    """Phrases like the typed one, each with how many of its words were changed, the
    fewest first; ``choices`` holds the words they are made of, place by place."""

    choices: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[int, Phrase], ...]


def known(phrase: Phrase) -> set[str]:
    """Return the folded words of ``phrase`` that some product bears."""
    return _borne({word.folded for word in phrase})


def near(phrase: Phrase) -> Iterator[Near]:
    """Yield what may have been meant: two words run together, then slips."""
    spellings = {word.folded: _spellings(word.folded) for word in phrase}
    halves = {word.folded: _halves(word.folded) for word in phrase}
    borne = _borne(
        set(spellings).union(
            *spellings.values(), *(pair for pairs in halves.values() for pair in pairs)
        )
    )
    parted = tuple(_parted(phrase, halves, borne))
    if parted and parted != tuple(word.folded for word in phrase):
        yield Near(tuple((word,) for word in parted), ((1, _phrase(parted)),))
    choices = [_choices(word.folded, spellings[word.folded], borne) for word in phrase]
    if all(choices):
        found = tuple(_likest_first(phrase, choices))
        if found:
            yield Near(tuple(map(tuple, choices)), found)


def _borne(candidates: set[str]) -> set[str]:
    found = KnownWord.objects.filter(text__in=candidates)
    return set(found.values_list("text", flat=True)) if candidates else set()


def _parted(
    phrase: Phrase, halves: dict[str, list[tuple[str, str]]], borne: set[str]
) -> Iterator[str]:
    """The words, those that nothing bears parted where both halves are known."""
    for word in phrase:
        pairs = [] if word.folded in borne else halves[word.folded]
        whole = [pair for pair in pairs if borne.issuperset(pair)]
        yield from min(whole, key=_evenness) if whole else (word.folded,)


def _evenness(pair: tuple[str, str]) -> int:
    return abs(len(pair[0]) - len(pair[1]))


def _halves(word: str) -> list[tuple[str, str]]:
    return [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]


def _choices(word: str, spellings: list[str], borne: set[str]) -> list[str]:
    """The word itself if it is known, then its known neighbours."""
    return [near for near in [word, *spellings] if near in borne][:_MOST_CHOICES]


def _likest_first(
    phrase: Phrase, choices: list[list[str]]
) -> Iterator[tuple[int, Phrase]]:
    """Combinations with as few words changed as there can be, then one more."""
    typed = [word.folded for word in phrase]
    places = range(len(typed))
    must = {place for place in places if typed[place] not in choices[place]}
    free = [place for place in places if place not in must]
    most = min(_MOST_CHANGED, (len(typed) + 1) // 2)
    yielded = 0
    for extra in range(most - len(must) + 1):
        for chosen in combinations(free, extra):
            changed = must.union(chosen)
            options = [
                [word for word in choices[place] if word != typed[place]]
                if place in changed
                else [typed[place]]
                for place in places
            ]
            for words in product(*options) if changed else ():
                yield len(changed), _phrase(words)
                yielded += 1
                if yielded == _MOST_PHRASES:
                    return


def _phrase(words: tuple[str, ...]) -> Phrase:
    return tuple(Word(word, word) for word in words)


@cache
def _sounds() -> list[tuple[re.Pattern[str], str]]:
    heads = [(a, b) for pair in _SOUNDS for a, b in (pair, pair[::-1])]
    rimes = [(a, b) for pair in _RIMES for a, b in (pair, pair[::-1])]
    return [
        *(
            (re.compile(f"^{a}(?!h)" if a[-1] in "ng" else f"^{a}"), b)
            for a, b in heads
        ),
        *((re.compile(f"(?<=.){a}"), b) for a, b in rimes),
    ]


def _spellings(word: str) -> list[str]:
    """Every word one slip away: sounds first, then letters that changed places, one
    other, one too many, one missing."""
    if not (word.isascii() and word.isalpha()):
        return []
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = [pattern.sub(other, word, count=1) for pattern, other in _sounds()]
    near += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    if len(word) >= _SHORTEST:
        near += [a + char + b[1:] for a, b in cuts if b for char in ascii_lowercase]
        near += [a + b[1:] for a, b in cuts if b]
        near += [a + char + b for a, b in cuts for char in ascii_lowercase]
    found = dict.fromkeys(near)
    found.pop(word, None)
    return list(found)
