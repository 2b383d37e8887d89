"""What the buyer has typed so far, kept in the session until the order stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from .forms import CheckoutForm

KEY = "checkout"
ORDERS = "orders"  # numbers this browser may look at
_LONGEST = 600


def load(request: HttpRequest) -> dict[str, str]:
    """Return the typed fields by name, as they were typed."""
    draft = request.session.get(KEY)
    return draft if isinstance(draft, dict) else {}


def store(request: HttpRequest, posted: Mapping[str, Any]) -> None:
    """Keep the known fields of a posted form, right or wrong."""
    request.session[KEY] = {
        name: str(posted[name])[:_LONGEST].encode("utf-8", "ignore").decode()
        for name in CheckoutForm.base_fields
        if name in posted and name not in ("consent", "is_adult")
    }


def confirm(request: HttpRequest) -> None:
    """Remember that the form was valid, consents included."""
    request.session[KEY] = {**load(request), "consent": "on", "is_adult": "on"}


def clear(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def allow_order(request: HttpRequest, number: str) -> None:
    """Let this browser look at an order it placed or proved to know."""
    numbers = [known for known in allowed_orders(request) if known != number]
    request.session[ORDERS] = [number, *numbers][:20]


def allowed_orders(request: HttpRequest) -> list[str]:
    numbers = request.session.get(ORDERS)
    return numbers if isinstance(numbers, list) else []
