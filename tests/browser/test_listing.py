"""The listing in a browser: filters as a sheet or a page, weight, cookies."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.shop import Shop
from tests.factories.catalogue import ProductFactory

pytestmark = pytest.mark.browser


def test_filters_open_as_a_sheet_that_gives_the_focus_back(
    visitor: Visitor, shop: Shop
) -> None:
    page = visitor.open(PHONE)
    page.goto("/san-pham/")
    opener = page.get_by_role("link", name="Lọc")

    opener.click()
    sheet = page.get_by_role("dialog", name="Lọc")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()

    opener.click()
    sheet.get_by_role("checkbox", name="4 sao").check()
    sheet.get_by_role("button", name="Lọc").click()
    expect(page.locator(".card h3")).to_have_text(["Giày tây nam buộc dây"])
    expect(page.get_by_role("link", name="Lọc (1)")).to_be_visible()


def test_filters_are_a_page_without_script(visitor: Visitor, shop: Shop) -> None:
    page = visitor.open(PHONE, has_script=False)
    page.goto("/san-pham/")

    page.get_by_role("link", name="Lọc").click()
    page.get_by_role("checkbox", name="Thực phẩm").check()
    page.get_by_role("button", name="Xem 4 sản phẩm").click()

    expect(page.locator(".card h3")).to_have_text(["Kẹo lạc Cổ Hoàng hộp giấy"])
    page.get_by_role("link", name="Bỏ hết").click()
    expect(page.locator(".card")).to_have_count(4)


def test_first_view_of_a_listing_is_light(visitor: Visitor, shop: Shop) -> None:
    for number in range(20):
        ProductFactory(title=f"Giỏ cỏ tế kiểu {number}", village=shop.village)
    page = visitor.open(PHONE)
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))

    page.goto("/san-pham/", wait_until="networkidle")

    assert page.locator(".card").count() == 24
    weights = {r.url: _weight(r) for r in responses if not _is_picture(r)}
    pictures = page.evaluate(_PICTURES_IN_SIGHT) * CARD_PICTURE
    assert sum(weights.values()) + pictures <= 150_000, weights


# The test shop's pictures are a few coloured squares: count the budget of real ones.
CARD_PICTURE = 15_000
_PICTURES_IN_SIGHT = """[...document.querySelectorAll(".card img")]
  .filter((image) => image.getBoundingClientRect().top < innerHeight).length"""


def _is_picture(response: Response) -> bool:
    return "/uploads/" in response.url


def _weight(response: Response) -> int:
    """Bytes over the wire, where servers send text compressed."""
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(gzip.compress(body))


def test_looking_around_sets_no_cookie(visitor: Visitor, shop: Shop) -> None:
    page = visitor.open(PHONE)

    for address in ("/", "/san-pham/", shop.village.get_absolute_url()):
        page.goto(address)
    assert page.context.cookies() == []

    page.goto(shop.shoe.get_absolute_url())
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
