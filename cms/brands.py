"""What the shop's registers add to the pages of the area, a village, a producer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet

from catalog.models import ProductCard
from catalog.partner.models import Partner
from catalog.places.models import CraftVillage
from cms.blocks.goods import producer_view

PRODUCERS_SHOWN = 12
CARDS_SHOWN = 8


def area_context(*, day: dt.date) -> dict[str, Any]:
    """The villages, and the producers with most on show."""
    from cms.furniture import home_furniture

    furniture = home_furniture(day)
    return {
        "villages": furniture.villages,
        "village_count": furniture.village_count,
        "producers": _producers(ProductCard.objects.all()),
    }


def village_context(village_id: int | None) -> dict[str, Any]:
    """A village's facts, producers and products; nothing once it was deleted."""
    village = CraftVillage.objects.filter(pk=village_id).first() if village_id else None
    if village is None:
        return {"village": None, "producers": [], "cards": [], "listing_url": ""}
    cards = ProductCard.objects.filter(village=village)
    return {
        "village": village,
        "producers": _producers(cards),
        "cards": list(cards.order_by("-published_at", "-pk")[:CARDS_SHOWN]),
        "listing_url": village.get_absolute_url(),
    }


def producer_context(producer_id: int | None) -> dict[str, Any]:
    """A producer's card and products; nothing while it is hidden."""
    public = Partner.objects.filter(is_public=True).select_related("picture", "commune")
    producer = public.filter(pk=producer_id).first() if producer_id else None
    if producer is None:
        return {"producer": None, "cards": [], "listing_url": ""}
    cards = ProductCard.objects.filter(producer=producer)
    return {
        "producer": producer_view(producer),
        "cards": list(cards.order_by("-published_at", "-pk")[:CARDS_SHOWN]),
        "listing_url": producer.get_absolute_url(),
    }


def _producers(cards: QuerySet[ProductCard]) -> list[dict[str, Any]]:
    """The producers of these cards, those with most of them first."""
    counts = dict(
        cards.order_by()
        .values_list("producer")
        .annotate(count=Count("pk"))
        .order_by("-count", "producer")[:PRODUCERS_SHOWN]
    )
    rows = Partner.objects.select_related("picture", "commune").in_bulk(list(counts))
    return [producer_view(rows[key]) for key in counts if key in rows]
