"""What every page knows of the shop costs nothing and names nobody."""

from __future__ import annotations

import pytest
from django.core.signing import get_cookie_signer
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cms.models import SiteSettings
from cms.setup import ensure_site
from storefront.basket.middleware import COUNT_COOKIE, basket_count
from storefront.context import shop
from tests.factories.catalogue import group


def a_request(path: str = "/", **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return request


def test_the_shop_costs_no_query_once_known(db: None) -> None:
    ensure_site()
    str(shop(a_request())["shop"].footer_columns)

    with CaptureQueriesContext(connection) as captured:
        known = shop(a_request())["shop"]
        str([known.name, known.groups, known.footer_columns, known.owner_facts])

    assert len(captured) == 0


def test_a_template_that_asks_nothing_reads_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        shop(a_request())

    assert len(captured) == 0


def test_a_new_group_shows_after_its_commit(
    db: None, django_capture_on_commit_callbacks: object
) -> None:
    assert shop(a_request())["shop"].groups == []

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        group("food")

    assert [link.name for link in shop(a_request())["shop"].groups] == ["Thực phẩm"]


def test_the_basket_count_comes_from_its_signed_cookie() -> None:
    signed = get_cookie_signer(salt=COUNT_COOKIE).sign("4")

    assert basket_count(a_request(basket_count=signed)) == 4


@pytest.mark.parametrize("cookie", ["", "4", "99:forged", "x" * 5000, "-1:abc"])
def test_a_forged_basket_count_is_no_count(cookie: str) -> None:
    assert basket_count(a_request(basket_count=cookie)) == 0


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("/", "home"),
        ("/san-pham/", "groups"),
        ("/gio-hang/", "basket"),
        ("/tai-khoan/cua-toi/", "account"),
        ("/chuyen-nghe/", ""),
    ],
)
def test_the_bar_marks_where_one_is(db: None, path: str, mark: str) -> None:
    assert shop(a_request(path))["shop"].nav_current == mark


def test_the_phone_is_shown_as_people_say_it(db: None) -> None:
    ensure_site()
    SiteSettings.objects.update(phone="+84912345678")

    known = shop(a_request())["shop"]

    assert (known.phone, known.phone_href) == ("0912 345 678", "tel:+84912345678")
    assert known.zalo_url == "https://zalo.me/84912345678"
