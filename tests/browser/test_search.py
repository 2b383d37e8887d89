"""The search in a browser: suggestions by keyboard, and every kind of result page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from search import pages_found
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.rules import axe_violations, sideways, small_targets
from tests.browser.shop import Shop

pytestmark = pytest.mark.browser

RESULTS = {
    "some": "/tim-kiem/?q=giay",
    "corrected": "/tim-kiem/?q=giax+tay",
    "filtered": "/tim-kiem/?q=giay&sao=4&nhom=thu-cong-my-nghe",
    "none": "/tim-kiem/?q=tivi",
}
GROUPS = [
    "Sản phẩm",
    "Làng nghề",
    "Bài viết và trang thông tin",
    "Cơ sở sản xuất",
    "Điểm giới thiệu và bán",
]


@pytest.fixture(autouse=True)
def _found(shop: Shop) -> None:
    shop.producer.name = "Cơ sở giày Phú Yên"
    shop.producer.save()
    pages_found.rebuild()


def test_suggestions_can_be_walked_and_chosen_by_keyboard(
    visitor: Visitor, shop: Shop
) -> None:
    page = visitor.open(PHONE)
    page.goto("/san-pham/")
    box, options = _box(page), page.get_by_role("listbox").get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("giay")

    groups = page.get_by_role("listbox").get_by_role("group")
    expect(groups.first).to_be_visible()
    assert [group.get_attribute("aria-label") for group in groups.all()] == GROUPS
    expect(box).to_have_attribute("aria-expanded", "true")
    count = options.count()
    told = page.get_by_role("status").filter(has_text="gợi ý")
    expect(told).to_have_text(f"{count} gợi ý")
    assert axe_violations(page) + small_targets(page) == []
    assert sideways(page) == 0

    page.keyboard.press("ArrowUp")  # beyond the first: the last
    _expect_active(page, count - 1)
    page.keyboard.press("ArrowDown")  # beyond the last: the box itself
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    _expect_active(page, 0)
    expect(box).to_be_focused()

    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("giay")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(shop.shoe.title)


def _box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Tìm sản vật")


def _expect_active(page: Page, place: int) -> None:
    """The option that is chosen, and no other, and the box says so."""
    option = page.get_by_role("listbox").get_by_role("option").nth(place)
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    active = _box(page).get_attribute("aria-activedescendant")
    assert active == option.get_attribute("id")


def test_every_kind_of_result_page_can_be_read_by_everyone(visitor: Visitor) -> None:
    page = visitor.open(PHONE)
    faults: list[str] = []

    for name, address in RESULTS.items():
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(address)
        found = axe_violations(page) + small_targets(page)
        found += [f"{sideways(page)} px too wide"] if sideways(page) else []
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        found += axe_violations(page)
        faults += [f"{name}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)
    plain = visitor.open(PHONE, has_script=False)
    plain.goto("/")
    plain.get_by_role("searchbox").fill("giax tay")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("status")).to_contain_text("giày tây")
    expect(plain.locator(".card h3")).to_have_text(["Giày tây nam buộc dây"])
