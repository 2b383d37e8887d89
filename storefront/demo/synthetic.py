"""A catalogue of any size for measuring: the same rows for the same size and seed.

Its rows are told from all others by the prefix of their codes, so that they never mix
with real ones and can be taken away again."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from catalog import cards
from catalog.listings import goods_class
from catalog.models import (
    Category,
    Product,
    ProductCategory,
    ProductClass,
    ProductImage,
)
from catalog.ocop.models import Certificate, CertificateEvent, RuleVersion
from catalog.ocop.validity import last_day
from catalog.partner.models import (
    Hold,
    Location,
    Lot,
    Movement,
    Partner,
    StockBalance,
    StockRecord,
)
from catalog.places.models import Commune, CraftVillage
from catalog.vietnamese import slugify
from media.models import StoreImage

from .steps.products import open_ledger

PREFIX = "syn-"
BATCH = 500
PER_PRODUCER = 40

_THINGS = {
    "food": "Kẹo lạc|Bún khô|Gạo nếp|Bưởi|Rau cần|Măng tây|Trứng gà ta|Giò lụa|Tương nếp",
    "beverage": "Nước gạo lứt|Si rô dâu|Nước cốt chanh đào|Trà lá sen|Nước ép bưởi",
    "herbal": "Tinh dầu sả|Tinh dầu vỏ bưởi|Xà phòng thảo mộc|Dầu gội bồ kết|Túi thơm",
    "handicraft": "Khay khảm trai|Giày da|Giỏ cỏ tế|Tò he|Hộp sơn mài|Ghế đẩu gỗ|Mẹt tre",
    "ornamental": "Cúc chậu|Quất thế|Sen cảnh|Bưởi cảnh|Cá bảy màu",
    "tourism": "Nửa ngày ở làng|Lớp nặn tò he|Tập đan cỏ tế|Thăm vườn bưởi",
}
_KINDS = (
    "quê|loại một|đặc biệt|cỡ nhỏ|cỡ lớn|hộp quà|gói tay|truyền thống|thủ công|mùa mới"
)
_SHARES = {
    "food": 30,
    "beverage": 8,
    "herbal": 6,
    "handicraft": 42,
    "ornamental": 7,
    "tourism": 7,
}
_STARS = (None, None, 3, 3, 3, 3, 4, 4, 4, 5)


class NothingToStandOn(Exception):
    """There are no communes or no groups yet to hang products on."""


@dataclass
class _Ground:
    """The real rows that synthetic ones refer to."""

    groups: dict[str, Category]
    communes: list[Commune]
    origins: list[Commune]
    villages: list[CraftVillage]
    images: list[StoreImage]
    rule: RuleVersion
    goods: ProductClass

    @classmethod
    def read(cls) -> _Ground:
        area = Commune.objects.in_area().order_by("pk")
        ground = cls(
            groups={
                group.code: group for group in Category.objects.all() if group.code
            },
            communes=list(area.current()),
            origins=list(area.exclude(valid_to=None)),
            villages=list(CraftVillage.objects.order_by("pk")),
            images=list(StoreImage.objects.filter(state="ready").order_by("pk")[:200]),
            rule=RuleVersion.objects.order_by("-effective_from")[0],
            goods=goods_class(),
        )
        if not ground.communes or set(_THINGS) - set(ground.groups):
            raise NothingToStandOn
        return ground


def grow(*, products: int, seed: int, at: dt.datetime) -> Iterator[int]:
    """Bring the synthetic catalogue to ``products`` listings, cards included; yields
    after each batch how many it wrote. An interrupted run goes on where it stopped."""
    ground = _Ground.read()
    producers = _producers(ground, -(-products // PER_PRODUCER))
    there = ours().count()
    for first in range(there, products, BATCH):
        numbers = range(first, min(first + BATCH, products))
        with transaction.atomic():
            made = _write(numbers, ground, producers, seed, at)
        cards.refresh([product.pk for product in made], day=at.date())
        yield len(made)


def ours() -> QuerySet[Product]:
    return Product.objects.filter(upc__startswith=PREFIX)


def clear() -> Iterator[int]:
    """Take the synthetic rows away, the ledger's first; orders keep their lines."""
    while ids := list(ours().order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            records = StockRecord.objects.filter(product__in=ids)
            of_records = {"stockrecord__in": list(records.values_list("pk", flat=True))}
            for ledger in (Movement, StockBalance, Hold, Lot):
                ledger.objects.filter(**of_records).delete()
            certificates = Certificate.objects.filter(product__in=ids)
            CertificateEvent.objects.filter(certificate__in=certificates).delete()
            certificates.delete()
            Product.objects.filter(pk__in=ids).delete()
        yield len(ids)
    Location.objects.filter(partner__code__startswith=PREFIX).delete()
    Partner.objects.filter(code__startswith=PREFIX).delete()


def _producers(ground: _Ground, count: int) -> list[Partner]:
    there = Partner.objects.filter(code__startswith=PREFIX).count()
    with transaction.atomic():
        made = Partner.objects.bulk_create(
            Partner(
                code=f"{PREFIX}co-so-{number:04}",
                name=f"Cơ sở thử {number:04}",
                legal_form="cooperative",
                commune=ground.communes[number % len(ground.communes)],
                origin_commune=ground.origins[number % len(ground.origins)],
                is_public=True,
                is_demo=True,
            )
            for number in range(there, count)
        )
        Location.objects.bulk_create(
            Location(
                code=f"kho-{partner.code}",
                name=f"Kho của {partner.name}",
                kind=Location.Kind.STORE,
                partner=partner,
            )
            for partner in made
        )
    return list(
        Partner.objects.filter(code__startswith=PREFIX).order_by("code")[:count]
    )


def _write(
    numbers: Sequence[int],
    ground: _Ground,
    producers: list[Partner],
    seed: int,
    at: dt.datetime,
) -> list[Product]:
    drawn = [_Draw(number, seed) for number in numbers]
    made = Product.objects.bulk_create(
        _product(draw, ground, producers) for draw in drawn
    )
    pairs = list(zip(made, drawn, strict=True))
    for product, draw in pairs:
        product.date_created = at - dt.timedelta(minutes=draw.minutes_old)
    Product.objects.bulk_update(made, ["date_created"], batch_size=BATCH)
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category=ground.groups[draw.group])
        for product, draw in pairs
    )
    if ground.images:
        ProductImage.objects.bulk_create(
            ProductImage(
                product=product,
                original=ground.images[draw.number % len(ground.images)],
                display_order=0,
            )
            for product, draw in pairs
        )
    records = StockRecord.objects.bulk_create(_record(p, draw) for p, draw in pairs)
    open_ledger([r for r in records if r.num_in_stock], at=at - dt.timedelta(days=365))
    Certificate.objects.bulk_create(
        _certificate(product, draw, ground, at.date())
        for product, draw in pairs
        if draw.stars
    )
    return made


