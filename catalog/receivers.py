"""Model signals of what a card is made of: each only announces, and decides nothing."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from catalog import cards
from catalog.changes import announce, products_changed
from catalog.models import Category, Product, ProductCategory, ProductImage
from catalog.ocop.models import Certificate
from catalog.partner.models import Partner, StockRecord
from catalog.places.models import CraftVillage
from media.models import StoreImage
from media.renditions import variants_changed

_SAVED_OR_DELETED = (post_save, post_delete)


def connect() -> None:
    """Called once, when the app is ready."""
    products_changed.connect(refresh_cards, dispatch_uid="refresh_cards")
    receivers: dict[type[Model], Callable[..., None]] = {
        Product: product_changed,
        StockRecord: row_of_product_changed,
        ProductImage: row_of_product_changed,
        Certificate: row_of_product_changed,
        ProductCategory: row_of_product_changed,
        Partner: producer_changed,
        CraftVillage: village_changed,
        Category: category_changed,
        StoreImage: image_changed,
    }
    for sender, receiver in receivers.items():
        for signal in _SAVED_OR_DELETED:
            signal.connect(
                receiver, sender=sender, dispatch_uid=f"cards_{sender.__name__}"
            )
    variants_changed.connect(variants_made, dispatch_uid="cards_variants")
    m2m_changed.connect(
        categories_changed,
        sender=ProductCategory,
        dispatch_uid="cards_categories",
    )


def refresh_cards(product_ids: frozenset[int], **kwargs: Any) -> None:
    cards.refresh(product_ids, day=timezone.localdate())


def product_changed(instance: Product, **kwargs: Any) -> None:
    announce(_ids(instance.parent_id or instance.pk))


def row_of_product_changed(instance: Any, **kwargs: Any) -> None:
    announce(_ids(instance.product_id))


def categories_changed(
    instance: Product | Category, pk_set: set[int] | None, reverse: bool, **kwargs: Any
) -> None:
    announce((pk_set or ()) if reverse else _ids(instance.pk))


def producer_changed(instance: Partner, **kwargs: Any) -> None:
    _announce_listings(producer=instance.pk)


def village_changed(instance: CraftVillage, **kwargs: Any) -> None:
    _announce_listings(village=instance.pk)


def category_changed(instance: Category, **kwargs: Any) -> None:
    _announce_listings(categories__path__startswith=instance.path)


def image_changed(instance: StoreImage, **kwargs: Any) -> None:
    _announce_listings(images__original=instance.pk)


def variants_made(image_ids: frozenset[int], **kwargs: Any) -> None:
    _announce_listings(images__original__in=image_ids)


def _announce_listings(**which: Any) -> None:
    announce(Product.objects.filter(**which).order_by().values_list("pk", flat=True))


def _ids(pk: int | None) -> Iterable[int]:
    return () if pk is None else (pk,)
