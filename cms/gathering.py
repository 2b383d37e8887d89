"""Loads what the blocks of a page show, together: each kind of thing once.

A block says what it wants (``ask``) and is drawn from what was gathered (``tell``), so
twenty blocks cost as many queries as two. What has been deleted or hidden since is not
among the gathered, and the block leaves it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html

from catalog import clock
from catalog.models import ProductCard
from catalog.partner.models import Partner
from media.models import StoreImage
from showrooms.models import Showroom

from .rails import Rule, cards_of

GATHERED = "gathered"
_SEAM = "<!--seam-->"


@dataclass
class Wants:
    """The keys of what blocks are about to show."""

    cards: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    producers: set[int] = field(default_factory=set)
    showrooms: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    rules: set[Rule] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Gathered:
    """What is there of it, by key."""

    at: dt.datetime
    cards: dict[int, ProductCard]
    images: dict[int, StoreImage]
    producers: dict[int, Partner]
    showrooms: dict[int, Showroom]
    documents: dict[int, Any]
    rails: dict[Rule, tuple[int, ...]]
    texts: dict[str, str]


class GatheringMixin:
    """A block that is drawn from what its page gathered; on its own (in the picker's
    preview) it gathers for itself."""

    def ask(self, value: Any, wants: Wants) -> None:
        """Add to ``wants`` the keys of all that ``value`` names."""
        raise NotImplementedError

    def tell(self, value: Any, gathered: Gathered) -> dict[str, Any]:
        """What the block's template draws."""
        raise NotImplementedError

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)  # type: ignore[misc]
        gathered = (parent_context or {}).get(GATHERED)
        if gathered is None:
            gathered = gather([(self, value)], at=clock.now())
        return context | self.tell(value, gathered)


def gather_stream(
    stream: StreamValue, *, at: dt.datetime, images: Iterable[int] = ()
) -> Gathered:
    """Load what the blocks of ``stream`` show, and these pictures beside them."""
    return gather(
        ((child.block, child.value) for child in stream), at=at, images=images
    )


def gather(
    blocks: Iterable[tuple[Any, Any]], *, at: dt.datetime, images: Iterable[int] = ()
) -> Gathered:
    """Load what these (block, value) pairs show at ``at``; one query per kind."""
    wants = Wants(images=set(images))
    for block, value in blocks:
        if isinstance(block, GatheringMixin):
            block.ask(value, wants)
    rails = cards_of(wants.rules, at=at)
    chosen = wants.cards.union(*rails.values())
    return Gathered(
        at=at,
        cards=ProductCard.objects.in_bulk(chosen) if chosen else {},
        images=_images(wants.images),
        producers=_producers(wants.producers),
        showrooms=_showrooms(wants.showrooms),
        documents=_documents(wants.documents),
        rails=rails,
        texts=_expanded(wants.texts),
    )


def _images(keys: set[int]) -> dict[int, StoreImage]:
    from cms.furniture import kept_rows

    return kept_rows("images", keys, StoreImage.objects.all())


def _producers(keys: set[int]) -> dict[int, Partner]:
    from cms.furniture import kept_rows

    public = Partner.objects.filter(is_public=True)
    return kept_rows("producers", keys, public.select_related("picture", "commune"))


def _showrooms(keys: set[int]) -> dict[int, Showroom]:
    from cms.furniture import open_showrooms

    if not keys:
        return {}
    return {row.pk: row for row in open_showrooms() if row.pk in keys}


def _documents(keys: set[int]) -> dict[int, Any]:
    from cms.furniture import kept_rows

    return kept_rows("documents", keys, get_document_model().objects.all())


def _expanded(texts: list[str]) -> dict[str, str]:
    """The texts with their links to pages and documents resolved, all at once."""
    distinct = list(dict.fromkeys(texts))
    if not any("linktype=" in text or "<embed" in text for text in distinct):
        return {text: text for text in distinct}
    whole = expand_db_html(_SEAM.join(distinct))
    return dict(zip(distinct, whole.split(_SEAM), strict=True))
