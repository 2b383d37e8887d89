"""The whole purchase: on a phone, without script, by keyboard, with pick-up."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from storefront.order.models import Order
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.shop import Shop
from tests.browser.steps import (
    PHONE_NUMBER,
    agree,
    fill_contact,
    go_to_review,
    order_number,
)

pytestmark = pytest.mark.browser
Buy = Callable[..., None]


def test_buyer_on_a_phone_orders_tracks_and_cancels(
    visitor: Visitor, shop: Shop, buy: Buy
) -> None:
    visitor.awaited = {422}
    page = visitor.open(PHONE)

    # chooses a size, and the page tells how that size stands
    page.goto(shop.shoe.get_absolute_url())
    expect(page.get_by_role("radio", name="Cỡ 42")).to_be_disabled()
    page.get_by_role("radio", name="Cỡ 41").check()
    expect(page.locator("[data-live=state]")).to_have_text("Cỡ 41: còn hàng")
    page.get_by_role("region", name="Mua hàng").get_by_text("Thêm vào giỏ").click()
    page.get_by_role("link", name="Xem giỏ hàng").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(
        "Giày tây nam buộc dây, Cỡ 41"
    )
    buy(page, shop.sweets)

    # changes the basket and takes a mistake back
    page.goto("/gio-hang/")
    page.get_by_role("button", name="Thêm một, Kẹo lạc Cổ Hoàng hộp giấy").click()
    expect(page.locator(".totals .total dd")).to_have_text("780.000 ₫")
    page.get_by_role("button", name=re.compile("Bỏ khỏi giỏ.*Kẹo lạc")).click()
    expect(page.locator(".totals .total dd")).to_have_text("720.000 ₫")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".totals .total dd")).to_have_text("780.000 ₫")

    # finds the commune of today by the old one's name, typed without accents
    page.get_by_role("button", name="Đặt hàng").click()
    fill_contact(page)
    page.get_by_label("Số điện thoại", exact=True).fill("0912 34")
    commune = page.get_by_role("combobox", name="Phường, xã")
    commune.press_sequentially("phu yen")
    page.get_by_role("option", name="Xã Chuyên Mỹ").click()
    expect(commune).to_have_value("Xã Chuyên Mỹ")
    page.get_by_label("Số nhà, đường hoặc thôn").fill("Số 12 ngõ 6")
    expect(page.locator("#totals .total dd")).to_have_text("855.000 ₫")
    agree(page)

    # is told of the one field to mend, and nothing typed is lost
    page.get_by_role("button", name="Xem lại đơn").click()
    page.get_by_role("alert").get_by_role("link", name="Số điện thoại").click()
    phone = page.get_by_label("Số điện thoại", exact=True)
    expect(phone).to_be_focused()
    expect(phone).to_have_value("0912 34")
    expect(commune).to_have_value("Xã Chuyên Mỹ")
    phone.fill(PHONE_NUMBER)
    go_to_review(page)
    expect(
        page.get_by_text("Số 12 ngõ 6, Xã Chuyên Mỹ, Thành phố Hà Nội")
    ).to_be_visible()
    page.get_by_role("region", name="Tổng tiền").get_by_role("button").click()
    number = order_number(page)
    assert Order.objects.get().number == number
    expect(page.locator(".bottom-bar .count")).to_be_hidden()

    # elsewhere the number and the phone find it, without telling who it is
    elsewhere = visitor.open(PHONE)
    _track(elsewhere, number)
    expect(elsewhere.get_by_text("*** *** 678")).to_be_visible()
    expect(elsewhere.get_by_text("Nguyễn Thị")).to_have_count(0)
    elsewhere.get_by_role("link", name="Hủy đơn").click()
    elsewhere.get_by_text("Tôi đổi ý").click()
    elsewhere.get_by_role("button", name="Hủy đơn này").click()
    expect(elsewhere.get_by_text("Đã hủy đơn.")).to_be_visible()
    assert Order.objects.get().status == "cancelled"


def test_buyer_without_script_orders(visitor: Visitor, shop: Shop, buy: Buy) -> None:
    page = visitor.open(PHONE, has_script=False)

    buy(page, shop.shoe, size="Cỡ 40")
    page.goto("/gio-hang/")
    page.get_by_role("textbox", name="Số lượng, Giày").fill("2")
    page.get_by_role("button", name="Cập nhật giỏ").click()
    expect(page.locator(".totals .total dd")).to_have_text("1.440.000 ₫")
    page.get_by_role("button", name="Đặt hàng").click()
    fill_contact(page)
    page.get_by_label("Tỉnh, thành phố").select_option("Hồ Chí Minh")
    page.get_by_role("button", name="Hiện phường, xã của tỉnh này").click()
    expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Hòa")
    page.get_by_label("Phường, xã", exact=True).select_option("Phường Bến Nghé")
    page.get_by_label("Số nhà, đường hoặc thôn").fill("Số 5 đường Lê Lợi")
    agree(page)
    go_to_review(page)
    page.get_by_role("region", name="Tổng tiền").get_by_role("button").click()

    order = Order.objects.get(number=order_number(page))
    assert order.shipping_address is not None
    assert order.shipping_address.line4 == "Phường Bến Nghé"
    assert order.lines.get().quantity == 2


def test_buyer_with_only_a_keyboard_orders(visitor: Visitor, shop: Shop) -> None:
    page = visitor.open(DESK)

    # the first stop leads past the header
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "a", "Giày tây nam buộc dây")
    page.keyboard.press("Enter")

    # arrows choose the size
    expect(page.get_by_role("heading", level=1)).to_have_text("Giày tây nam buộc dây")
    _tab_to(page, "input[name=child_id]")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Cỡ 41")).to_be_checked()
    _tab_to(page, "button[data-step='1']")
    page.keyboard.press("Space")
    _tab_to(page, "button", "Mua ngay")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Người nhận")).to_be_visible()
    _tab_to(page, "#id_contact_name")
    page.keyboard.type("Nguyễn Thị Hòa")
    _tab_to(page, "#id_phone")
    page.keyboard.type(PHONE_NUMBER)
    _tab_to(page, "#id_commune")
    page.keyboard.type("chuyen my")
    expect(page.get_by_role("option", name="Xã Chuyên Mỹ")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_commune")).to_have_value("Xã Chuyên Mỹ")
    _tab_to(page, "#id_street")
    page.keyboard.type("Thôn Giẽ Hạ")
    _tab_to(page, "#id_consent")
    page.keyboard.press("Space")
    _tab_to(page, "button", "Xem lại đơn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại đơn hàng")
    _tab_to(page, "button", "Gửi đơn hàng")
    page.keyboard.press("Enter")

    order = Order.objects.get(number=order_number(page))
    assert order.lines.get().quantity == 2
    assert order.lines.get().variant_label == "Cỡ 41"


def test_buyer_at_a_desk_picks_up_at_the_showroom(
    visitor: Visitor, shop: Shop, buy: Buy
) -> None:
    page = visitor.open(DESK)

    buy(page, shop.sweets)
    page.goto("/dat-hang/")
    fill_contact(page)
    page.get_by_text("Nhận tại điểm bán Phú Yên").click()
    expect(page.get_by_label("Số nhà, đường hoặc thôn")).to_be_hidden()
    expect(page.get_by_text("Trả tiền khi nhận hàng")).to_be_hidden()
    expect(page.locator("#totals .total dd")).to_have_text("30.000 ₫")
    agree(page)
    go_to_review(page)
    page.get_by_role("button", name="Gửi đơn hàng, 30.000 ₫").click()

    order = Order.objects.get(number=order_number(page))
    assert order.showroom == shop.showroom
    assert order.total_incl_tax == 30_000
    assert order.shipping_address is None


def test_two_presses_on_the_last_button_make_one_order(
    visitor: Visitor, shop: Shop, buy: Buy
) -> None:
    page = visitor.open(DESK, has_script=False)
    buy(page, shop.sweets)
    page.goto("/dat-hang/")
    fill_contact(page)
    page.get_by_text("Nhận tại điểm bán Phú Yên").click()
    agree(page)
    go_to_review(page)

    page.get_by_role("button", name="Gửi đơn hàng").dblclick(no_wait_after=True)

    number = order_number(page)
    assert Order.objects.get().number == number


def test_basket_survives_signing_up_by_phone_and_signing_in(
    visitor: Visitor, shop: Shop, buy: Buy
) -> None:
    page = visitor.open(PHONE)
    buy(page, shop.shoe, size="Cỡ 40")
    page.goto("/tai-khoan/dang-ky/")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Hòa")
    page.get_by_label("Số điện thoại").fill(PHONE_NUMBER)
    page.get_by_label("Mật khẩu").fill("gie-ha-sau-muoi")
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.locator(".bottom-bar .count")).to_have_text("số món 1")

    elsewhere = visitor.open(PHONE)
    buy(elsewhere, shop.sweets)
    elsewhere.goto("/tai-khoan/dang-nhap/?next=/gio-hang/")
    elsewhere.get_by_label("Số điện thoại hoặc thư điện tử").fill("+84 912.345.678")
    elsewhere.get_by_label("Mật khẩu").fill("gie-ha-sau-muoi")
    elsewhere.get_by_role("button", name="Đăng nhập").click()

    expect(elsewhere.get_by_role("heading", level=3)).to_have_text(
        ["Giày tây nam buộc dây, Cỡ 40", "Kẹo lạc Cổ Hoàng hộp giấy"]
    )


def _track(page: Page, number: str) -> None:
    page.goto("/don-hang/")
    page.get_by_label("Mã đơn hàng").fill(number)
    page.get_by_label("Số điện thoại đặt hàng").fill(PHONE_NUMBER)
    page.get_by_role("button", name="Tìm đơn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Đơn hàng {number}")


def _tab_to(page: Page, selector: str, words: str = "", most: int = 80) -> None:
    """Press Tab until what is named has the focus; each stop on the way must show."""
    page.wait_for_load_state()  # without its stylesheet nothing shows
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED, [selector, words])
        assert focused["isShown"], focused["html"]
        if focused["isWanted"]:
            return
    pytest.fail(f"no Tab leads to {selector} {words}")


# An outline on what has the focus, or on the label, row or card that stands for it.
_FOCUSED = """([selector, words]) => {
  const item = document.activeElement;
  const marks = [item, item.nextElementSibling, item.closest(".card")?.querySelector(".pic")];
  const isOutlined = (part) => part && parseFloat(getComputedStyle(part).outlineWidth) >= 2
    && getComputedStyle(part).outlineStyle !== "none";
  return {
    html: item.outerHTML.slice(0, 200),
    isShown: item === document.body || marks.some(isOutlined),
    isWanted: item.matches(selector) && item.textContent.includes(words),
  };
}"""
