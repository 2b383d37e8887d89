"""What makes the search forget or index anew; each only passes on."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db.models.signals import m2m_changed, post_delete, post_save

from catalog.changes import cards_changed
from catalog.models import CatalogueVersion
from catalog.partner.models import Partner
from search import hot_words, log, pages_found, synonyms, tasks
from search.models import HotWord, Synonym
from search.own_pages import Producers, Showrooms
from showrooms.models import Showroom

_SAVED_OR_DELETED = (post_save, post_delete)


def connect() -> None:
    """Called once, when the app is ready."""
    pages_found.register(Producers())
    pages_found.register(Showrooms())
    cards_changed.connect(tasks.cards_rewritten, dispatch_uid="search_cards")
    m2m_changed.connect(
        display_changed, sender=Showroom.products.through, dispatch_uid="search_display"
    )
    request_finished.connect(log.write_if_due, dispatch_uid="search_log")
    for signal in _SAVED_OR_DELETED:
        signal.connect(hot_words.forget, sender=HotWord, dispatch_uid="search_hot")
        signal.connect(synonyms.forget, sender=Synonym, dispatch_uid="search_synonyms")
        signal.connect(producer_changed, sender=Partner, dispatch_uid="search_producer")
        signal.connect(
            showroom_changed, sender=Showroom, dispatch_uid="search_showroom"
        )


def display_changed(
    instance: Any, pk_set: set[int] | None, reverse: bool, action: str, **kwargs: Any
) -> None:
    """What stands in a showroom is counted and filtered by."""
    if not action.startswith("post_"):
        return
    CatalogueVersion.advance()
    tasks.queue([instance.pk] if reverse else pk_set or ())


def producer_changed(instance: Partner, **kwargs: Any) -> None:
    tasks.queue_pages(Producers.kind, [instance.code])


def showroom_changed(instance: Showroom, **kwargs: Any) -> None:
    CatalogueVersion.advance()
    tasks.queue_pages(Showrooms.kind, [instance.slug])
