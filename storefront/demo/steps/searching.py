"""Words of the trade that mean the same, and those the search box proposes."""

from __future__ import annotations

from collections.abc import Sequence

from search.models import HotWord, Synonym
from storefront.demo.world import Step, World


def _missing_synonyms(world: World) -> list[str]:
    """None where somebody has written a table of their own."""
    known = set(Synonym.objects.values_list("words", flat=True))
    if known.difference(world.data.synonyms):
        return []
    return [words for words in world.data.synonyms if words not in known]


def _write_synonyms(world: World, rows: Sequence[str]) -> None:
    for words in rows:
        Synonym.objects.create(words=words)


def _missing_hot_words(world: World) -> list[tuple[int, str]]:
    known = set(HotWord.objects.values_list("text", flat=True))
    if known.difference(world.data.hot_words):
        return []
    numbered = enumerate(world.data.hot_words, 1)
    return [(place, text) for place, text in numbered if text not in known]


def _write_hot_words(world: World, rows: Sequence[tuple[int, str]]) -> None:
    for position, text in rows:
        HotWord.objects.create(text=text, position=position)


SYNONYMS = Step("Từ cùng nghĩa", _missing_synonyms, _write_synonyms)
HOT_WORDS = Step("Từ khóa nổi bật", _missing_hot_words, _write_hot_words)
