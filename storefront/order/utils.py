"""Oscar's order creator, writing consignments before the lines that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oscar.apps.order import utils

from .numbers import new_number

if TYPE_CHECKING:
    from .models import Consignment, Order
    from .quote import OrderQuote


class OrderNumberGenerator:
    def order_number(self, basket: Any) -> str:
        return new_number()


class OrderCreator(utils.OrderCreator):
    """One creator places one order of one quote."""

    def __init__(self, quote: OrderQuote) -> None:
        self.quote = quote
        self.consignments: dict[int, Consignment] = {}

    def create_order_model(self, *args: Any, **fields: Any) -> Order:
        from .models import Consignment

        order: Order = super().create_order_model(*args, **fields)
        consignments = Consignment.objects.bulk_create(
            Consignment(
                order=order,
                partner=lot.partner,
                partner_name=lot.partner.name,
                position=position,
                goods_before_discount=lot.goods_before_discount,
                discount=lot.discount,
                shipping_charge=lot.shipping_charge,
                shipping_discount=lot.shipping_discount,
                weight_g=lot.weight_g,
                shipping_zone=lot.quote.zone if lot.quote else "",
            )
            for position, lot in enumerate(self.quote, start=1)
        )
        self.consignments = {part.partner_id: part for part in consignments}
        return order

    def create_line_models(
        self, order: Any, basket_line: Any, extra_line_fields: Any = None
    ) -> Any:
        product = basket_line.product
        return super().create_line_models(
            order,
            basket_line,
            {
                **(extra_line_fields or {}),
                "consignment": self.consignments[basket_line.stockrecord.partner_id],
                "title": product.listing.title,
                "variant_label": product.variant_label,
                "unit": product.listing.unit,
            },
        )

    def update_stock_records(self, line: Any) -> None:
        """Nothing: ``place_order`` allocates all lines at once, under its lock."""
