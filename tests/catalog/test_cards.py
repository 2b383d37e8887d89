"""Product cards: what they say, when they are rewritten, what it costs."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog import cards
from catalog.changes import announce, cards_changed, products_changed
from catalog.models import Product, ProductCard
from catalog.places.models import CommuneChange
from tests.catalog.pictures import add_pictures
from tests.factories.catalogue import ListingFactory, ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory
from tests.factories.partner import ProducerFactory
from tests.factories.places import CommuneFactory, OldCommuneFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 26)


def card_of(product: Product) -> ProductCard:
    cards.refresh([product.pk], day=DAY)
    return ProductCard.objects.get(pk=product.pk)


def test_card_carries_what_a_listing_shows():
    product = ProductFactory(title="Đũa gỗ khảm trai", unit="hộp 10 đôi")

    card = card_of(product)

    assert card.title == "Đũa gỗ khảm trai"
    assert card.url == f"/san-pham/dua-go-kham-trai-{product.pk}/"
    assert card.price == Decimal(720_000)
    assert card.price_max is None
    assert card.state == ProductCard.State.IN_STOCK
    assert card.stock_left == 10
    assert card.producer_name == "HTX Giày da Bước Đều"
    assert card.commune_name == "Xã Chuyên Mỹ"
    assert card.group.code == "handicraft"
    assert "dua go kham trai" in card.search_text
    assert "phu yen" in card.search_text


@pytest.mark.parametrize(
    "change",
    [
        lambda product: Product.objects.filter(pk=product.pk).update(is_public=False),
        lambda product: product.categories.clear(),
        lambda product: type(product.producer).objects.update(is_public=False),
        lambda product: Product.objects.filter(pk=product.pk).update(producer=None),
    ],
    ids=["listing hidden", "no group", "producer hidden", "no producer"],
)
def test_product_that_is_not_public_has_no_card(change):
    product = ProductFactory()
    card_of(product)

    change(product)
    cards.refresh([product.pk], day=DAY)

    assert not ProductCard.objects.exists()


def test_card_has_the_first_picture_ready_drawn():
    product = ProductFactory()
    second, first = add_pictures(product, 2)
    second.display_order, first.display_order = 5, 1
    second.save()
    first.save()
    first.original.description = "Khay trà chữ nhật"
    first.original.save()

    picture = card_of(product).picture

    assert picture is not None
    assert picture["src"] == "/uploads/renditions/khay.jpg"
    assert picture["alt"] == "Khay trà chữ nhật"


def test_group_is_the_root_of_the_category():
    product = ListingFactory()
    root = product.categories.get()
    child = root.add_child(name="Khảm trai", slug="kham-trai")
    product.categories.set([child])

    assert card_of(product).group == root


def test_variants_give_a_price_range_and_a_common_stock():
    shoe = shoe_with_sizes(38, 39, 40)
    dear, scarce, _plain = shoe.children.order_by("title")
    dear.stockrecords.update(price=900_000)
    scarce.stockrecords.update(num_in_stock=0)

    card = card_of(shoe)

    assert (card.price, card.price_max) == (Decimal(720_000), Decimal(900_000))
    assert (card.state, card.stock_left) == (ProductCard.State.IN_STOCK, 20)


def test_hidden_variant_neither_sells_nor_prices():
    shoe = shoe_with_sizes(38, 39)
    hidden = shoe.children.order_by("title").first()
    hidden.stockrecords.update(price=100)
    Product.objects.filter(pk=hidden.pk).update(is_public=False)

    assert card_of(shoe).price == 720_000


@pytest.mark.parametrize(
    ("fields", "state", "left", "lead"),
    [
        ({"num_in_stock": 6, "num_allocated": 0}, "in_stock", 6, None),
        ({"num_in_stock": 6, "num_allocated": 1}, "low", 5, None),
        ({"num_in_stock": 6, "num_allocated": 6}, "out", 0, None),
        ({"num_in_stock": None, "num_allocated": None}, "out", 0, None),
        ({"selling": "made_to_order", "lead_days": 15}, "made_to_order", None, 15),
        ({"selling": "paused"}, "paused", None, None),
        ({"price": None}, "on_request", None, None),
        ({"price": None, "selling": "paused"}, "on_request", None, None),
    ],
)
def test_state_comes_from_the_stock_record(fields, state, left, lead):
    product = ProductFactory()
    product.stockrecords.update(**fields)

    card = card_of(product)

    assert (card.state, card.stock_left, card.lead_days) == (state, left, lead)


def test_tour_is_booked_not_counted():
    product = ProductFactory(shipping_class=Product.Shipping.BOOKING)

    assert card_of(product).state == ProductCard.State.BOOKING


def test_unit_price_is_per_kilogram_or_counted_piece():
    sweets = ProductFactory(
        title="Kẹo lạc", unit="hộp 300 g", net_quantity="0.3", net_unit="kg"
    )
    eggs = ProductFactory(
        title="Trứng vịt", unit="hộp 10 quả", net_quantity="10", net_unit="piece"
    )

    sweet, egg = card_of(sweets), card_of(eggs)

    assert (sweet.unit_price, sweet.unit_price_unit) == (Decimal(2_400_000), "kg")
    assert (egg.unit_price, egg.unit_price_unit) == (Decimal(72_000), "quả")


def test_commune_of_a_producer_without_one_follows_the_mergers():
    first = OldCommuneFactory(code="10318", name="Sơn Hà", slug="son-ha")
    second = OldCommuneFactory(code="10318", name="Quang Hà", slug="quang-ha")
    now = CommuneFactory(code="10273", name="Phú Xuyên", slug="phu-xuyen")
    for old, new in ((first, second), (second, now)):
        CommuneChange.objects.create(
            old=old, new=new, share="all", effective=dt.date(2025, 7, 1)
        )
    producer = ProducerFactory(name="Hộ Sơn Hà", commune=None, origin_commune=first)
    product = ProductFactory(producer=producer, origin_commune=first)

    assert card_of(product).commune == now


def test_latest_valid_certificate_gives_the_star():
    product = ProductFactory()
    CertificateFactory(product=product, stars=3, issued_on=dt.date(2024, 1, 5))
    CertificateFactory(product=product, stars=4, issued_on=dt.date(2025, 6, 1))

    card = card_of(product)

    assert (card.stars, card.stars_valid_until) == (4, dt.date(2027, 2, 21))


def test_star_ends_the_day_before_its_certificate_is_superseded():
    product = ProductFactory()
    new = CertificateFactory(product=product, stars=5, issued_on=dt.date(2026, 12, 1))
    CertificateFactory(product=product, stars=4, superseded_by=new)

    card = card_of(product)

    assert (card.stars, card.stars_valid_until) == (4, dt.date(2026, 11, 30))
    assert card.stars_on(dt.date(2026, 11, 30)) == 4
    assert card.stars_on(dt.date(2026, 12, 1)) is None


def test_star_ends_the_day_before_an_announced_revocation():
    certificate = CertificateFactory(
        revoked_on=dt.date(2026, 12, 10), revocation_ground="other"
    )

    card = card_of(certificate.product)

    assert card.stars_valid_until == dt.date(2026, 12, 9)


def test_rebuild_keeps_sold_counts_and_ratings():
    product = ProductFactory()
    card_of(product)
    cards.set_sold_counts({product.pk: 42})
    ProductCard.objects.update(rating=Decimal("4.60"), rating_count=23)

    cards.rebuild_all(day=DAY)

    card = ProductCard.objects.get()
    assert (card.sold_count, card.rating, card.rating_count) == (
        42,
        Decimal("4.60"),
        23,
    )


def test_a_change_reaches_the_card_after_commit(
    django_capture_on_commit_callbacks,
):
    product = ProductFactory()
    record = product.stockrecords.get()

    with (
        time_machine.travel("2026-11-26 09:00+07:00"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        record.num_in_stock = 3
        record.save(update_fields=["num_in_stock"])
        assert not ProductCard.objects.exists()

    assert ProductCard.objects.get(pk=product.pk).stock_left == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda product: product.save(),
        lambda product: product.producer.save(),
        lambda product: product.village.save(),
        lambda product: product.categories.get().save(),
        lambda product: product.categories.clear(),
        lambda product: product.stockrecords.get().save(),
        lambda product: CertificateFactory(product=product),
    ],
    ids=[
        "product",
        "producer",
        "village",
        "group",
        "group link",
        "stock",
        "certificate",
    ],
)
def test_every_part_of_a_card_announces_its_change(
    change, django_capture_on_commit_callbacks
):
    product = ProductFactory()
    told: set[int] = set()

    def listen(product_ids: frozenset[int], **kwargs: object) -> None:
        told.update(product_ids)

    products_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            told.clear()
            change(product)
    finally:
        products_changed.disconnect(listen)

    assert product.pk in told


def test_a_variants_change_rewrites_its_listing():
    shoe = shoe_with_sizes(38)
    variant = shoe.children.get()

    cards.refresh([variant.pk], day=DAY)

    assert ProductCard.objects.get().pk == shoe.pk


@pytest.mark.django_db(transaction=True)
def test_one_transaction_is_announced_once():
    told = []

    def listen(product_ids: frozenset[int], **kwargs: object) -> None:
        told.append(product_ids)

    products_changed.connect(listen)
    try:
        with transaction.atomic():
            announce([1])
            with transaction.atomic():
                announce([2])
            try:
                with transaction.atomic():
                    announce([3])
                    raise ValueError
            except ValueError:
                pass
            announce([4])
        announce([5])
    finally:
        products_changed.disconnect(listen)

    assert told == [frozenset({1, 2, 4}), frozenset({5})]


@pytest.mark.django_db(transaction=True)
def test_failing_receiver_does_not_undo_the_sale(caplog):
    def fail(**kwargs: object) -> None:
        raise RuntimeError("no disk")

    products_changed.connect(fail)
    try:
        product = ProductFactory()
    finally:
        products_changed.disconnect(fail)

    assert ProductCard.objects.filter(pk=product.pk).exists()
    assert "no disk" in caplog.text


def test_rewriting_is_told_after_commit(django_capture_on_commit_callbacks):
    product = ProductFactory()
    told = []

    def listen(product_ids: frozenset[int], **kwargs: object) -> None:
        told.append(product_ids)

    cards_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            cards.refresh([product.pk], day=DAY)
    finally:
        cards_changed.disconnect(listen)

    assert frozenset({product.pk}) in told


def test_a_batch_costs_the_same_for_two_and_for_twenty():
    products = [ProductFactory(title=f"Khay trà {n} hoa") for n in range(20)]
    for product in products:
        CertificateFactory(product=product)
        add_pictures(product, 2)
    card_of(shoe_with_sizes(38, 39))

    counts = []
    for some in (products[:2], products):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cards.refresh([product.pk for product in some], day=DAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_check_lists_drifted_cards_and_fails():
    kept, drifted, missing = (
        ProductFactory(title=title) for title in ("Khay trà", "Tò he", "Giỏ cỏ tế")
    )
    with time_machine.travel("2026-11-26 09:00+07:00"):
        call_command("rebuild_cards", stdout=StringIO())
        call_command("rebuild_cards", "--check", stdout=StringIO())
        ProductCard.objects.filter(pk=drifted.pk).update(price=1)
        ProductCard.objects.filter(pk=missing.pk).delete()
        out = StringIO()

        with pytest.raises(CommandError, match="2 cards drifted"):
            call_command("rebuild_cards", "--check", stdout=out)

    assert f"{drifted.pk}: price\n" in out.getvalue()
    assert f"{missing.pk}: row missing" in out.getvalue()
    assert f"{kept.pk}:" not in out.getvalue()
