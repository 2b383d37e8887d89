"""A small shop to search in: made quickly, its cards written, its caches empty."""

import datetime as dt

from django.core.cache import cache
from django.utils import timezone

from catalog import cards
from catalog.models import Product
from search import engines
from tests.factories.catalogue import ProductFactory
from tests.factories.places import CraftVillageFactory

DAY = dt.date(2026, 11, 26)
NOON = "2026-11-26 12:00+07:00"
INLAY, SEDGE, SHOES = "kham-trai-chuyen-my", "co-te-phu-tuc", "giay-da-phu-yen"
_NAMES = {
    INLAY: "Khảm trai Chuyên Mỹ",
    SEDGE: "Cỏ tế Phú Túc",
    SHOES: "Giày da Phú Yên",
}


def sell(
    title: str,
    *,
    price: int | None = 100_000,
    group: str = "handicraft",
    **fields: object,
) -> Product:
    """Put one product on show; ``village`` is a slug, ``record`` goes to its stock."""
    village = fields.pop("village", SHOES)
    record = fields.pop("record", {})
    product: Product = ProductFactory(
        title=title,
        village=CraftVillageFactory(slug=village, name=_NAMES[str(village)]),
        category=group,
        **fields,
    )
    product.stockrecords.update(price=price, **dict(record))  # type: ignore[call-overload]
    return product


def open_shop(day: dt.date | None = None) -> None:
    """Write all cards, index them, and forget what was kept."""
    cards.rebuild_all(day=day or timezone.localdate())
    index_anew()
    cache.clear()


def index_anew() -> None:
    """Let every engine in use see what is in the database."""
    for index in engines.indexes().values():
        index.rebuild()
