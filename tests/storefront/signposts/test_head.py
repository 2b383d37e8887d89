"""The head of a page: where it stands, in which languages, how it is shared."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from catalog import cards
from cms.setup import ensure_site
from tests.catalog.pictures import add_pictures, picture
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import showroom
from tests.factories.pages import pages_of_every_type

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]
SITE = "https://sanvat.example"


@pytest.fixture(autouse=True)
def home(settings: Any) -> Any:
    settings.SHOP_IS_DEMO = False
    settings.SHOP_URL = SITE
    return ensure_site(hostname="testserver", effective_from=dt.date(2026, 11, 1))


def head(client: Client, path: str) -> str:
    return client.get(path).text.partition("</head>")[0]


def tags(text: str) -> dict[str, str]:
    """The content of each meta tag, the canonical address and the title."""
    found = dict(
        re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text)
    )
    found |= dict(re.findall(r'<link rel="(canonical)" href="([^"]*)"', text))
    found["title"] = re.findall(r"<title>(.*?)</title>", text, re.DOTALL)[0]
    return {name: unescape(value) for name, value in found.items()}


def languages(text: str) -> dict[str, str]:
    return dict(
        re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text)
    )


def test_a_product_is_shared_with_its_own_words_and_picture(client: Client) -> None:
    product = ProductFactory(title="Khay trà", description='Khảm "trai" & sơn mài.')
    add_pictures(product)
    cards.rebuild_all(day=timezone.localdate())

    text = head(client, product.get_absolute_url())

    url = SITE + product.get_absolute_url()
    found = tags(text)
    assert found["canonical"] == found["og:url"] == url
    assert found["og:type"] == "product"
    assert found["og:title"] == found["title"]
    assert found["og:description"] == found["description"]
    assert found["description"] == 'Khảm "trai" & sơn mài.'
    assert found["og:image"] == f"{SITE}/uploads/renditions/khay.jpg"
    assert found["twitter:card"] == "summary_large_image"
    assert languages(text) == {
        "vi": url,
        "en": url.replace(SITE, f"{SITE}/en"),
        "x-default": url,
    }


def test_a_long_description_is_cut_between_words(client: Client) -> None:
    product = ProductFactory(title="Khay trà", description="Khảm trai ốc đỏ. " * 30)
    cards.rebuild_all(day=timezone.localdate())

    text = tags(head(client, product.get_absolute_url()))["description"]

    assert len(text) <= 160
    assert text.endswith(("trai…", "ốc…", "đỏ…", "Khảm…"))


def test_what_a_visitor_adds_to_an_address_is_not_part_of_it(client: Client) -> None:
    found = tags(head(client, "/san-pham/?utm_source=zalo"))

    assert found["canonical"] == f"{SITE}/san-pham/"


def test_a_page_of_news_stands_for_itself(home: Any, client: Client) -> None:
    pages_of_every_type(home)

    text = head(client, "/chuyen-nghe/?trang=7&x=1")

    assert tags(text)["canonical"] == f"{SITE}/chuyen-nghe/"
    assert "/nguon-tin/rss.xml" in text


def test_languages_are_told_where_a_page_was_translated(
    home: Any, client: Client
) -> None:
    assert languages(head(client, "/")) == {}

    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    told = {"vi": f"{SITE}/", "en": f"{SITE}/en/", "x-default": f"{SITE}/"}
    from django.core.cache import cache

    cache.clear()
    assert languages(head(client, "/")) == told
    assert languages(head(client, "/en/")) == told
    assert tags(head(client, "/en/"))["canonical"] == f"{SITE}/en/"


@pytest.mark.parametrize(
    "path",
    [
        "/san-pham/?sao=4",
        "/tim-kiem/?q=giay",
        "/gio-hang/",
        "/khong-co/",
        "/san-pham/?loc=1",
    ],
)
def test_what_is_not_to_be_found_says_so(client: Client, path: str) -> None:
    text = head(client, path)

    assert "noindex" in tags(text)["robots"]
    assert languages(text) == {}


def test_a_demo_keeps_out_of_indexes(settings: Any, client: Client) -> None:
    assert "robots" not in tags(head(client, "/san-pham/"))

    settings.SHOP_IS_DEMO = True
    from django.core.cache import cache

    cache.clear()
    assert "noindex" in tags(head(client, "/san-pham/"))["robots"]


def test_no_two_pages_share_title_or_description(home: Any, client: Client) -> None:
    pages = pages_of_every_type(home)
    product = ProductFactory(title="Khay trà khảm", description="Khay sơn mài.")
    place = showroom(picture=picture())
    cards.rebuild_all(day=timezone.localdate())
    # pages of the factory bear one lead; their titles must tell them apart
    for page in pages.values():
        type(page).objects.filter(pk=page.pk).update(
            search_description=f"Về {page.title}."
        )
    paths = [
        "/",
        "/san-pham/",
        "/nhom/thu-cong-my-nghe/",
        "/danh-muc/",
        "/lang-nghe/",
        product.village.get_absolute_url(),
        "/co-so/",
        product.producer.get_absolute_url(),
        product.get_absolute_url(),
        "/diem-ban/",
        place.get_absolute_url(),
        "/tra-cuu-chung-nhan/",
        "/chuyen-nghe/",
        "/doi-tra/",
        "/giao-hang/",
        *(page.url for page in pages.values()),
    ]

    heads = [tags(head(client, path)) for path in paths]

    for name in ("title", "description"):
        told = [found[name] for found in heads]
        assert all(told)
        assert len(set(told)) == len(paths), sorted(told)
