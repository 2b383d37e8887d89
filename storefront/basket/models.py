"""The basket: whole-đồng discounts, lines fetched with one join."""

from decimal import Decimal
from typing import Any

from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from catalog.money import whole_dong


class Basket(AbstractBasket):
    pass


class Line(AbstractLine):
    def discount(
        self,
        discount_value: Decimal,
        affected_quantity: int,
        incl_tax: bool = True,
        offer: Any = None,
    ) -> None:
        super().discount(
            whole_dong(discount_value),
            affected_quantity,
            incl_tax=incl_tax,
            offer=offer,
        )


from oscar.apps.basket.models import *
