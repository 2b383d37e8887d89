"""Menus that editors arrange: what is not published is not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.menus import Link, read_menus
from cms.models import MenuSettings, PlainPage
from cms.models.menus import MenuLinkBlock
from cms.setup import ensure_site
from storefront.accounts.groups import EDITORS, OFFICERS
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(autouse=True)
def _a_site(db: None, commit_at_once: None) -> None:
    ensure_site()


def item(**fields: Any) -> dict[str, Any]:
    return {"page": None, "url": "", "label": ""} | fields


def arrange(*, header: Any = (), footer: Any = ()) -> MenuSettings:
    row, _made = MenuSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True)
    )
    row.header = [{"type": "link", "value": value} for value in header]
    row.footer = [{"type": "column", "value": value} for value in footer]
    row.save()
    return row


def plain(slug: str) -> PlainPage:
    page: PlainPage = PlainPage.objects.get(slug=slug)
    return page


def test_an_empty_menu_shows_the_built_in_one(client: Client) -> None:
    arrange()

    page = client.get("/").text

    for words in ("Làng nghề", "Mua hàng", "Về trang này"):
        assert words in page


def test_staff_arrange_header_and_footer(client: Client) -> None:
    arrange(
        header=[item(page=plain("ocop-la-gi").pk, label="OCOP?")],
        footer=[
            {
                "title": "Giúp đỡ",
                "links": [
                    item(page=plain("doi-tra").pk),
                    item(url="https://hanoi.gov.vn/", label="Thành phố"),
                ],
            }
        ],
    )

    page = client.get("/").text

    assert '<a href="/ocop-la-gi/">OCOP?</a>' in page
    assert "<h2>Giúp đỡ</h2>" in page
    assert '<a href="https://hanoi.gov.vn/">Thành phố</a>' in page
    assert "Về trang này" not in page


def test_a_page_that_is_not_published_is_left_out(client: Client) -> None:
    links = [item(page=plain("doi-tra").pk), item(page=plain("giao-hang").pk)]
    arrange(header=links, footer=[{"title": "Một cột", "links": links[:1]}])
    assert 'href="/doi-tra/"' in client.get("/").text

    plain("doi-tra").unpublish()

    assert read_menus().header == (Link("Giao hàng", "/giao-hang/"),)
    assert read_menus().footer == ()
    assert 'href="/doi-tra/"' not in client.get("/").text


def test_a_page_that_is_gone_is_left_out() -> None:
    arrange(header=[item(page=plain("doi-tra").pk), item(page=10**9), item()])
    plain("doi-tra").delete()

    assert read_menus().header == ()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"url": "/doi-tra/"},
        {"url": "javascript:alert(1)", "label": "x"},
        {"url": "//evil.example/", "label": "x"},
        {"page": True, "url": "/doi-tra/", "label": "x"},
    ],
    ids=["nothing", "no words", "script", "elsewhere", "both"],
)
def test_a_link_that_leads_nowhere_is_refused(fields: dict[str, Any]) -> None:
    if fields.get("page"):
        fields["page"] = plain("doi-tra").pk
    block = MenuLinkBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python(item(**fields)))


@pytest.mark.parametrize(
    ("who", "status"),
    [("", 302), ("shopper", 403), (OFFICERS, 302), (EDITORS, 200)],
)
def test_who_arranges_menus(client: Client, who: str, status: int) -> None:
    if who:
        person = UserFactory() if who == "shopper" else staff_member(who)
        client.force_login(person)
    site = Site.objects.get(is_default_site=True)
    url = reverse("wagtailsettings:edit", args=["cms", "menusettings", site.pk])

    assert client.get(url).status_code == status
