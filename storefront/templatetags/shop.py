"""Product cards on any page, as they are to be shown today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context

from catalog import clock
from catalog.models import Product, ProductCard
from showrooms.showing import places_showing
from storefront.card_view import Offers, card_html, card_view, with_title
from storefront.offer.running import running_offers, unit_price

register = template.Library()

# The widths of a card's picture in a listing beside its filters.
SIZES = "(min-width: 64em) 272px, (min-width: 48em) 31vw, 46vw"
# How many pictures of a list load at once: the first row of a phone.
EAGER = 2


@register.inclusion_tag("components/card_list.html", takes_context=True)
def shop_cards(
    context: Context,
    cards: Iterable[ProductCard],
    sizes: str = SIZES,
    four: bool = False,
    eager_first: bool = False,
    marks: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """A grid of cards; ``four`` in a row on wide screens. ``day`` of the context, or
    today, decides which bear a star; ``marks`` holds titles with found words marked,
    by card, as safe HTML."""
    day, offers = _day(context), _offers()
    drawn = [
        with_title(
            card_html(
                card_view(card, day, offers),
                sizes=sizes,
                eager=eager_first and position < EAGER,
            ),
            card.title,
            (marks or {}).get(card.pk),
        )
        for position, card in enumerate(cards)
    ]
    return {
        "cards": drawn,
        "four": four,
    }


def _day(context: Context) -> dt.date:
    day = context.get("day")
    return day if isinstance(day, dt.date) else clock.today()


def _offers() -> Offers:
    running = running_offers(clock.now())

    def offered(card: ProductCard) -> Decimal | None:
        if card.price is None or not running:
            return None
        return unit_price(product_id=card.pk, price=card.price, offers=running)

    return offered


@register.simple_tag
def pickup_places(product: Product) -> list[dict[str, str]]:
    """The showrooms where a product can be seen and fetched, with today's hours."""
    return places_showing(product, clock.now())
