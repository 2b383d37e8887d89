"""The basket: whole-đồng discounts, its lines fetched with one join."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from catalog.money import whole_dong
from catalog.partner.stock import free_in_store


class Basket(AbstractBasket):
    def all_lines(self) -> QuerySet[Line]:
        """The lines, kept, with all that a basket page, an offer or an order asks:
        product, card for the picture, stock record with what is free of it."""
        if self.id is None:
            return Line.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__product_class",
                    "product__card",
                    "product__parent__product_class",
                    "product__parent__card",
                    "stockrecord__partner",
                )
                .prefetch_related("attributes")
                .annotate(free=free_in_store(timezone.now(), path="stockrecord__"))
                .order_by("pk")
            )
            for line in self._lines:
                line.basket = self
                line.stockrecord.free = line.free
        return self._lines

    @property
    def num_lines(self) -> int:
        return len(self.all_lines())


class Line(AbstractLine):
    def discount(
        self,
        discount_value: Decimal,
        affected_quantity: int,
        incl_tax: bool = True,
        offer: Any = None,
    ) -> None:
        """Take a discount off in whole đồng, never more than the line still costs."""
        left = self.line_price_incl_tax - self.discount_value
        super().discount(
            min(whole_dong(discount_value), left),
            affected_quantity,
            incl_tax=incl_tax,
            offer=offer,
        )


from oscar.apps.basket.models import *
