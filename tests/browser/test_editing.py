"""An article's way from an editor's desk to the readers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import ArticleIndexPage, ArticlePage
from storefront.accounts.groups import APPROVERS, EDITORS
from storefront.jobs.work import publish_scheduled
from tests.browser.conftest import DESK, Visitor
from tests.browser.shop import Shop
from tests.factories.people import staff_member

pytestmark = pytest.mark.browser
PASSWORD = "mat-khau-thu-2026"
PREVIEW = "Ẩn, hiện bản xem trước"
TITLE = "Mùa khảm ở Chuyên Mỹ"


def enter(visitor: Visitor, person: Any, address: str) -> Page:
    page = visitor.open(DESK)
    page.goto(address)
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill(person.email)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    return page


def write(page: Page) -> None:
    """A title, a lead, a picture from the library and a rail of one product."""
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=lead]").fill("Vỏ trai chọn lúc trời sáng.")
    page.get_by_role("button", name="Chọn hình").first.click()
    page.locator(".modal .image-choice").first.click()
    expect(page.locator(".modal")).to_be_hidden()
    page.get_by_role("button", name="Thêm khối").first.click()
    page.get_by_role("option", name="Dãy sản phẩm").click()
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_role("button", name="Chọn sản phẩm").click()
    page.locator(".modal").get_by_role("link", name=re.compile("Kẹo lạc")).click()
    expect(page.locator(".modal")).to_be_hidden()


def date_it(page: Page, moment: dt.datetime) -> None:
    hour = page.get_by_role("button", name="Hẹn giờ", exact=True)
    if not hour.is_visible():
        page.get_by_role("button", name="Ẩn, hiện tình trạng").click()
    hour.click()
    field = page.locator("input[name=go_live_at]")
    field.fill(timezone.localtime(moment).strftime("%d/%m/%Y %H:%M"))
    page.get_by_role("button", name="Lưu giờ hẹn").press("Enter")
    expect(page).to_have_url(re.compile(r"/edit/"))


def press(page: Page, name: str) -> None:
    """A button of the footer, behind the arrow if it is there."""
    button = page.locator(f"footer [name={name}]").first
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").click()
    button.click()


def test_an_article_is_written_approved_and_appears_at_its_time(
    visitor: Visitor, shop: Shop
) -> None:
    editor, approver = staff_member(EDITORS), staff_member(APPROVERS)
    index = ArticleIndexPage.objects.get()
    moment = timezone.now() + dt.timedelta(days=1)
    page = enter(visitor, editor, f"/quan-tri/pages/add/cms/articlepage/{index.pk}/")
    visitor.awaited.add(400)  # Wagtail's autosave may come after the submission
    write(page)
    page.get_by_role("button", name=PREVIEW).click()
    shown = page.frame_locator("iframe.w-preview__iframe").first
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(shown.get_by_role("link", name="Kẹo lạc Cổ Hoàng").first).to_be_visible()
    date_it(page, moment)
    press(page, "action-submit")
    expect(page.get_by_text("gửi duyệt").first).to_be_visible()
    article = ArticlePage.objects.get(title=TITLE)
    assert article.slug == "mua-kham-o-chuyen-my"
    page.goto(f"/quan-tri/pages/{article.pk}/edit/")
    expect(page.get_by_text("sẽ không tự lên trang").first).to_be_visible()
    page.close()

    other = enter(visitor, approver, "/quan-tri/")
    expect(other.get_by_role("link", name="1 trang chờ duyệt")).to_be_visible()
    other.goto(f"/quan-tri/pages/{article.pk}/edit/")
    toggle = other.locator("footer .w-dropdown__toggle")
    approve = other.locator("[data-workflow-action-name=approve]").first
    if not approve.is_visible():
        toggle.click()
    approve.click()
    expect(other.get_by_text("Lên trang lúc").first).to_be_visible()

    reader = visitor.open()
    visitor.awaited.add(404)
    reader.goto(f"/chuyen-nghe/{article.slug}/")
    expect(reader.get_by_role("heading", level=1)).not_to_have_text(TITLE)
    with time_machine.travel(moment + dt.timedelta(minutes=1)):
        publish_scheduled(timezone.now())
        reader.goto(f"/chuyen-nghe/{article.slug}/")
        expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(
            reader.get_by_role("link", name="Kẹo lạc Cổ Hoàng").first
        ).to_be_visible()
        expect(reader.locator("article img").first).to_be_visible()


def test_a_reader_writes_a_letter_and_the_desk_has_it(
    visitor: Visitor, shop: Shop
) -> None:
    page = visitor.open()
    page.goto("/gui-khieu-nai/")
    page.get_by_label("Về việc gì").select_option(label="Hàng tươi hỏng, giao sai")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Hòa")
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill("0912 345 678")
    page.get_by_label("Lời nhắn").fill("Rau giao hôm nay bị dập.")
    page.get_by_role("checkbox", name="Tôi đồng ý").check()
    page.wait_for_timeout(3500)  # nobody writes a letter in three seconds
    page.get_by_role("button", name="Gửi thư").click()
    expect(page.get_by_text("Cửa hàng đã nhận thư")).to_be_visible()

    desk = enter(visitor, staff_member(EDITORS), "/quan-tri/")
    desk.get_by_role("link", name="1 thư chờ trả lời").click()
    desk.locator("td.title a").first.click()
    expect(desk.get_by_text("Rau giao hôm nay bị dập.")).to_be_visible()
