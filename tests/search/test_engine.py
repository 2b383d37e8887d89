"""The engine's contract: filters, facets, order, pages. One suite for all engines."""

import datetime as dt
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import cards
from catalog.models import Product, ProductCard
from catalog.partner.models import Location
from search import engine
from search.engines.base import BANDS, Availability, NoSuchPage, Query, Sort
from search.vocabulary import vocabulary
from showrooms.models import Showroom
from tests.factories.ocop import CertificateFactory
from tests.factories.partner import ProducerFactory
from tests.factories.places import CommuneFactory

from .shop import DAY, INLAY, SEDGE, SHOES, index_anew, open_shop, sell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_engine")]


def titles(**choices: Any) -> list[str]:
    found = engine().search(replace(Query(day=DAY), **choices))
    return [card.title for card in found.cards]


def counts(facet: str, **choices: Any) -> dict[str, int]:
    found = engine().search(replace(Query(day=DAY), **choices))
    return {value.value: value.count for value in found.facets[facet] if value.count}


@pytest.fixture
def shop() -> None:
    """Three crafts and one food; two with stars, one of them run out yesterday."""
    tray = sell("Khay trà khảm trai", price=820_000, village=INLAY)
    basket = sell("Giỏ cỏ tế", price=185_000, village=SEDGE, record={"num_in_stock": 0})
    sell("Tranh tứ quý", price=18_500_000, village=INLAY, record=_MADE)
    sell("Sập khảm trai", price=None, village=INLAY)
    sell("Kẹo lạc Cổ Hoàng", price=30_000, group="food", village=SHOES)
    CertificateFactory(product=tray, stars=5)
    CertificateFactory(product=basket, stars=4, expires_on=DAY - dt.timedelta(days=1))
    open_shop(DAY)


_MADE = {"selling": "made_to_order", "lead_days": 45}


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"groups": ("thuc-pham",)}, {"Kẹo lạc Cổ Hoàng"}),
    ({"villages": (SEDGE,)}, {"Giỏ cỏ tế"}),
    ({"villages": (SEDGE, SHOES)}, {"Giỏ cỏ tế", "Kẹo lạc Cổ Hoàng"}),
    ({"stars": (5,)}, {"Khay trà khảm trai"}),
    ({"stars": (4,)}, set()),
    ({"bands": ("duoi-200",)}, {"Giỏ cỏ tế", "Kẹo lạc Cổ Hoàng"}),
    ({"bands": ("bao-gia",)}, {"Sập khảm trai"}),
    (
        {"price_min": 185_000, "price_max": 820_000},
        {"Giỏ cỏ tế", "Khay trà khảm trai"},
    ),
    ({"price_max": 30_000}, {"Kẹo lạc Cổ Hoàng"}),
    ({"availability": (Availability.TO_ORDER,)}, {"Tranh tứ quý"}),
    ({"text": "KHAY tra"}, {"Khay trà khảm trai"}),
    ({"text": "khảm trai chuyên mỹ tứ"}, {"Tranh tứ quý"}),
    ({"text": "tivi"}, set()),
    ({"groups": ("khong-co",)}, set()),
]


def test_filters(shop):
    for choices, expected in FILTERS:
        assert set(titles(**choices)) == expected, choices


def test_in_season_wraps_round_the_new_year(db):
    sell("Rau cần", season_from=10, season_to=3)
    sell("Bưởi", season_from=9, season_to=12)
    sell("Khay trà")
    open_shop(DAY)

    assert set(titles(season_month=1)) == {"Rau cần"}
    assert set(titles(season_month=11)) == {"Rau cần", "Bưởi"}


