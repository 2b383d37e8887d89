"""Signing in merges the basket of this browser into the account's."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from .middleware import COUNT_COOKIE


@receiver(user_logged_in)
def merge_baskets(request: Any, **kwargs: Any) -> None:
    """Touch the basket now, while the cookie basket is still known to the browser."""
    if request is not None and hasattr(request, "basket"):
        _ = request.basket.id


@receiver(user_logged_out)
def forget_count(request: Any, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "cookies_to_delete"):
        request.cookies_to_delete.append(COUNT_COOKIE)
