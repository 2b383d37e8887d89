"""What the words of a query may also be: synonyms and slips of the keyboard.

Belongs to the door, not to an engine: one table serves all of them, and a change is
live with the next query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalog import versions
from search import slips
from search.models import Synonym
from search.words import Phrase, Wanted, Word, query_words, words

SUBJECT = "search:synonyms"
MOST_PHRASES = 12
_MOST_IN_GROUP = 12

# Each group with the words its phrases begin with: most groups have none of a query's.
Groups = tuple[tuple[frozenset[str], tuple[Phrase, ...]], ...]


def expand(text: str) -> Wanted:
    """Return the phrases that ``text`` stands for."""
    typed = query_words(text)
    if not typed:
        return Wanted()
    phrases = [typed]
    for starts, group in versions.answer(SUBJECT, "by_start", _load):
        if starts.isdisjoint(word.folded for phrase in phrases for word in phrase):
            continue
        for phrase in list(phrases):
            phrases.extend(_variants(phrase, group))
        phrases = list(dict.fromkeys(phrases))[:MOST_PHRASES]
    return Wanted(tuple(phrases), tuple(_decoded(typed)))


def forget(**kwargs: Any) -> None:
    """Let the next query read the table; connected to the table's signals."""
    versions.bump(SUBJECT)


def read(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of one line of the table."""
    phrases = (words(part) for part in text.split(","))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))[:_MOST_IN_GROUP]


def _load() -> Groups:
    lines = Synonym.objects.filter(is_active=True).order_by("pk")
    groups = (read(line) for line in lines.values_list("words", flat=True))
    return tuple(
        (frozenset(phrase[0].folded for phrase in group), group)
        for group in groups
        if len(group) > 1
    )


def _variants(phrase: Phrase, group: Iterable[Phrase]) -> Iterator[Phrase]:
    """``phrase`` with one of the group's phrases in it replaced by each other one.

    The longest that stands there is the one that was meant."""
    members = sorted(group, key=len, reverse=True)
    is_bare = not any(word.is_accented for word in phrase)
    for member in members:
        start = _place(phrase, member, is_bare)
        if start is None:
            continue
        for other in members:
            if other != member:
                yield (*phrase[:start], *other, *phrase[start + len(member) :])
        return


def _place(phrase: Phrase, part: Phrase, is_bare: bool) -> int | None:
    for start in range(len(phrase) - len(part) + 1):
        window = phrase[start : start + len(part)]
        if all(map(_is_same, window, part, [is_bare] * len(part))):
            return start
    return None


def _is_same(typed: Word, word: Word, is_bare: bool) -> bool:
    return typed.folded == word.folded if is_bare else typed.exact == word.exact


def _decoded(typed: Phrase) -> Iterator[Phrase]:
    decoded = [slips.decode(word.exact) for word in typed]
    if any(decoded):
        pairs = zip(decoded, typed, strict=True)
        yield tuple(words(new)[0] if new else word for new, word in pairs)