def test_producer_commune_occasion_and_showroom_narrow_the_listing(db):
    hamper = sell("Giỏ quà Tết", occasions="Tết, quà doanh nghiệp")
    away = ProducerFactory(
        name="HTX Đại Xuyên",
        commune=CommuneFactory(code="10342", name="Đại Xuyên", slug="dai-xuyen"),
    )
    sell("Rau cần", producer=away)
    showroom = Showroom.objects.create(
        name="Điểm bán Phú Yên",
        slug="phu-yen",
        commune=CommuneFactory(),
        location=Location.objects.create(code="sr", name="SR", kind="showroom"),
    )
    showroom.products.add(hamper)
    open_shop(DAY)

    assert titles(occasion="Tết") == ["Giỏ quà Tết"]
    assert titles(communes=("dai-xuyen",)) == ["Rau cần"]
    assert titles(producers=(away.code,)) == ["Rau cần"]
    assert titles(showrooms=("phu-yen",)) == ["Giỏ quà Tết"]


def test_a_facet_counts_beside_the_other_facets_and_ignores_its_own(shop):
    choice: dict[str, Any] = {"villages": (INLAY,), "bands": ("duoi-200", "500-1000")}

    assert titles(**choice) == ["Khay trà khảm trai"]
    # Villages: what each would show within the two bands, ticked or not.
    assert counts("villages", **choice) == {INLAY: 1, SEDGE: 1, SHOES: 1}
    # Bands: what each would show within the village.
    assert counts("bands", **choice) == {"500-1000": 1, "tu-1000": 1, "bao-gia": 1}
    # Groups: within village and bands both.
    assert counts("groups", **choice) == {"thu-cong-my-nghe": 1}


CHOICES: list[dict[str, Any]] = [
    {},
    {"text": "khảm trai"},
    {"villages": (INLAY,)},
    {"villages": (INLAY, SEDGE), "groups": ("thu-cong-my-nghe",)},
    {"text": "kham", "villages": (INLAY, SEDGE), "price_max": 900_000, "stars": (5,)},
    {
        "groups": ("thu-cong-my-nghe", "thuc-pham"),
        "villages": (INLAY, SHOES),
        "bands": ("duoi-200", "500-1000", "tu-1000"),
        "availability": (Availability.READY,),
    },
]


def test_every_facet_count_is_what_ticking_it_would_show(shop):
    for choices in CHOICES:
        base = Query(day=DAY, sort=Sort.RELEVANCE, **choices)
        found = engine().search(base).facets
        for facet in ("groups", "villages", "bands", "stars", "availability"):
            for value in found[facet]:
                total = engine().count(_only(base, facet, value.value)).total
                assert total == value.count, (choices, facet, value)


def _only(query: Query, facet: str, value: str) -> Query:
    """The query with this one value ticked in a facet; typed prices are a band."""
    choice: dict[str, Any] = {facet: (int(value) if facet == "stars" else value,)}
    if facet == "bands":
        choice |= {"price_min": None, "price_max": None}
    return replace(query, **choice)


def test_bands_and_typed_prices_show_every_card_of_either(shop):
    prices = {
        title: None if price is None else int(price)
        for title, price in ProductCard.objects.values_list("title", "price")
    }
    typed = [(None, 185_000), (200_000, 820_000), (1_000_000, None), (185_000, 185_000)]
    for codes in map(tuple, _some_bands()):
        for low, high in typed:
            bands = [band for band in BANDS if band.code in codes]
            expected = {
                title
                for title, price in prices.items()
                if any(band.holds(price) for band in bands)
                or (
                    price is not None
                    and (low or 0) <= price
                    and (high is None or price <= high)
                )
            }
            choices = {"bands": codes, "price_min": low, "price_max": high}
            assert set(titles(**choices)) == expected, choices


def _some_bands() -> list[list[str]]:
    """None, each, every pair and all of them."""
    codes = [band.code for band in BANDS]
    pairs = map(list, combinations(codes, 2))
    return [[], *([code] for code in codes), *pairs, codes]


def test_typed_prices_belong_to_the_price_facet(shop):
    choice = {"price_min": 800_000, "bands": ("duoi-200",)}

    assert set(titles(**choice)) == {
        "Khay trà khảm trai",
        "Tranh tứ quý",
        "Giỏ cỏ tế",
        "Kẹo lạc Cổ Hoàng",
    }
    assert counts("bands", **choice)["bao-gia"] == 1


def test_a_band_ends_just_below_its_upper_price(db):
    sell("Khay trà", price=200_000)
    open_shop(DAY)

    assert titles(bands=("duoi-200",)) == []
    assert titles(bands=("200-500",)) == ["Khay trà"]


