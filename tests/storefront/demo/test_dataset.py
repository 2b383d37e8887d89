"""The demo's files: complete, plausible, and about nobody in particular."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PIL import Image

from catalog.models import Product as Listing
from catalog.models.category import Sector
from cms import page_texts
from cms.models import ArticlePage
from cms.page_blocks import Keys, with_keys
from cms.page_texts import PageText
from storefront.demo import dataset

DATA = dataset.read()
PAGES = [text for texts in DATA.pages.values() for text in texts]
PRODUCTS = {product.slug: product for product in DATA.products}
# Vietnamese family names before another capital: how a person would be written.
PERSON = re.compile(
    r"\b(Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Đinh)"
    r" [A-ZĐÂÊÔƠƯÁÀẢÃẠ]\w"
)
PLACES = {"Hoàng Long", "Hoàng Mai"}


def test_the_demo_has_what_the_plan_counts() -> None:
    assert len(DATA.products) == 120
    assert len(DATA.producers) == 39
    assert len(DATA.villages) == 15
    assert len(DATA.showrooms) == 3
    assert [group.code for group in DATA.groups] == list(Sector.values)
    assert [target["min"] for target in DATA.plan["targets"]] == [100, 8, 2]


@pytest.mark.parametrize("product", DATA.products, ids=lambda product: product.slug)
def test_every_product_can_be_shown(product: dataset.Product) -> None:
    assert product.pictures
    assert product.producer in {producer.code for producer in DATA.producers}
    assert not product.village or product.village in {v.slug for v in DATA.villages}
    assert product.shipping in Listing.Shipping.values
    assert product.description.endswith(".")
    assert len(product.story) > 80
    assert 1 <= product.set_number <= 26
    assert product.price is None or product.price % 1000 == 0


def test_only_what_is_made_or_grown_to_measure_has_no_price() -> None:
    assert {product.slug for product in DATA.products if product.price is None} == {
        "sap-kham-trai-dat-lam",
        "dong-phuc-vest-theo-don",
        "cay-sanh-dang-lang",
    }


def test_food_says_what_is_in_it_and_how_to_keep_it() -> None:
    food = [p for p in DATA.products if p.group in {"food", "beverage"}]

    assert all(p.ingredients and p.storage and p.shelf_life for p in food)
    assert all(p.net for p in food)


def test_alcohol_is_for_adults() -> None:
    adults_only = {p.slug for p in DATA.products if p.adults_only}

    assert adults_only == {"ruou-trang-nep-phuc-tien", "ruou-nep-cam"}
    assert all("18 tuổi" in PRODUCTS[slug].warnings for slug in adults_only)


def test_stock_is_varied() -> None:
    counted = [p for p in DATA.products if p.lead_days is None and p.sizes is None]
    sizes = [n for p in DATA.products for n in (p.sizes or {}).values()]

    assert sum(0 < p.stock <= 5 for p in counted) >= 5
    assert sum(p.stock == 0 and p.shipping != "booking" for p in counted) >= 4
    assert 0 in sizes
    assert PRODUCTS["giay-da-dat-do-theo-chan"].lead_days == 15
    assert PRODUCTS["tranh-kham-trai-tu-quy-bo-bon"].lead_days == 45


def test_every_picture_is_there_with_words() -> None:
    files = {
        str(path.relative_to(dataset.PICTURES))
        for path in dataset.PICTURES.rglob("*.webp")
    }

    assert files == set(DATA.alt_texts)
    assert all(0 < len(alt) <= 120 for alt in DATA.alt_texts.values())


def test_pictures_are_masters() -> None:
    for path in DATA.alt_texts:
        with Image.open(dataset.PICTURES / path) as picture:
            assert (picture.format, picture.mode) == ("WEBP", "RGB"), path
            assert not picture.info.get("exif"), path


def test_no_name_is_a_persons() -> None:
    folder = dataset.DATA
    texts = {p.name: p.read_text(encoding="utf-8") for p in folder.rglob("*.json")}
    found = {
        (name, match.group())
        for name, text in texts.items()
        for match in PERSON.finditer(text)
        if not any(place.startswith(match.group()) for place in PLACES)
    }

    assert found == set()


def test_numbers_to_call_are_fictional() -> None:
    phones = [p.phone for p in DATA.producers if p.phone]
    phones += [s.phone for s in DATA.showrooms] + [o.phone for o in DATA.orders]

    assert all(re.fullmatch(r"\+849000001?\d\d\d?", phone) for phone in phones)


def test_cooperatives_that_exist_have_no_contact_and_no_star() -> None:
    real = {p.code: p for p in DATA.producers if p.real_name}
    theirs = {p.slug for p in DATA.products if p.producer in real}

    assert len(real) == 3
    assert not any(p.phone or p.address or p.registration_number for p in real.values())
    assert not theirs & {certificate.product for certificate in DATA.certificates}


def test_certificates_are_one_per_product_but_for_the_superseded() -> None:
    several = Counter(c.product for c in DATA.certificates)

    assert {slug for slug, n in several.items() if n > 1} == {"tranh-go-dong-que"}
    assert set(several) <= set(PRODUCTS)


def test_orders_name_products_and_sizes_that_are_there() -> None:
    for order in DATA.orders:
        for slug, pieces, *size in order.items:
            product = PRODUCTS[slug]
            assert product.price, slug
            assert not product.is_paused, slug
            assert pieces > 0
            assert not size or size[0] in (product.sizes or {})
            assert bool(size) == bool(product.sizes), slug


def test_fairs_name_producers_goods_and_booths_that_are_there() -> None:
    real = {p.code for p in DATA.producers if p.real_name}
    known = {p.code for p in DATA.producers} - real

    for fair in DATA.fairs:
        assert "(minh họa)" in fair.name
        for part in fair.participations:
            assert part["producer"] in known
            assert part.get("booth") is None or part["booth"] in fair.booths
            for slug in part.get("products", ()):
                assert PRODUCTS[slug].producer == part["producer"], slug
            for partner, _value, _day, _note in part.get("contracts", ()):
                assert "(minh họa)" in partner


def test_the_demo_has_a_fair_before_during_and_after() -> None:
    days = [(fair.starts_in, fair.starts_in + fair.days - 1) for fair in DATA.fairs]

    assert any(last < 0 for _first, last in days)
    assert any(first <= 0 <= last for first, last in days)
    assert any(first > 0 for first, _last in days)


def test_there_are_as_many_pages_as_promised() -> None:
    counts = {folder: len(texts) for folder, texts in DATA.pages.items()}

    assert counts["articles"] >= 15
    assert counts["villages"] >= 6
    assert counts["guides"] >= 3
    assert counts["stories"] >= 1
    assert counts["landing"] >= 1
    assert counts["area"] == 1


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.slug)
def test_every_page_names_only_what_is_there(text: PageText) -> None:
    pictures = {path.removesuffix(".webp") for path in DATA.alt_texts}
    villages = {village.slug for village in DATA.villages}
    producers = {producer.code for producer in DATA.producers}
    there = {
        ("products", "products"): set(PRODUCTS),
        ("products", "group"): set(Sector.values),
        ("products", "village"): villages,
        ("picture", "image"): pictures,
        ("producer", "producer"): producers,
        ("showroom", "showroom"): {showroom.slug for showroom in DATA.showrooms},
    }

    for (kind, key), known in there.items():
        assert set(page_texts.names(text.blocks, kind, key)) <= known, (kind, key)
    assert {text.get("picture")} <= pictures
    assert {text.get("village") or villages.copy().pop()} <= villages
    assert {text.get("producer") or producers.copy().pop()} <= producers


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.slug)
def test_every_page_fits_its_fields(text: PageText) -> None:
    stream = ArticlePage._meta.get_field("body").stream_block

    # Villages to choose from are rows; rails are looked at above.
    told = [block for block in text.blocks if block["type"] != "products"]
    stream.clean(stream.to_python(with_keys(told, Keys())))
    assert 20 <= len(text.get("lead")) <= 400
    assert 70 <= len(text.get("description")) <= 160
    assert text.get("category") in {"", *ArticlePage.Category.values}


def test_a_part_of_the_demo_is_whole() -> None:
    part = DATA.only({"keo-lac-co-hoang-hop-giay"})

    assert [producer.code for producer in part.producers] == ["htx-keo-gion"]
    assert {order.items[0][0] for order in part.orders} == {"keo-lac-co-hoang-hop-giay"}
    assert set(part.alt_texts) == {"products/keo-lac-co-hoang-hop-giay.webp"}
