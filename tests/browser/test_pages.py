"""Rules that hold on every public page, at a phone's width and at a desk's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from cms.models import LandingPage
from media.models import StoreImage
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.rules import axe_violations, sideways, small_targets
from tests.browser.shop import Shop
from tests.browser.steps import agree, fill_contact, go_to_review, order_number
from tests.factories.campaigns import campaign
from tests.factories.pages import pages_of_every_type

pytestmark = pytest.mark.browser
Buy = Callable[..., None]
NARROWEST = 320


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_can_be_read_and_pressed_by_everyone(
    visitor: Visitor, shop: Shop, buy: Buy, size: tuple[int, int]
) -> None:
    visitor.awaited = {404, 422}
    page = visitor.open(size)
    broken: list[str] = []

    for name in _every_page(page, shop, buy):
        faults = axe_violations(page) + _overflow(page, size)
        if size == PHONE:
            faults += small_targets(page)
        broken += [f"{name}: {fault}" for fault in faults]

    assert not broken, "\n".join(broken)


def test_every_page_of_the_editors_can_be_read_and_pressed_by_everyone(
    visitor: Visitor, shop: Shop
) -> None:
    addresses = {
        name: made.url for name, made in pages_of_every_type(shop.home).items()
    }
    addresses |= {"legal": "/quy-che-hoat-dong/", "English home": _english_home(shop)}
    addresses |= {path: f"/{path}/" for path in ("lien-he", "gui-khieu-nai", "bao-gia")}
    campaign(landing_page=LandingPage.objects.get(), picture=StoreImage.objects.first())
    cache.clear()
    visitor.awaited = {404}  # the pictures of these pages have no files
    page = visitor.open(PHONE)
    broken: list[str] = []

    for name, address in addresses.items():
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(address)
            faults = axe_violations(page) + _overflow(page, size)
            if size == PHONE:
                faults += small_targets(page)
            broken += [f"{name} at {size[0]}: {fault}" for fault in faults]

    assert len(addresses) == 15
    assert not broken, "\n".join(broken)


def test_the_calendar_of_campaigns_can_be_read_by_everyone(
    office: Callable[[str], Page], shop: Shop
) -> None:
    campaign(picture=StoreImage.objects.first())
    page = office("/quan-tri/lich/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert axe_violations(page) == []


def _english_home(shop: Shop) -> str:
    english = shop.home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    return "/en/"


def _every_page(page: Page, shop: Shop, buy: Buy) -> Iterator[str]:
    """Bring ``page`` to one page of the shop after the other; yields their names."""
    for name, address in _addresses(shop).items():
        page.goto(address)
        yield name
    buy(page, shop.shoe, size="Cỡ 40")
    yield "product, added"
    buy(page, shop.sweets)
    page.goto("/gio-hang/")
    yield "basket"
    page.get_by_role("button", name="Bỏ khỏi giỏ").last.click()
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_visible()
    yield "basket, removed"
    page.goto("/dat-hang/")
    yield "checkout"
    page.get_by_role("button", name="Xem lại đơn").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "checkout, errors"
    fill_contact(page)
    page.get_by_text("Nhận tại điểm bán Phú Yên").click()
    agree(page)
    go_to_review(page)
    yield "review"
    page.get_by_role("button", name="Gửi đơn hàng").locator("visible=true").click()
    number = order_number(page)
    yield "confirmation"
    for name in ("", "huy/"):
        page.goto(f"/don-hang/{number}/{name}")
        yield f"order {name}"


def _addresses(shop: Shop) -> dict[str, str]:
    product = shop.shoe.get_absolute_url()
    return {
        "home": "/",
        "listing": "/san-pham/",
        "filtered": "/san-pham/?sao=4",
        "filters": "/san-pham/?loc=1",
        "directory": "/danh-muc/",
        "nothing found": "/tim-kiem/?q=khong-co-gi",
        "product": product,
        "product on request": shop.bed.get_absolute_url(),
        "empty basket": "/gio-hang/",
        "tracking": "/don-hang/",
        "login": "/tai-khoan/dang-nhap/",
        "sign-up": "/tai-khoan/dang-ky/",
        "verification": "/tra-cuu-chung-nhan/?q=giay",
        "valid certificate": shop.valid.get_absolute_url(),
        "expired certificate": shop.expired.get_absolute_url(),
        "villages": "/lang-nghe/",
        "village": shop.village.get_absolute_url(),
        "producers": "/co-so/",
        "producer": shop.producer.get_absolute_url(),
        "commune": "/xa/chuyen-my/",
        "showrooms": "/diem-ban/",
        "showroom": shop.showroom.get_absolute_url(),
        "articles": "/chuyen-nghe/",
        "article": f"/chuyen-nghe/{shop.article.slug}/",
        "plain page": "/doi-tra/",
        "old names": "/dia-chi/ten-xa-cu/?q=phu+yen",
        "missing": "/khong-co-trang-nay/",
    }


def _overflow(page: Page, size: tuple[int, int]) -> list[str]:
    """By how much the page is too wide, as it is and on the narrowest phone."""
    too_wide = {}
    for width in (size[0], NARROWEST) if size == PHONE else (size[0],):
        page.set_viewport_size({"width": width, "height": size[1]})
        too_wide[width] = sideways(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return [f"{by} px too wide at {width}" for width, by in too_wide.items() if by > 0]
