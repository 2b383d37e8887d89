"""What makes one card a better answer than another: the one table of weights.

No word counts for being rare and no card for being wordy: a card's place can be
explained to its producer. Equal cards follow one another by age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from search.attempts import Attempt
from search.words import Phrase


class How(Enum):
    ALL = "all"  # every word is there
    BESIDE = "beside"  # two of them stand side by side
    FIRST = "first"  # the first word begins it


@dataclass(frozen=True)
class Merit:
    """Adds ``weight`` to a card that bears one of ``phrases`` somewhere, and in that
    way in the fields ``where``: "title", "names" (producer, village, communes),
    "codes", "body", or "exact" (title and names with their accents)."""

    weight: int
    how: How
    where: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    is_prefix: bool = False


NAMED = ("title", "names", "codes")
_EVERYWHERE = ("title", "names", "body", "codes")


def merits(attempt: Attempt) -> Iterator[Merit]:
    """The merits that tell apart the cards bearing an attempt's words."""
    phrases = attempt.phrases
    long = tuple(phrase for phrase in phrases if len(phrase) > 1)
    yield Merit(16, How.ALL, ("title",), phrases, attempt.is_prefix)
    yield Merit(6, How.ALL, NAMED, phrases, attempt.is_prefix)
    if attempt.minds_accents:
        yield Merit(10, How.ALL, ("exact",), phrases[:1], attempt.is_prefix)
    if attempt.is_prefix:
        yield Merit(8, How.ALL, _EVERYWHERE, phrases)
    if long:
        yield Merit(8, How.BESIDE, ("title",), long, attempt.is_prefix)
        yield Merit(4, How.BESIDE, ("names",), long, attempt.is_prefix)
    if len(phrases) > 1 and not attempt.is_loose:
        yield Merit(16, How.ALL, _EVERYWHERE, phrases[:1], attempt.is_prefix)
    yield Merit(2, How.FIRST, ("title",), phrases, attempt.is_prefix)
