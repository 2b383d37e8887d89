"""Oscar's basket middleware; the number of pieces rides in a signed cookie.

Pages other than basket and checkout show that number without touching the basket."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty
from oscar.apps.basket import middleware

COUNT_COOKIE = "basket_count"


def basket_count(request: HttpRequest) -> int:
    """How many pieces lie in the basket, as the signed cookie says; 0 if forged."""
    count = request.get_signed_cookie(COUNT_COOKIE, default=None) or "0"
    return int(count) if count.isdecimal() and len(count) < 5 else 0


class BasketMiddleware(middleware.BasketMiddleware):
    def process_response(self, request: Any, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        if not _was_used(request):
            return response
        pieces = request.basket.num_items if request.basket.id else 0
        if pieces != basket_count(request):
            if pieces:
                response.set_signed_cookie(
                    COUNT_COOKIE,
                    str(pieces),
                    max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME,
                    secure=settings.OSCAR_BASKET_COOKIE_SECURE,
                    httponly=True,
                    samesite="Lax",
                )
            else:
                response.delete_cookie(COUNT_COOKIE)
        return response


def _was_used(request: Any) -> bool:
    basket = getattr(request, "basket", None)
    return not (isinstance(basket, SimpleLazyObject) and basket._wrapped is empty)
