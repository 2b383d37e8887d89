"""Chromium, a shop behind a live server, and pages that may not complain."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.browser.shop import Shop, open_shop
from tests.conftest import CHROMIUM
from tests.factories.people import UserFactory

PHONE, DESK = (360, 740), (1280, 800)
PATIENCE = 15_000  # ms
PASSWORD = "mat-khau-thu-2026"  # of the factories' people
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all. Playwright keeps an event loop in this thread, which
    Django would take for an async view; with it Django uses another connection, and
    none may outlive the copying of the database's file."""
    expect.set_options(timeout=PATIENCE)
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture(scope="package")
def _uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kept between tests: a picture's files are named by its content."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture
def shop(live_server: Any, settings: Any, _uploads: Path) -> Shop:
    settings.MEDIA_ROOT = _uploads
    settings.SHOP_URL = live_server.url
    return open_shop()


class Visitor:
    """Opens pages and remembers every complaint of the browser about them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.awaited: set[int] = set()  # HTTP statuses this test asks for

    def open(self, size: tuple[int, int] = PHONE, *, has_script: bool = True) -> Page:
        """Return a page of a browser that was never here before."""
        context = self._browser.new_context(
            base_url=self._url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=has_script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self._on_failure)
        page.on("response", self._on_response)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _on_console(self, message: ConsoleMessage) -> None:
        # A refused status is judged where the response is seen.
        if message.type == "error" and "the server responded with" not in message.text:
            self.complaints.append(message.text)

    def _on_failure(self, request: Request) -> None:
        # A page that is left gives up its open requests.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.awaited:
            self.complaints.append(f"{response.url}: {response.status}")


@pytest.fixture
def visitor(browser: Browser, live_server: Any, shop: Shop) -> Iterator[Visitor]:
    visitor = Visitor(browser, live_server.url)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


@pytest.fixture
def buy(shop: Shop) -> Callable[..., None]:
    """Put a product into the basket of a page as a buyer does."""

    def put(page: Page, product: Any, *, size: str = "") -> None:
        page.goto(product.get_absolute_url())
        if size:
            page.get_by_role("radio", name=size).check()
        page.locator("button[value=add]:visible").click()
        expect(page.get_by_role("status").filter(has_text="Đã thêm")).to_be_visible()

    return put


@pytest.fixture
def office(visitor: Visitor) -> Callable[[str], Page]:
    """Open an address of the back office as a member of the staff who signs in."""
    UserFactory(email="can-bo@example.vn", is_staff=True, is_superuser=True)

    def enter(address: str) -> Page:
        page = visitor.open(DESK)
        page.goto(address)
        page.get_by_label("Số điện thoại hoặc thư điện tử").fill("can-bo@example.vn")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        return page

    return enter
