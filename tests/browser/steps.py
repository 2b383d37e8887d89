"""What buyers do on several journeys."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PHONE_NUMBER = "0912 345 678"


def fill_contact(page: Page) -> None:
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Hòa")
    page.get_by_label("Số điện thoại", exact=True).fill(PHONE_NUMBER)


def agree(page: Page) -> None:
    page.get_by_role("checkbox", name="Tôi đồng ý").check()


def go_to_review(page: Page) -> None:
    page.get_by_role("button", name="Xem lại đơn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại đơn hàng")


def order_number(page: Page) -> str:
    """Of the confirmation that ``page`` shows."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã ghi nhận đơn hàng")
    return page.url.rstrip("/").rsplit("/", 1)[-1]
