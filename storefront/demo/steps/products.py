"""Listings with their variants, pictures, prices and opening stock, in bulk.

Bulk inserts send no signals: the cards are built once, at the end of the loading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.listings import goods_class
from catalog.models import Product, ProductCategory, ProductClass, ProductImage
from catalog.partner.models import Location, Movement, StockBalance, StockRecord
from storefront.demo import dataset
from storefront.demo.world import Step, World

STOCKED_DAYS_AGO = 90  # before the first order of the demo
NEWEST_DAYS, OLDEST_DAYS = 1, 240


def _missing(world: World) -> list[tuple[int, dataset.Product]]:
    known = set(Product.objects.values_list("upc", flat=True))
    numbered = enumerate(world.data.products)
    return [(place, row) for place, row in numbered if row.upc not in known]


def _write(world: World, rows: Sequence[tuple[int, dataset.Product]]) -> None:
    listings = _write_listings(world, rows)
    variants = _write_variants(rows, listings)
    _write_pictures(world, rows, listings)
    _write_stock(world, list(_offers(rows, listings, variants)))


def _write_listings(
    world: World, rows: Sequence[tuple[int, dataset.Product]]
) -> dict[str, Product]:
    made = Product.objects.bulk_create(_listing(world, row) for _place, row in rows)
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category=world.groups[row.group])
        for product, (_place, row) in zip(made, rows, strict=True)
    )
    for product, (place, _row) in zip(made, rows, strict=True):
        days = NEWEST_DAYS + place * 37 % (OLDEST_DAYS - NEWEST_DAYS)
        product.date_created = world.moment(days) + dt.timedelta(minutes=place)
    Product.objects.bulk_update(made, ["date_created"])
    return {product.upc: product for product in made}


def _listing(world: World, row: dataset.Product) -> Product:
    first, last = row.season or (None, None)
    amount, net_unit = row.net or (None, "")
    return Product(
        structure=Product.PARENT if row.sizes else Product.STANDALONE,
        upc=row.upc,
        title=row.title,
        slug=row.slug,
        product_class=_class_of(row),
        producer=world.producers[row.producer],
        village=world.villages[row.village] if row.village else None,
        origin_commune=world.communes[row.origin_commune],
        set_number=row.set_number,
        set_uncertain=row.set_uncertain,
        unit=row.unit,
        net_quantity=None if amount is None else Decimal(str(amount)),
        net_unit=net_unit,
        weight_g=row.weight_g,
        shipping_class=row.shipping,
        season_from=first,
        season_to=last,
        description=row.description,
        story=row.story,
        ingredients=row.ingredients,
        storage=row.storage,
        usage=row.usage,
        warnings=row.warnings,
        shelf_life=row.shelf_life,
        declaration_number=row.declaration_number,
        occasions=", ".join(row.occasions),
        adults_only=row.adults_only,
        is_featured=row.is_featured,
        is_demo=True,
        is_public=True,
    )


def _class_of(row: dataset.Product) -> ProductClass:
    if row.shipping != Product.Shipping.BOOKING:
        return goods_class()
    return ProductClass.objects.get_or_create(
        slug="dich-vu",
        defaults={"name": "Dịch vụ", "requires_shipping": False, "track_stock": False},
    )[0]


def _write_variants(
    rows: Sequence[tuple[int, dataset.Product]], listings: dict[str, Product]
) -> dict[str, Product]:
    made = Product.objects.bulk_create(
        Product(
            structure=Product.CHILD,
            parent=listings[row.upc],
            upc=row.upc_of(label),
            title=label,
            slug=row.upc_of(label),
            variant_label=label,
            is_demo=True,
            is_public=True,
        )
        for _place, row in rows
        for label in row.sizes or ()
    )
    return {product.upc: product for product in made}


def _write_pictures(
    world: World,
    rows: Sequence[tuple[int, dataset.Product]],
    listings: dict[str, Product],
) -> None:
    ProductImage.objects.bulk_create(
        ProductImage(
            product=listings[row.upc],
            original=world.images[path],
            display_order=order,
        )
        for _place, row in rows
        for order, path in enumerate(row.pictures)
    )


def _offers(
    rows: Sequence[tuple[int, dataset.Product]],
    listings: dict[str, Product],
    variants: dict[str, Product],
) -> Iterator[tuple[dataset.Product, Product, int]]:
    """Each sellable thing with the pieces that lie in its producer's store."""
    for _place, row in rows:
        if row.sizes:
            for label, pieces in row.sizes.items():
                yield row, variants[row.upc_of(label)], pieces
        else:
            yield row, listings[row.upc], row.stock


def _write_stock(
    world: World, offers: Sequence[tuple[dataset.Product, Product, int]]
) -> None:
    records = StockRecord.objects.bulk_create(
        StockRecord(
            product=product,
            partner=world.producers[row.producer],
            partner_sku=product.upc,
            price_currency="VND",
            price=row.price,
            num_in_stock=pieces,
            num_allocated=0,
            selling=_selling(row),
            lead_days=row.lead_days,
        )
        for row, product, pieces in offers
    )
    open_ledger(
        [record for record in records if record.num_in_stock],
        at=world.moment(STOCKED_DAYS_AGO),
    )


def _selling(row: dataset.Product) -> str:
    if row.is_paused:
        return StockRecord.Selling.PAUSED
    if row.lead_days is not None or row.shipping == Product.Shipping.BOOKING:
        return StockRecord.Selling.MADE_TO_ORDER
    return StockRecord.Selling.COUNTED


def open_ledger(records: Sequence[StockRecord], *, at: dt.datetime) -> None:
    """Book what new records say is in store: ledger, balance and record agree."""
    stores = {
        store.partner_id: store
        for store in Location.objects.filter(
            kind=Location.Kind.STORE,
            partner__in={record.partner_id for record in records},
        )
    }
    StockBalance.objects.bulk_create(
        StockBalance(
            stockrecord=record,
            location=stores[record.partner_id],
            on_hand=record.num_in_stock or 0,
        )
        for record in records
    )
    Movement.objects.bulk_create(
        Movement(
            stockrecord=record,
            owner_id=record.partner_id,
            location=stores[record.partner_id],
            quantity=record.num_in_stock or 0,
            reason=Movement.Reason.OPENING,
            created_at=at,
        )
        for record in records
    )


PRODUCTS = Step("Sản phẩm", _missing, _write, batch=10)
