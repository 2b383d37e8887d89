"""Price and availability of a product: the same for everyone, taxes included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from oscar.apps.partner import strategy

from .availability import Counted, MadeToOrder, Paused
from .models import StockRecord
from .stock import available, store_of

if TYPE_CHECKING:
    from catalog.models import Product


class Selector(strategy.Selector):
    def strategy(
        self, request: Any = None, user: Any = None, **kwargs: Any
    ) -> Strategy:
        return Strategy()


class Strategy(
    strategy.UseFirstStockRecord,
    strategy.StockRequired,
    strategy.NoTax,
    strategy.Structured,
):
    """Never reads ``request.user``: a listing then costs no session and no cookie.

    Shelf prices include VAT, so the tax Oscar adds is zero."""

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> Any:
        # Oscar drops the record it was given and looks it up again, line by line.
        return self.fetch_for_product(line.product, line.stockrecord)

    def availability_policy(
        self, product: Product, stockrecord: StockRecord | None
    ) -> Any:
        if stockrecord is None or stockrecord.price is None:
            return strategy.Unavailable()
        if stockrecord.selling == StockRecord.Selling.PAUSED:
            return Paused()
        if stockrecord.selling == StockRecord.Selling.MADE_TO_ORDER:
            return MadeToOrder(stockrecord.lead_days)
        return Counted(self._free(stockrecord))

    def _free(self, stockrecord: StockRecord) -> int:
        """Pieces free in the store; whoever loads many records sets ``free``."""
        if not hasattr(stockrecord, "free"):
            stockrecord.free = available(
                stockrecord=stockrecord,
                location=store_of(stockrecord.partner),
                at=timezone.now(),
            )
        return max(0, stockrecord.free or 0)
