"""The back office in a browser: a page, an order, a photo."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.models import Product
from storefront.order.models import Order
from storefront.shipping.models import ShippingZone
from tests.browser.shop import Shop
from tests.factories.images import encoded, scene
from tests.factories.orders import placed_order

pytestmark = pytest.mark.browser


def test_editor_changes_the_home_page(
    office: Callable[[str], Page], shop: Shop
) -> None:
    page = office(f"/quan-tri/pages/{shop.home.pk}/edit/")

    page.get_by_label("Câu chào").fill("Đồ làng nghề, tận tay người làm")
    page.locator("footer .w-dropdown__toggle").click()
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.get_by_text("Đã đăng trang")).to_be_visible()

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Đồ làng nghề, tận tay người làm"
    )


def test_staff_confirm_an_order(office: Callable[[str], Page], shop: Shop) -> None:
    order = placed_order((shop.sweets, 2))
    page = office("/quan-tri/don-hang/")

    page.get_by_role("link", name=order.number).click()
    page.get_by_role("button", name="Xác nhận").click()

    expect(page.locator(".desk-state")).to_contain_text("Đang chuẩn bị")
    assert Order.objects.get().status == "confirmed"


def test_every_desk_saves_what_nobody_changed(
    office: Callable[[str], Page], shop: Shop
) -> None:
    desks = {
        "san-pham": shop.sweets.pk,
        "co-so": shop.producer.pk,
        "diem-ban": shop.showroom.pk,
        "lang-nghe": shop.village.pk,
        "phi-giao-hang": ShippingZone.objects.get().pk,
        "nhom-san-pham": shop.sweets.categories.get().pk,
    }
    page = office("/quan-tri/")

    for desk, pk in desks.items():
        page.goto(f"/quan-tri/{desk}/edit/{pk}/")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_text("Đã lưu"), desk).to_be_visible()
    assert Product.objects.get(pk=shop.sweets.pk).net_quantity == Decimal("0.3")


def test_staff_give_a_product_a_photo(
    office: Callable[[str], Page], shop: Shop, tmp_path: Path
) -> None:
    photo = tmp_path / "gio-co-te.jpg"
    photo.write_bytes(encoded(scene(900, 600, seed=3)))
    page = office(f"/quan-tri/san-pham/edit/{shop.sweets.pk}/")

    page.get_by_role("button", name="Chọn hình").first.click()
    chooser = page.locator(".modal")
    chooser.get_by_role("tab", name=re.compile("Tải lên")).click()
    chooser.locator("input[type=file]").set_input_files(photo)
    chooser.get_by_role("textbox", name="Tiêu đề").fill("Giỏ cỏ tế")
    chooser.get_by_role("textbox", name="Mô tả hình").fill("Giỏ đan có nắp")
    chooser.get_by_role("button", name=re.compile("Tải lên")).click()
    expect(chooser).to_be_hidden()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu")).to_be_visible()

    page.goto(shop.sweets.get_absolute_url())
    expect(page.locator(".gallery li")).to_have_count(2)
    expect(page.locator(".gallery li img").last).to_have_js_property(
        "naturalWidth", 600
    )