class _Draw:
    """All that chance decides of one product; depends on number and seed alone."""

    def __init__(self, number: int, seed: int) -> None:
        chance = random.Random(f"{seed}:{number}")  # noqa: S311  not a secret
        self.number = number
        self.group = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        self.thing = chance.choice(_THINGS[self.group].split("|"))
        self.kind = chance.choice(_KINDS.split("|"))
        self.price = round(10 ** chance.uniform(4, 6.7)) // 1000 * 1000
        self.stars = chance.choice(_STARS)
        self.stock = chance.choice((0, 2, 4, *([chance.randint(6, 200)] * 7)))
        self.minutes_old = chance.randint(60, 60 * 24 * 700)
        self.age_days = chance.randint(1, 1300)
        self.season = chance.choice((None, None, None, (10, 3), (4, 9)))
        self.weight_g = chance.choice((200, 500, 1000, 2500))

    @property
    def title(self) -> str:
        return f"{self.thing} {self.kind} {self.number:05}"


def _product(draw: _Draw, ground: _Ground, producers: list[Partner]) -> Product:
    producer = producers[draw.number % len(producers)]
    village = None
    if ground.villages and draw.number % 3:
        village = ground.villages[draw.number % len(ground.villages)]
    first, last = draw.season or (None, None)
    return Product(
        structure=Product.STANDALONE,
        upc=f"{PREFIX}{draw.number:07}",
        title=draw.title,
        slug=PREFIX + slugify(draw.title),
        product_class=ground.goods,
        producer=producer,
        village=village,
        origin_commune=producer.origin_commune,
        unit="gói 500 g",
        net_quantity=Decimal("0.5"),
        net_unit=Product.NetUnit.KG,
        weight_g=draw.weight_g,
        season_from=first,
        season_to=last,
        description=f"{draw.thing} {draw.kind}, dữ liệu để đo tốc độ.",
        is_demo=True,
        is_public=True,
    )


def _record(product: Product, draw: _Draw) -> StockRecord:
    return StockRecord(
        product=product,
        partner=product.producer,
        partner_sku=product.upc,
        price_currency="VND",
        price=draw.price,
        num_in_stock=draw.stock,
        num_allocated=0,
    )


def _certificate(
    product: Product, draw: _Draw, ground: _Ground, today: dt.date
) -> Certificate:
    issued_on = today - dt.timedelta(days=draw.age_days)
    return Certificate(
        product=product,
        rule_version=ground.rule,
        number=f"{PREFIX}{draw.number:07}",
        scheme=Certificate.Scheme.OTHER,
        decision=f"DEMO-SYN-{draw.number:07}",
        authority="Dữ liệu để đo tốc độ",
        authority_level=Certificate.Authority.PROVINCE,
        stars=draw.stars or 3,
        issued_on=issued_on,
        expires_on=last_day(issued_on),
        evidence_level=Certificate.Evidence.A,
        is_demo=True,
    )
