"""The language of a page is its address's: no browser, no cookie decides it."""

from __future__ import annotations

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale

from catalog import cards
from catalog.models import ProductCard
from cms.models import HomePage, PlainPage
from cms.setup import ensure_site
from storefront.languages import in_language, without_language
from tests.factories.catalogue import ProductFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]


@pytest.fixture
def home() -> HomePage:
    return ensure_site(
        hostname="testserver", effective_from=dt.date(2026, 11, 1), is_demo=True
    )


@pytest.fixture
def english_home(home: HomePage) -> HomePage:
    english: HomePage = home.copy_for_translation(
        Locale.objects.get(language_code="en")
    )
    english.title, english.heading = "Home", "Made in the villages"
    english.save_revision().publish()
    return english


@pytest.fixture
def basket_of_grass() -> Any:
    product = ProductFactory(title="Giỏ cỏ tế có nắp")
    cards.rebuild_all(day=timezone.localdate())
    return product


def text(client: Client, path: str, **headers: Any) -> str:
    response = client.get(path, **headers)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("path", ["/", "/san-pham/", "/gio-hang/", "/ocop-la-gi/"])
def test_a_browser_set_to_english_gets_vietnamese(
    english_home: HomePage, client: Client, path: str
) -> None:
    page = text(client, path, headers={"accept-language": "en"})

    assert '<html lang="vi">' in page
    assert "Tra cứu đơn hàng" in page
    assert "Track an order" not in page
    assert page == text(client, path)


@pytest.mark.parametrize("path", ["/en/", "/en/san-pham/", "/en/gio-hang/"])
def test_an_english_address_speaks_english(
    english_home: HomePage, client: Client, path: str
) -> None:
    page = text(client, path, headers={"accept-language": "vi"})

    assert '<html lang="en">' in page
    assert "Track an order" in page
    assert "Tra cứu đơn hàng" not in page


def test_a_kept_listing_differs_by_language(
    english_home: HomePage, client: Client, basket_of_grass: Any
) -> None:
    vietnamese, english = text(client, "/san-pham/"), text(client, "/en/san-pham/")

    assert text(client, "/san-pham/") == vietnamese
    assert text(client, "/en/san-pham/") == english
    assert "Còn hàng" in vietnamese
    assert "In stock" not in vietnamese
    assert "In stock" in english
    assert basket_of_grass.get_absolute_url() in vietnamese
    assert f'href="/en{basket_of_grass.get_absolute_url()}"' in english


def test_what_producers_wrote_is_marked_as_vietnamese(
    english_home: HomePage, client: Client, basket_of_grass: Any
) -> None:
    assert '<h3 lang="vi"><a' in text(client, "/en/san-pham/")
    assert 'lang="vi"><a href="/san-pham/' not in text(client, "/san-pham/")


def test_an_english_product_page_leads_on_in_english(
    english_home: HomePage, client: Client, basket_of_grass: Any
) -> None:
    url = f"/en{basket_of_grass.get_absolute_url()}"
    page = text(client, url)

    assert f'name="next" value="{url}"' in page
    assert f'rel="canonical" href="http://127.0.0.1:8000{url}"' in page
    assert '<li><a href="/en/">Home</a></li>' in page
    renamed = client.get(url.replace("gio-co-te-co-nap", "ten-cu"))
    assert renamed.headers["Location"] == url


def test_a_card_rebuilt_under_english_is_stored_in_vietnamese(
    home: HomePage, basket_of_grass: Any
) -> None:
    with translation.override("en"):
        cards.rebuild_all(day=timezone.localdate())

    assert ProductCard.objects.get().url == basket_of_grass.get_absolute_url()


def test_the_switch_stays_on_the_listing_with_its_choices(
    english_home: HomePage, client: Client
) -> None:
    page = text(client, "/san-pham/?xep=ten&nhom=thuc-pham&gclid=kept-by-nobody")

    assert '<a href="/en/san-pham/?' in page
    assert "xep=ten" in page
    assert "gclid" not in page


def test_the_switch_leads_to_the_translated_page(
    english_home: HomePage, client: Client
) -> None:
    page = PlainPage.objects.get(slug="ocop-la-gi")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.slug = "what-is-ocop"
    english.save_revision().publish()

    assert '<a href="/en/what-is-ocop/" lang="en"' in text(client, "/ocop-la-gi/")
    assert '<a href="/ocop-la-gi/" lang="vi"' in text(client, "/en/what-is-ocop/")


def test_the_switch_says_where_a_page_is_only_in_vietnamese(
    english_home: HomePage, client: Client
) -> None:
    page = text(client, "/doi-tra/")

    assert '<span lang="en">English</span>: trang này chỉ có tiếng Việt' in page
    assert 'lang="en" hreflang' not in page


def test_an_english_page_links_to_vietnamese_pages_as_such(
    english_home: HomePage, client: Client
) -> None:
    assert 'href="/doi-tra/" lang="vi" hreflang="vi"' in text(client, "/en/san-pham/")


def test_a_first_visit_in_english_gets_no_cookie(
    english_home: HomePage, client: Client
) -> None:
    for path in ("/en/", "/en/san-pham/", "/en/lang-nghe/"):
        assert not client.get(path).cookies


def test_a_page_that_is_not_there_says_so_in_its_language(
    english_home: HomePage, client: Client
) -> None:
    assert "This page was not found" in client.get("/en/khong-co/").content.decode()
    assert "Không tìm thấy trang này" in client.get("/khong-co/").content.decode()


@pytest.mark.parametrize(
    "path", ["/en/quan-tri/", "/en/khuyen-mai/quan-ly/", "/en/tai-lieu/1/x/", "/vi/"]
)
def test_the_back_office_has_one_address(
    english_home: HomePage, officer_client: Client, path: str
) -> None:
    assert officer_client.get(path).status_code == 404


def test_the_language_ends_with_the_request(
    english_home: HomePage, client: Client
) -> None:
    client.get("/en/san-pham/")

    assert translation.get_language() == "vi"


@pytest.mark.parametrize(
    ("path", "language", "expected"),
    [
        ("/san-pham/", "en", "/en/san-pham/"),
        ("/en/san-pham/", "vi", "/san-pham/"),
        ("/en/san-pham/", "en", "/en/san-pham/"),
        ("/", "en", "/en/"),
        ("/en/", "vi", "/"),
        ("/quan-tri/", "en", "/quan-tri/"),
        ("https://zalo.me/1", "en", "https://zalo.me/1"),
        ("#dang-vu", "en", "#dang-vu"),
    ],
)
def test_a_path_in_a_language(path: str, language: str, expected: str) -> None:
    assert in_language(path, language) == expected


@pytest.mark.parametrize(
    ("path", "bare"),
    [("/en/", "/"), ("/en/tim/", "/tim/"), ("/english/", "/english/"), ("/", "/")],
)
def test_a_path_without_its_language(path: str, bare: str) -> None:
    assert without_language(path) == bare


def test_logging_in_stays_in_the_language(
    english_home: HomePage, client: Client, buyer: Any
) -> None:
    buyer.set_password("lang-nghe-2026")
    buyer.save()

    with translation.override("en"):
        url = reverse("account_login")
    answer = client.post(url, {"login": "0912345678", "password": "lang-nghe-2026"})

    assert url == "/en/tai-khoan/dang-nhap/"
    assert answer.headers["Location"] == "/en/"
