"""Changing a basket: add, set quantities, remove, bring back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Product

from .models import Basket, Line


class CannotAdd(Exception):
    """The product cannot be put into the basket; ``reason`` is for the buyer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Removed:
    """What a removed line was, so that it can be brought back."""

    product_id: int
    quantity: int
    title: str


def find_for_sale(product_id: int) -> Product:
    """Return a public product with a public producer; raises Product.DoesNotExist."""
    product = (
        Product.objects.select_related("parent", "product_class")
        .prefetch_related("stockrecords__partner")
        .get(pk=product_id, is_public=True)
    )
    records = product.stockrecords.all()
    if not product.listing.is_public or any(not r.partner.is_public for r in records):
        raise Product.DoesNotExist
    return product


def add(*, basket: Basket, product: Product, quantity: int) -> Line:
    """Put ``quantity`` more pieces in; raises CannotAdd and changes nothing."""
    if product.is_parent:
        raise CannotAdd(_("Anh chị chọn cỡ hoặc loại trước khi thêm vào giỏ."))
    info = basket.strategy.fetch_for_product(product)
    if not info.price.exists:
        raise CannotAdd(_("Sản phẩm này bán theo báo giá. Anh chị gọi cửa hàng."))
    wanted = basket.product_quantity(product) + quantity
    permitted, reason = info.availability.is_purchase_permitted(wanted)
    if not permitted:
        raise CannotAdd(reason)
    if basket.num_items + quantity > settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD:
        raise CannotAdd(
            _("Một giỏ nhận tối đa %(most)d món. Mua nhiều hơn xin gọi cửa hàng.")
            % {"most": settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD}
        )
    line: Line = basket.add_product(product, quantity)[0]
    return line


@transaction.atomic
def set_quantities(*, basket: Basket, quantities: Mapping[int, int]) -> list[str]:
    """Set the pieces of this basket's lines by line id; 0 removes a line.

    More than there is becomes what there is. Returns what the buyer must be told.
    Ids of other baskets' lines are not looked at."""
    told = []
    for line in basket.all_lines():
        wanted = quantities.get(line.pk, line.quantity)
        if wanted <= 0:
            line.delete()
            continue
        wanted, note = _within_stock(line, wanted)
        if note:
            told.append(note)
        _accept(line, wanted)
    basket.reset_offer_applications()
    return told


def remove(*, basket: Basket, line_id: int) -> Removed:
    """Take a line out; raises Line.DoesNotExist for a line of another basket."""
    line = basket.lines.select_related("product__parent").get(pk=line_id)
    removed = Removed(line.product_id, line.quantity, title_of(line))
    line.delete()
    basket.reset_offer_applications()
    return removed


def title_of(line: Line) -> str:
    """The listing's title, with the variant: "Giày lười nam da bò, Cỡ 41"."""
    product = line.product
    if not product.is_child:
        return str(product.title)
    return f"{product.listing.title}, {product.variant_label}"


def _within_stock(line: Line, wanted: int) -> tuple[int, str]:
    availability = line.purchase_info.availability
    if availability.is_purchase_permitted(wanted)[0]:
        return wanted, ""
    most = getattr(availability, "num_available", 0)
    if most <= 0:
        return line.quantity, ""
    return most, _("%(title)s hiện chỉ còn %(count)d. Giỏ đã giảm theo.") % {
        "title": title_of(line),
        "count": most,
    }


def _accept(line: Line, quantity: int) -> None:
    """Store the quantity, and today's price as the one the buyer has seen."""
    price = line.purchase_info.price
    line.quantity = quantity
    if price.exists:
        line.price_incl_tax = price.incl_tax
        line.price_excl_tax = price.excl_tax
    line.save()
