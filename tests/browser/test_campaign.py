"""A campaign from its first idea to its last second, as staff and visitors see it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from storefront.campaigns.models import Campaign
from tests.browser.conftest import Visitor
from tests.browser.rules import axe_violations
from tests.browser.shop import Shop
from tests.factories.orders import running_offer

pytestmark = pytest.mark.browser

HEADLINE = "Tết làng nghề"
REDUCED = "27.000"  # of 30.000
SECOND = dt.timedelta(seconds=1)


def typed(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


def sees(page: Page, shop: Shop) -> set[str]:
    """Where the campaign shows: its price, and on lists its banner."""
    listing = "/san-pham/?xep=gia"
    found = set()
    for name, address in (
        ("list", listing),
        ("product", shop.sweets.get_absolute_url()),
        ("basket", "/gio-hang/"),
    ):
        page.goto(address)
        if REDUCED in page.locator("main").inner_text():
            found.add(name)
    feed = page.request.get("/nguon-hang/google.xml").text()
    if f"<g:sale_price>{REDUCED.replace('.', '')}" in feed:
        found.add("feed")
    for name, address in (("home banner", "/"), ("list banner", listing)):
        page.goto(address)
        if page.get_by_text(HEADLINE, exact=True).count():
            found.add(name)
    return found


def test_a_campaign_is_prepared_rehearsed_and_runs_by_the_clock(
    office: Callable[[str], Page],
    visitor: Visitor,
    shop: Shop,
    buy: Callable[..., None],
) -> None:
    everywhere = {"list", "product", "basket", "feed", "home banner", "list banner"}
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    start, end = hour + dt.timedelta(days=30), hour + dt.timedelta(days=40)
    offer = running_offer()
    guest = visitor.open()

    # Staff prepare it.
    page = office("/quan-tri/chuong-trinh/new/")
    page.get_by_label("Tên chương trình").fill(HEADLINE)
    page.get_by_label("Bật chương trình").check()
    page.get_by_label("Bắt đầu").fill(typed(start))
    page.get_by_label("Kết thúc").fill(typed(end))
    page.get_by_label("Hình thức").select_option("discount")
    page.get_by_label("Nội dung, điều kiện").fill("Giảm 10 % mọi sản phẩm.")
    page.get_by_label("Địa bàn áp dụng").fill("Toàn quốc")
    page.get_by_role("checkbox", name=re.compile(offer.name)).check()
    page.get_by_role("button", name=re.compile("^(Lưu|Tạo|Thêm)$")).click()
    expect(page.get_by_text(re.compile("Đã (tạo|lưu|thêm)")).first).to_be_visible()
    campaign = Campaign.objects.get()

    # It waits in the calendar, and the public sees nothing of it.
    page.goto("/quan-tri/lich/")
    expect(page.get_by_role("link", name=HEADLINE).first).to_be_visible()
    assert axe_violations(page) == []
    buy(guest, shop.sweets)
    assert sees(guest, shop) == set()

    # Staff see the shop of next month; the public still does not.
    page.goto(f"/quan-tri/xem-thu/?chuong-trinh={campaign.pk}")
    page.locator("main").get_by_role("button", name="Xem thử").click()
    expect(page.get_by_text("Mọi thứ chỉ để xem")).to_be_visible()
    assert sees(page, shop) == everywhere - {"basket"}
    assert sees(guest, shop) == set()
    page.get_by_role("button", name="Thôi xem thử").click()
    page.goto("/")
    expect(page.get_by_text(HEADLINE, exact=True)).to_have_count(0)

    # The clock alone begins and ends it.
    for moment, shown in (
        (start - SECOND, set()),
        (start, everywhere),
        (end - SECOND, everywhere),
        (end, set()),
    ):
        with time_machine.travel(moment, tick=False):
            assert sees(guest, shop) == shown, moment
