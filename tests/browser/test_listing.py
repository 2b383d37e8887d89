"""The listing in a browser: filters as a sheet or a page, weight, cookies."""

from __future__ import annotations

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.shop import Shop

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
    page = visitor.open(PHONE)
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))

    page.goto("/san-pham/", wait_until="networkidle")

    weights = {r.url: r.request.sizes()["responseBodySize"] for r in responses}
    assert sum(weights.values()) <= 150_000, weights


def test_looking_around_sets_no_cookie(visitor: Visitor, shop: Shop) -> None:
    page = visitor.open(PHONE)

    for address in ("/", "/san-pham/", shop.village.get_absolute_url()):
        page.goto(address)
    assert page.context.cookies() == []

    page.goto(shop.shoe.get_absolute_url())
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
