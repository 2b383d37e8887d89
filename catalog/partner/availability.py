"""Availability in words, for the three ways of selling."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oscar.apps.partner.availability import Base, StockRequired

LOW = 5  # at or under this many pieces the page says how many are left


class Counted(StockRequired):
    """Goods that are counted, ``num_available`` of them free."""

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        if self.num_available <= 0:
            return False, _("Sản phẩm này vừa hết hàng.")
        if quantity > self.num_available:
            return False, _("Hiện chỉ còn %(count)d sản phẩm.") % {
                "count": self.num_available
            }
        return True, ""

    @property
    def message(self) -> str:
        if self.num_available <= 0:
            return _("Hết hàng")
        if self.num_available <= LOW:
            return _("Còn %(count)d sản phẩm") % {"count": self.num_available}
        return _("Còn hàng")

    short_message = message


class MadeToOrder(Base):
    """Goods that are made when ordered, ready after ``lead_days`` days."""

    code = "made-to-order"

    def __init__(self, lead_days: int | None) -> None:
        self.lead_days = lead_days

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        return True, ""

    @property
    def message(self) -> str:
        if not self.lead_days:
            return _("Đặt làm")
        return _("Đặt làm %(count)d ngày") % {"count": self.lead_days}


class Paused(Base):
    """Goods that their producer does not sell for now."""

    code = "paused"
    message = gettext_lazy("Tạm ngưng bán")

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        return False, _("Cơ sở đang tạm ngưng bán sản phẩm này.")
