"""A small shop with one of everything that a page can show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from catalog import cards
from catalog.models import Category, Product, ProductImage
from catalog.ocop.models import Certificate
from catalog.partner.models import Partner
from catalog.places.models import CommuneChange, CraftVillage
from cms.models import ArticleIndexPage, ArticlePage, HomePage
from cms.setup import ensure_site
from media.models import StoreImage
from showrooms.models import OpeningHours, Showroom
from tests.factories.catalogue import ProductFactory, group, shoe_with_sizes
from tests.factories.images import StoreImageFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import shipping_table, showroom
from tests.factories.partner import ProducerFactory
from tests.factories.places import (
    CommuneFactory,
    CraftVillageFactory,
    OldCommuneFactory,
    ProvinceFactory,
)


@dataclass(frozen=True)
class Shop:
    shoe: Product
    sweets: Product
    basket_ware: Product
    bed: Product
    valid: Certificate
    expired: Certificate
    village: CraftVillage
    producer: Partner
    showroom: Showroom
    home: HomePage
    article: ArticlePage


def open_shop() -> Shop:
    """Fill an empty database; certificates are dated from today."""
    today = timezone.localdate()
    _draw_the_map()
    picture: StoreImage = StoreImageFactory(width_px=800, height_px=500, seed=7)
    village: CraftVillage = CraftVillageFactory(
        picture=picture, facts="Khoảng 500 cửa hàng, gần 6.000 người làm."
    )
    shoe = shoe_with_sizes(40, 41, 42, village=village)
    shoe.children.get(variant_label="Cỡ 42").stockrecords.update(num_in_stock=0)
    sweets = _sweets(village)
    basket_ware: Product = ProductFactory(
        title="Giỏ cỏ tế có nắp", unit="chiếc", village=village
    )
    bed: Product = ProductFactory(title="Sập khảm trai đặt làm", village=village)
    bed.stockrecords.update(price=None)
    for product in (shoe, sweets, basket_ware, bed):
        ProductImage.objects.create(product=product, original=picture)
    Category.objects.update(picture=picture)
    Partner.objects.update(picture=picture)
    valid = _certificate(shoe, today, expires_on=today + dt.timedelta(days=90))
    expired = _certificate(basket_ware, today, expires_on=today - dt.timedelta(days=1))
    shipping_table()
    home = ensure_site(is_demo=True)
    shop = Shop(
        shoe=shoe,
        sweets=sweets,
        basket_ware=basket_ware,
        bed=bed,
        valid=valid,
        expired=expired,
        village=village,
        producer=shoe.producer,
        showroom=_showroom(shoe, picture),
        home=home,
        article=_article(home, picture, shoe),
    )
    HomePage.objects.update(hero_picture=picture)
    cards.rebuild_all(day=today)
    cache.clear()
    return shop


def _draw_the_map() -> None:
    """Hà Nội with Chuyên Mỹ, that took in Phú Yên, and one more province."""
    change = {"effective": dt.date(2025, 7, 1), "share": CommuneChange.Share.ALL}
    CommuneChange.objects.create(
        old=OldCommuneFactory(), new=CommuneFactory(), **change
    )
    CommuneFactory(code="09886", name="Hà Đông", kind="phuong", slug="ha-dong")
    south = ProvinceFactory(code="79", name="Hồ Chí Minh")
    CommuneFactory(
        code="26734",
        name="Bến Nghé",
        kind="phuong",
        slug="ben-nghe",
        province=south,
        is_area=False,
    )


def _sweets(village: CraftVillage) -> Product:
    group("food")
    sweets: Product = ProductFactory(
        title="Kẹo lạc Cổ Hoàng hộp giấy",
        category="food",
        unit="hộp 300 g",
        weight_g=350,
        producer=ProducerFactory(name="HTX Kẹo lạc Giòn Thơm"),
        village=village,
        ingredients="Lạc, đường, vừng.",
        net_quantity="0.3",
        net_unit=Product.NetUnit.KG,
    )
    sweets.stockrecords.update(price=30_000)
    return sweets


def _certificate(
    product: Product, today: dt.date, *, expires_on: dt.date
) -> Certificate:
    certificate: Certificate = CertificateFactory(
        product=product,
        number=f"01-10339-{product.pk:04}-2024",
        issued_on=today - dt.timedelta(days=700),
        expires_on=expires_on,
    )
    return certificate


def _showroom(product: Product, picture: StoreImage) -> Showroom:
    place: Showroom = showroom(picture=picture)
    place.products.add(product)
    OpeningHours.objects.bulk_create(
        OpeningHours(
            showroom=place, weekday=day, opens=dt.time(7, 30), closes=dt.time(18)
        )
        for day in range(7)
    )
    return place


def _article(home: HomePage, picture: StoreImage, shown: Product) -> ArticlePage:
    article = ArticlePage(
        title="Một đôi giày qua mấy bàn tay",
        slug="mot-doi-giay",
        lead="Từ tấm da đến đôi giày là tám việc.",
        picture=picture,
        body=[
            {"type": "heading", "value": "Cắt da"},
            {"type": "paragraph", "value": "<p>Người thợ xem từng tấm da.</p>"},
            {
                "type": "products",
                "value": {"heading": "Trong bài", "products": [shown.pk]},
            },
        ],
    )
    ArticleIndexPage.objects.child_of(home).get().add_child(instance=article)
    return article
