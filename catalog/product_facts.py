"""The facts of a product page in words: what the law and a buyer ask."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.models import Product, ProductCard
from catalog.models.category import Sector
from catalog.partner.models import Partner
from catalog.places.history import origin_label

_EDIBLE = {Sector.FOOD, Sector.BEVERAGE, Sector.HERBAL}


def facts(product: Product, card: ProductCard) -> list[dict[str, str]]:
    """Rows for a definition list; what is not known is left out, but for the tax
    code, whose absence is said."""
    is_edible = card.group.code in _EDIBLE
    rows = [
        (_("Thành phần") if is_edible else _("Chất liệu"), product.ingredients),
        (_("Đơn vị bán"), product.unit),
        (_("Lượng tịnh"), net_quantity(product)),
        (_("Nặng cả gói"), grams(product.weight_g)),
        (_("Mùa vụ"), season(product)),
        (_("Nơi sản xuất"), origin(product, card)),
        (_("Bảo quản"), product.storage),
        (_("Cách dùng"), product.usage),
        (_("Hạn dùng"), product.shelf_life),
        (_("Cảnh báo"), product.warnings),
        (_("Số tự công bố"), product.declaration_number),
        *_seller_rows(product.producer, product.is_demo),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _seller_rows(seller: Partner | None, is_demo: bool) -> list[tuple[str, str]]:
    if seller is None:
        return []
    missing = _("Chưa có (dữ liệu minh họa)") if is_demo else _("Chưa có")
    return [
        (_("Người bán"), seller.name),
        (_("Địa chỉ"), address(seller)),
        (_("Điện thoại"), seller.phone.as_national if seller.phone else ""),
        (_("Mã số thuế"), seller.tax_code or missing),
    ]


def address(producer: Partner) -> str:
    """ "Thôn Giẽ Hạ, Phú Yên (nay thuộc xã Chuyên Mỹ)"."""
    return ", ".join(filter(None, (producer.address_line, place(producer))))


def place(producer: Partner) -> str:
    if producer.origin_commune and producer.commune:
        return origin_label(producer.origin_commune, producer.commune)
    return producer.commune.full_name if producer.commune else ""


def origin(product: Product, card: ProductCard) -> str:
    """Where it is made, by the old commune's name and today's."""
    if product.origin_commune and card.commune:
        return origin_label(product.origin_commune, card.commune)
    return card.commune_name


def net_quantity(product: Product) -> str:
    """ "300 g", "1,5 kg", "500 ml"; empty for what is counted by the piece."""
    quantity, unit = product.net_quantity, product.net_unit
    if quantity is None or unit not in {Product.NetUnit.KG, Product.NetUnit.LITRE}:
        return ""
    if quantity < 1:
        small = "g" if unit == Product.NetUnit.KG else "ml"
        return f"{number(quantity * 1000)} {small}"
    return f"{number(quantity)} {product.get_net_unit_display()}"


def grams(weight: int) -> str:
    if not weight:
        return ""
    return f"{weight} g" if weight < 1000 else f"{number(Decimal(weight) / 1000)} kg"


def season(product: Product) -> str:
    if product.season_from is None or product.season_to is None:
        return ""
    if product.season_from == product.season_to:
        return _("Tháng %(month)s") % {"month": product.season_from}
    return _("Tháng %(first)s đến tháng %(last)s") % {
        "first": product.season_from,
        "last": product.season_to,
    }


def number(value: Decimal) -> str:
    """A number with a decimal comma and no idle zeros."""
    return f"{value.normalize():f}".replace(".", ",")
