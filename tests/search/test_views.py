"""Listing pages and directories as a shopper meets them."""

import pytest
import time_machine
from django.core.cache import cache
from django.core.signing import get_cookie_signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from catalog import cards
from catalog.models import Product
from catalog.partner.models import Partner
from catalog.places.models import CommuneChange
from storefront.offer.models import Benefit, Condition, ConditionalOffer, Range
from storefront.offer.running import forget
from tests.catalog.pictures import add_pictures
from tests.factories.ocop import CertificateFactory
from tests.factories.places import CommuneFactory, OldCommuneFactory

from .shop import INLAY, NOON, SEDGE, SHOES, open_shop, sell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON):
        yield


LISTINGS = {
    "all": "/san-pham/",
    "group": "/nhom/thu-cong-my-nghe/",
    "village": f"/lang-nghe/{SHOES}/",
    "commune": "/xa/chuyen-my/",
    "producer": "/co-so/htx-giay-da-buoc-deu/",
    "search": "/tim-kiem/?q=khay",
}
DIRECTORIES = ["/danh-muc/", "/lang-nghe/", "/co-so/"]


def test_the_names_of_the_addresses():
    assert reverse("search:all") == "/san-pham/"
    assert reverse("search:group", args=["do-uong"]) == "/nhom/do-uong/"
    assert reverse("search:village", args=[INLAY]) == f"/lang-nghe/{INLAY}/"
    assert reverse("search:commune", args=["chuyen-my"]) == "/xa/chuyen-my/"
    assert reverse("search:producer", args=["htx"]) == "/co-so/htx/"


@pytest.mark.parametrize("url", LISTINGS.values(), ids=LISTINGS.keys())
def test_a_listing_shows_its_cards(client: Client, url):
    tray = sell("Khay trà")
    CertificateFactory(product=tray, stars=4)
    open_shop()

    response = client.get(url)

    assert response.status_code == 200
    assert "Khay trà" in strip_tags(response.text)
    assert "Sản phẩm OCOP 4 sao" in response.text
    assert response.text.count("<h1") == 1
    assert not response.cookies


@pytest.mark.parametrize("url", [*LISTINGS.values(), *DIRECTORIES])
def test_a_page_costs_the_same_for_two_and_for_twenty(client: Client, url):
    spent = []
    for number in range(20):
        sell(f"Khay trà số {number}")
        if number + 1 in {2, 20}:
            open_shop()
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            spent.append(len(queries))

    assert spent[0] == spent[1] <= 5


def test_a_page_seen_before_costs_one_query(client: Client):
    sell("Khay trà")
    open_shop()
    first = client.get("/nhom/thu-cong-my-nghe/")

    with CaptureQueriesContext(connection) as queries:
        again = client.get("/nhom/thu-cong-my-nghe/?utm_source=zalo")

    assert len(queries) == 1
    assert again.content == first.content


def test_a_kept_page_is_forgotten_when_a_card_or_an_offer_changes(client: Client):
    product = sell("Khay trà", price=100_000)
    open_shop()
    client.get("/san-pham/")

    product.stockrecords.update(price=250_000)
    cards.refresh([product.pk], day=timezone.localdate())
    assert "250.000" in client.get("/san-pham/").text

    everything = Range.objects.create(name="Tất cả", includes_all_products=True)
    ConditionalOffer.objects.create(
        name="Giảm một phần năm",
        condition=Condition.objects.create(
            range=everything, type=Condition.COUNT, value=1
        ),
        benefit=Benefit.objects.create(
            range=everything, type=Benefit.PERCENTAGE, value=20
        ),
    )
    forget()
    cache.delete("version:offers")  # what the commit of this test would do

    assert "200.000" in client.get("/san-pham/").text
    assert "200.000" in client.get(product.get_absolute_url()).text
    assert '"price": "200000"' in client.get(product.get_absolute_url()).text


def test_a_page_kept_for_all_is_not_given_to_one_with_a_basket(client: Client):
    sell("Khay trà")
    open_shop()
    client.get("/san-pham/")

    client.cookies["basket_count"] = get_cookie_signer("basket_count").sign("7")
    text = client.get("/san-pham/").text

    assert "</span>7</span>" in text
    client.cookies.clear()
    assert "</span>7</span>" not in client.get("/san-pham/").text


def test_a_full_page_stays_within_its_weight(client: Client):
    for number in range(26):
        product = sell(f"Khay trà khảm trai chữ nhật hoa sen số {number}")
        add_pictures(product)
        CertificateFactory(product=product)
    open_shop()

    response = client.get("/san-pham/")

    assert response.text.count('<li class="card') == 24
    assert len(response.content) <= 60_000


@pytest.mark.parametrize(
    "page", ["0", "-1", "abc", "2", "1000000000", "9" * 40, "1%00"]
)
def test_a_page_that_is_not_there_is_404(client: Client, page):
    sell("Khay trà")
    open_shop()

    assert client.get(f"/san-pham/?trang={page}").status_code == 404


