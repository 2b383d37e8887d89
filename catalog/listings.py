"""Writing a listing: its facts, its price, its variants, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from wagtail.log_actions import log

from catalog.models import Category, Product, ProductClass
from catalog.partner.models import StockRecord

GOODS_CLASS = "hang-hoa"


@dataclass(frozen=True)
class Offer:
    """What a sellable thing costs and how it is sold; no price: on request."""

    price: Decimal | None = None
    selling: str = StockRecord.Selling.COUNTED
    lead_days: int | None = None


@dataclass(frozen=True)
class Variant:
    """One size or kind of a listing; ``product_id`` is None for a new one."""

    product_id: int | None
    label: str
    offer: Offer
    weight_g: int = 0
    is_removed: bool = False


class VariantInUse(Exception):
    """A variant that was stocked or sold cannot be taken away, only paused."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


@transaction.atomic
def save_listing(
    *, product: Product, group: Category, offer: Offer, variants: Sequence[Variant]
) -> Product:
    """Save a listing with its group, and its own offer or that of each variant.

    The first variant of what was a plain product takes over its stock record, so
    that the ledger goes on. Raises VariantInUse having changed nothing."""
    kept = [variant for variant in variants if not variant.is_removed]
    has_variants = bool(kept)
    product.structure = Product.PARENT if has_variants else Product.STANDALONE
    if product.product_class_id is None:
        product.product_class = goods_class()
    product.save()
    product.categories.set([group])
    for variant in variants:
        if variant.is_removed and variant.product_id:
            _remove_variant(product, variant.product_id)
    for variant in kept:
        _save_variant(product, variant)
    if not has_variants:
        _save_offer(product, product, offer)
    return product


def goods_class() -> ProductClass:
    """The one product class of goods that are sent."""
    return ProductClass.objects.get_or_create(
        slug=GOODS_CLASS,
        defaults={"name": "Hàng hóa", "requires_shipping": True, "track_stock": True},
    )[0]


def _save_variant(listing: Product, variant: Variant) -> None:
    child = (
        listing.children.get(pk=variant.product_id)
        if variant.product_id
        else Product(structure=Product.CHILD, parent=listing)
    )
    child.title = child.variant_label = variant.label
    child.weight_g = variant.weight_g
    child.is_public = listing.is_public
    child.save()
    listing.stockrecords.update(product=child)
    _save_offer(listing, child, variant.offer)


def _save_offer(listing: Product, product: Product, offer: Offer) -> None:
    record = product.stockrecords.first()
    if record is None:
        record = StockRecord(
            product=product,
            partner=listing.producer,
            partner_sku=f"SP-{product.pk}",
            num_in_stock=0,
            num_allocated=0,
        )
    old = record.price if record.pk else None
    record.price, record.selling = offer.price, offer.selling
    record.lead_days = offer.lead_days
    if record.pk:
        record.save(update_fields=["price", "selling", "lead_days", "date_updated"])
    else:
        record.save()
    if old != offer.price:
        log(listing, "catalog.price", data=_price_change(product, old, offer.price))


def _price_change(
    product: Product, old: Decimal | None, new: Decimal | None
) -> dict[str, str | int | None]:
    return {
        "variant": product.variant_label,
        "old": None if old is None else int(old),
        "new": None if new is None else int(new),
    }


def _remove_variant(listing: Product, product_id: int) -> None:
    child = listing.children.get(pk=product_id)
    is_used = (
        child.line_set.exists()
        or child.stockrecords.filter(movements__isnull=False).exists()
        or child.stockrecords.filter(holds__isnull=False).exists()
    )
    if is_used:
        raise VariantInUse(child.variant_label)
    child.stockrecords.all().delete()
    child.delete()
