"""The shipping method an order is placed with: the sum of its consignments."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods
from oscar.core.prices import Price


class PerConsignment(methods.Base):
    """``charge`` and ``discounted`` are đồng over all consignments of one order."""

    code = "per-consignment"
    name = _("Giao theo từng cơ sở")

    def __init__(self, charge: int, discounted: int = 0, *, pickup: bool = False):
        self.charge = charge
        self.discounted = discounted
        if pickup:
            self.code = "pickup"
            self.name = _("Nhận tại điểm bán")

    def calculate(self, basket: Any) -> Price:
        amount = Decimal(self.charge - self.discounted)
        return Price(currency="VND", excl_tax=amount, tax=Decimal(0))

    def discount(self, basket: Any) -> Decimal:
        return Decimal(self.discounted)
