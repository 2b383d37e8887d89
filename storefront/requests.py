"""The request as the views of basket and checkout get it."""

from __future__ import annotations

from django.http import HttpRequest

from storefront.basket.models import Basket


class ShopRequest(HttpRequest):
    """A request that passed the basket's middleware; never made, only named."""

    basket: Basket
    cookies_to_delete: list[str]  # by the middleware, on the way out
