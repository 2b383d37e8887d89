"""Oscar's basket middleware; the basket is loaded only where a page touches it."""

from oscar.apps.basket import middleware


class BasketMiddleware(middleware.BasketMiddleware):
    pass
