"""A card as it is shown: the day, the offers, the words for its state."""

import datetime as dt
from decimal import Decimal

import pytest

from catalog.models import ProductCard
from storefront.card_view import card_html, card_view

DAY = dt.date(2026, 11, 26)
PICTURE = {"src": "/a.jpg", "width": 4, "height": 4, "alt": "", "sources": []}


def card(**fields: object) -> ProductCard:
    return ProductCard(
        **{"price": Decimal(30_000), "state": "in_stock", "unit": "hộp 300 g", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Còn hàng"),
        ({"state": "low", "stock_left": 3}, "Còn 3 sản phẩm"),
        ({"state": "out"}, "Hết hàng"),
        ({"state": "made_to_order", "lead_days": 15}, "Đặt làm 15 ngày"),
        ({"state": "made_to_order"}, "Đặt làm"),
        ({"state": "booking"}, "Đặt lịch"),
        ({"state": "on_request", "price": None}, "Hỏi giá tại cơ sở"),
        ({"state": "paused"}, "Tạm ngưng bán"),
    ],
)
def test_availability_in_words(fields, words):
    assert card_view(card(**fields), DAY)["state_text"] == words


def test_the_star_is_asked_for_the_day():
    shown = card(stars=4, stars_valid_until=DAY)

    assert card_view(shown, DAY)["stars"] == 4
    assert card_view(shown, DAY + dt.timedelta(days=1))["stars"] is None


def test_unit_price_stands_beside_the_unit():
    shown = card(unit_price=Decimal(100_000), unit_price_unit="kg")

    assert card_view(shown, DAY)["unit"] == "hộp 300 g, 100.000\N{NO-BREAK SPACE}₫/kg"


@pytest.mark.parametrize(
    ("reduced", "price", "list_price", "percent"),
    [
        (Decimal(27_000), 27_000, 30_000, 10),
        (Decimal(20_001), 20_001, 30_000, 33),
        (Decimal(29_999), 29_999, 30_000, None),
        (Decimal(30_000), 30_000, None, None),
        (Decimal(31_000), 30_000, None, None),
        (None, 30_000, None, None),
    ],
    ids=["tenth", "rounded down", "less than 1 %", "same", "dearer", "none"],
)
def test_an_offer_lowers_the_price_and_never_boasts(
    reduced, price, list_price, percent
):
    view = card_view(card(), DAY, lambda card: reduced)

    assert (view["price"], view["list_price"]) == (price, list_price)
    assert view["discount_percent"] == percent


@pytest.mark.parametrize(
    "change",
    [
        {"price": Decimal(31_000)},
        {"title": "Kẹo lạc"},
        {"state": "low", "stock_left": 1},
        {"stars": 4, "stars_valid_until": DAY},
    ],
    ids=["price", "title", "stock", "star"],
)
def test_a_kept_drawing_is_not_shown_for_a_changed_card(change):
    before = card_html(card_view(card(), DAY), sizes="100vw")

    after = card_html(card_view(card(**change), DAY), sizes="100vw")

    assert after != before
    assert card_html(card_view(card(), DAY), sizes="100vw") == before


def test_a_drawing_belongs_to_its_place_on_the_page():
    view = card_view(card(picture=PICTURE), DAY)

    assert "fetchpriority" in card_html(view, sizes="100vw", eager=True)
    assert "fetchpriority" not in card_html(view, sizes="100vw")
