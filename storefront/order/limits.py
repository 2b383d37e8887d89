"""How often somebody may guess order numbers: see ACCOUNT_RATE_LIMITS."""

from allauth.core import ratelimit
from django.http import HttpRequest


def may_look(request: HttpRequest, number: str) -> bool:
    """Count one try, per address and per number; tell whether it may go on."""
    return ratelimit.consume(request, action="track_order", key=number)
