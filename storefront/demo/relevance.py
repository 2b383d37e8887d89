"""How often the search puts first what shoppers mean: a set of real queries."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.models import ProductCard
from search.engines.base import Engine, Query, Sort
from search.words import folded

from .dataset import DATA

TOP = 3
GOAL = 0.95


@dataclass(frozen=True)
class Wish:
    """A query and what must stand in the first three: each of ``titles``; and, where
    many answers are good, every one of the three bears one of ``bearing``."""

    kind: str
    query: str
    titles: tuple[str, ...]
    bearing: tuple[str, ...]

    def is_met(self, cards: list[ProductCard]) -> bool:
        shown = [card.title for card in cards]
        texts = [f" {folded(_text(card))} " for card in cards]
        named = all(title in shown for title in self.titles)
        alike = not self.bearing or all(
            any(f" {folded(words)} " in text for words in self.bearing)
            for text in texts
        )
        return bool(cards) and named and alike


@dataclass(frozen=True)
class Answer:
    wish: Wish
    titles: tuple[str, ...]
    is_met: bool


def wishes() -> list[Wish]:
    with (DATA / "relevance.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Wish(
                row["kind"], row["query"], _parts(row["titles"]), _parts(row["bearing"])
            )
            for row in csv.DictReader(rows)
        ]


def judge(engine: Engine, *, day: dt.date) -> list[Answer]:
    """Ask every query of the set."""
    answers = []
    for wish in wishes():
        query = Query(day=day, text=wish.query, sort=Sort.RELEVANCE, per_page=TOP)
        ids = engine.search(query).card_ids
        cards = ProductCard.objects.select_related(
            "village", "product__origin_commune"
        ).in_bulk(ids)
        found = [cards[pk] for pk in ids]
        titles = tuple(card.title for card in found)
        answers.append(Answer(wish, titles, wish.is_met(found)))
    return answers


def share(answers: list[Answer]) -> float:
    return sum(answer.is_met for answer in answers) / len(answers)


def table(answers: list[Answer]) -> Iterator[str]:
    """Lines of text: each kind's figures, then what was missed."""
    for kind in dict.fromkeys(answer.wish.kind for answer in answers):
        own = [answer for answer in answers if answer.wish.kind == kind]
        met = sum(answer.is_met for answer in own)
        yield f"{kind:18}{met:4} of {len(own):3}"
    met = sum(answer.is_met for answer in answers)
    yield f"{'all':18}{met:4} of {len(answers):3}{share(answers):8.1%}"
    for answer in answers:
        if not answer.is_met:
            yield f"missed: {answer.wish.query} → {'; '.join(answer.titles) or '–'}"


def _text(card: ProductCard) -> str:
    old = card.product.origin_commune
    names = [card.title, card.producer_name, card.commune_name]
    names += [str(place) for place in (card.village, old) if place]
    return " ".join(names)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)
