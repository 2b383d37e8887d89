"""What ``components/card.html`` draws: a card as it is to be shown on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import ProductCard
from storefront.languages import in_language
from storefront.templatetags.money import dong

# Answers the price under the running offers, or None where none applies.
Offers = Callable[[ProductCard], Decimal | None]


def no_offers(card: ProductCard) -> Decimal | None:
    return None


def card_view(
    card: ProductCard, day: dt.date, offers: Offers = no_offers
) -> dict[str, Any]:
    """The one place where a card meets the day and the offers."""
    reduced = offers(card)
    has_offer = reduced is not None and card.price is not None and reduced < card.price
    return {
        "title": card.title,
        "url": in_language(card.url),
        "producer_name": card.producer_name,
        "commune_name": card.commune_name,
        "price": reduced if has_offer else card.price,
        "price_max": card.price_max,
        "list_price": card.price if has_offer else None,
        "discount_percent": _percent(card.price, reduced) if has_offer else None,
        "unit": unit_text(card),
        "state": card.state,
        "state_text": state_text(card),
        "stars": card.stars_on(day),
        "is_demo": card.is_demo,
        "picture": card.picture,
    }


@dataclass(frozen=True)
class _Looks:
    """What a drawing of a card rests on, and so what it is kept under."""

    key: str
    sizes: str
    eager: bool
    language: str | None
    view: dict[str, Any] = field(compare=False)


def card_html(view: dict[str, Any], *, sizes: str, eager: bool = False) -> SafeString:
    """The drawn card. Kept in memory by all that it shows: it is drawn hundreds of
    times between two changes, and drawing is most of what a listing costs."""
    looks = _Looks(repr(view), sizes, eager, get_language(), view)
    return _draw(looks) if settings.DEBUG else _kept(looks)


def _draw(looks: _Looks) -> SafeString:
    return render_to_string(
        "components/card.html",
        {"card": looks.view, "sizes": looks.sizes, "eager": looks.eager},
    )


_kept = lru_cache(maxsize=4096)(_draw)


def with_title(drawn: SafeString, title: str, marked: str | None) -> SafeString:
    """The drawn card with ``marked``, safe HTML, for its title: drawings are kept,
    what was looked for is new each time."""
    if not marked:
        return drawn
    plain, other = f">{escape(title)}</a></h3>", f">{marked}</a></h3>"
    return mark_safe(drawn.replace(plain, other, 1))  # noqa: S308  both are safe


def unit_text(card: ProductCard) -> str:
    """ "hộp 300 g, 96.000 ₫/kg"."""
    if card.unit_price is None:
        return card.unit
    measured = f"{dong(card.unit_price)}/{card.unit_price_unit}"
    return f"{card.unit}, {measured}" if card.unit else measured


def state_text(card: ProductCard) -> str:
    """Availability in words."""
    state = card.State
    if card.state == state.LOW:
        return _("Còn %(count)s sản phẩm") % {"count": card.stock_left}
    if card.state == state.MADE_TO_ORDER and card.lead_days:
        return _("Đặt làm %(days)s ngày") % {"days": card.lead_days}
    if card.state == state.ON_REQUEST:
        return _("Hỏi giá tại cơ sở")
    return str(state(card.state).label)


def _percent(price: Decimal | None, reduced: Decimal | None) -> int | None:
    """The discount in whole per cent, rounded down so that it never boasts."""
    if not price or reduced is None:
        return None
    return int((price - reduced) * 100 / price) or None