ORDERS = [
    (Sort.PRICE, ["Kẹo lạc", "Giỏ", "Khay", "Tranh", "Sập"]),
    (Sort.PRICE_DOWN, ["Tranh", "Khay", "Giỏ", "Kẹo lạc", "Sập"]),
    (Sort.NEWEST, ["Kẹo lạc", "Sập", "Tranh", "Giỏ", "Khay"]),
    (Sort.STARS, ["Khay", "Kẹo lạc", "Sập", "Tranh", "Giỏ"]),
    (Sort.NAME, ["Giỏ", "Kẹo lạc", "Khay", "Sập", "Tranh"]),
    (Sort.BEST_SELLING, ["Giỏ", "Kẹo lạc", "Sập", "Tranh", "Khay"]),
]


def test_order(shop):
    ProductCard.objects.filter(title__startswith="Giỏ").update(sold_count=9)
    index_anew()

    for sort, expected in ORDERS:
        found = titles(sort=sort)

        assert [
            next(word for word in expected if title.startswith(word)) for title in found
        ] == expected, sort


def test_pages_follow_one_another_without_overlap(db):
    for number in range(5):
        sell(f"Khay trà {number}")
    open_shop(DAY)

    pages = [
        engine().search(Query(day=DAY, sort=Sort.PRICE, page=page, per_page=2))
        for page in (1, 2, 3)
    ]

    assert [len(page.cards) for page in pages] == [2, 2, 1]
    assert len({pk for page in pages for pk in page.card_ids}) == 5
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}
    with pytest.raises(NoSuchPage):
        engine().search(Query(day=DAY, page=4, per_page=2))


def test_nothing_found_is_one_empty_page(db):
    found = engine().search(Query(day=DAY))

    assert (found.cards, found.total, found.pages) == ((), 0, 1)


def test_star_leaves_filter_and_counts_the_day_after_its_last(shop):
    last = dt.date(2027, 2, 21)

    assert titles(day=last, stars=(5,)) == ["Khay trà khảm trai"]
    assert titles(day=last + dt.timedelta(days=1), stars=(5,)) == []
    assert counts("stars", day=last) == {"5": 1}
    assert counts("stars", day=last + dt.timedelta(days=1)) == {}


def test_a_page_costs_the_same_for_two_and_for_twenty_cards(db):
    spent = []
    for wanted in (2, 20):
        while ProductCard.objects.count() < wanted:
            sell(f"Khay trà {ProductCard.objects.count()}")
            cards.rebuild_all(day=DAY)
        open_shop(DAY)
        vocabulary()
        with CaptureQueriesContext(connection) as first:
            engine().search(Query(day=DAY))
        with CaptureQueriesContext(connection) as again:
            engine().search(Query(day=DAY, page=1, sort=Sort.PRICE))
        spent.append((len(first), len(again)))

    # the version, the counts (kept for the second page), the cards; or the cards alone
    assert spent in ([(3, 2), (3, 2)], [(1, 1), (1, 1)])


@pytest.mark.django_db(transaction=True)
def test_counts_are_fresh_as_soon_as_a_card_changes():
    product = sell("Khay trà")
    open_shop(DAY)
    assert counts("stars") == {}

    CertificateFactory(product=product, stars=4)

    assert counts("stars") == {"4": 1}


def test_what_another_process_rewrote_is_counted_at_once(db):
    """Its signals are not heard here and its cache is not ours: only the row is."""
    product = sell("Khay trà")
    open_shop(DAY)
    assert engine().count(Query(day=DAY)).total == 1

    Product.objects.filter(pk=product.pk).update(is_public=False)
    cards.refresh([product.pk], day=DAY)
    index_anew()  # the other process's task

    assert engine().count(Query(day=DAY)).total == 0


def test_unknown_engine_stops_with_the_names_of_the_known(settings):
    settings.SEARCH_ENGINE = "sphinx"

    with pytest.raises(ImproperlyConfigured, match=r"'sphinx'.*database"):
        engine()