@pytest.mark.parametrize("url", LISTINGS.values(), ids=LISTINGS.keys())
@pytest.mark.parametrize(
    "params",
    [
        "q=%00",
        "q=%ED%A0%80",
        "q=" + "%F0%9F%98%80" * 200,
        "q='%20OR%201=1--",
        "q=%25_%5C",
        "tu=-1&den=1e400",
        "tu=" + "9" * 400,
        "nhom=%3Cscript%3E&lang=..%2F..&xa=%27",
        "sao=99999999999999999999&mua=0&dip=%00%3Cscript%3E",
        "&".join(f"nhom={n}" for n in range(500)),
    ],
)
def test_hostile_parameters_give_a_page(client: Client, url, params):
    sell("Khay trà")
    open_shop()

    response = client.get(url + ("&" if "?" in url else "?") + params)

    assert response.status_code == 200
    assert "<script>" not in response.text.replace("<script type", "")


@pytest.mark.parametrize(
    "url", ["/nhom/khong-co/", "/lang-nghe/khong-co/", "/xa/khong-co/", "/co-so/x/"]
)
def test_an_unknown_name_is_404(client: Client, url):
    assert client.get(url).status_code == 404


def test_a_hidden_producer_has_no_page(client: Client):
    sell("Khay trà")
    Partner.objects.update(is_public=False)
    open_shop()

    assert client.get("/co-so/htx-giay-da-buoc-deu/").status_code == 404


def test_a_former_commune_leads_to_its_heir(client: Client):
    old, now = OldCommuneFactory(), CommuneFactory()
    CommuneChange.objects.create(
        old=old, new=now, share="all", effective=now.valid_from
    )

    response = client.get("/xa/phu-yen-cu/")

    assert response.status_code == 301
    assert response["Location"] == "/xa/chuyen-my/"


def test_choices_show_as_links_that_take_one_away(client: Client):
    sell("Khay trà", village=INLAY)
    sell("Giỏ cỏ tế", village=SEDGE)
    open_shop()

    response = client.get(f"/san-pham/?lang={INLAY}&lang={SEDGE}&xep=ten")

    assert f'href="/san-pham/?lang={SEDGE}&amp;xep=ten"' in response.text
    assert "Lọc (2)" in response.text
    assert ">Bỏ hết</a></div></form>" in response.text
    assert "Bỏ hết" not in client.get("/san-pham/?xep=ten").text  # nothing to undo
    assert '<meta name="robots" content="noindex, follow">' in response.text


def test_neighbouring_pages_and_the_canonical_address(client: Client, settings):
    settings.SHOP_URL = "https://sanvat.example"
    settings.SHOP_IS_DEMO = False
    for number in range(50):
        sell(f"Khay trà số {number}")
    open_shop()

    text = client.get("/san-pham/?utm_source=zalo&trang=2").text

    assert (
        '<link rel="canonical" href="https://sanvat.example/san-pham/?trang=2">' in text
    )
    assert '<link rel="prev" href="/san-pham/">' in text
    assert '<link rel="next" href="/san-pham/?trang=3">' in text
    assert "noindex" not in text


def test_filters_have_a_page_of_their_own(client: Client):
    sell("Khay trà", village=INLAY)
    sell("Giỏ cỏ tế", village=SEDGE)
    open_shop()

    text = client.get(f"/san-pham/?lang={INLAY}&xep=ten&loc=1").text

    assert "Xem 1 sản phẩm" in text
    assert f'value="{INLAY}" checked' in text
    assert '<input type="hidden" name="xep" value="ten">' in text
    assert "Giỏ cỏ tế" not in text


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/san-pham/", "Ở đây chưa có sản phẩm"),
        ("/tim-kiem/?q=tivi", "Không tìm thấy “tivi”"),
        ("/san-pham/?tu=1", "Không có sản phẩm nào khớp"),
    ],
)
def test_an_empty_listing_says_what_to_do(client: Client, url, words):
    response = client.get(url)

    assert response.status_code == 200
    assert words in response.text


def test_producer_page_tells_stars_in_words_only(client: Client):
    CertificateFactory(product=sell("Khay trà"))
    sell("Giỏ cỏ tế")
    open_shop()

    text = client.get("/co-so/htx-giay-da-buoc-deu/").text
    intro = text.partition('<div class="listing">')[0]

    assert "1 sản phẩm còn hạn OCOP" in intro
    assert 'class="badge' not in intro


def test_search_is_blind_to_accents(client: Client):
    sell("Đũa gỗ khảm trai")
    open_shop()

    page = client.get("/tim-kiem/?q=dua+go").text

    assert "<mark>Đũa</mark> <mark>gỗ</mark> khảm trai" in page


def test_a_hidden_product_is_listed_nowhere(client: Client):
    product = sell("Khay trà")
    Product.objects.filter(pk=product.pk).update(is_public=False)
    open_shop()

    for url in [*LISTINGS.values(), *DIRECTORIES]:
        assert "/san-pham/khay-tra" not in client.get(url).text
