"""The protocol of a payment gateway, and the ones that are switched on.

Gateways live below ``gateways/``, each owning all of its service; none imports
another. Settings name them by dotted path."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from .models import PaymentAttempt


@dataclass(frozen=True)
class Start:
    """What the buyer does next: follow ``redirect_url``, or nothing for now.

    ``is_due_later`` means the goods may be prepared before any money has come."""

    redirect_url: str = ""
    is_due_later: bool = False


class Gateway(Protocol):
    code: str
    name: str | Promise
    description: str | Promise
    icon: str

    def accepts(self, *, delivery: str, cash_on_delivery: bool) -> bool:
        """Tell whether a buyer may choose it for this way of delivery."""

    def start(self, attempt: PaymentAttempt) -> Start:
        """Begin one try to pay; called once per attempt, inside the transaction
        that places the order, so it must not reach out to the world."""


@cache
def gateways() -> dict[str, Gateway]:
    """Return the switched-on gateways by code, in the order buyers see them."""
    found = [import_string(path)() for path in settings.PAYMENT_GATEWAYS]
    return {gateway.code: gateway for gateway in found}
