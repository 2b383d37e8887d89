"""The search page and its suggestions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.setup import ensure_site
from search import pages_found
from search.models import HotWord, Synonym
from showrooms.models import Showroom
from tests.factories.ocop import CertificateFactory
from tests.factories.partner import ProducerFactory
from tests.showrooms.test_views import showroom as open_showroom

from .shop import INLAY, open_shop, sell

pytestmark = pytest.mark.django_db


def test_an_old_address_leads_here(client: Client):
    response = client.get("/tim/?q=khay&trang=2")

    assert response.status_code == 301
    assert response["Location"] == "/tim-kiem/?q=khay&trang=2"


def test_a_correction_is_told_with_a_link(client: Client):
    sell("Khay khảm trai")
    open_shop()

    page = client.get("/tim-kiem/?q=kham+trau").text

    assert "Không có sản phẩm nào khớp “kham trau”" in page
    assert 'href="/tim-kiem/?q=kh%E1%BA%A3m+trai">“khảm trai”</a>' in page
    assert "<mark>khảm</mark> <mark>trai</mark></a></h3>" in page


def test_what_is_no_product_follows_the_corrected_words(client: Client):
    sell("Khay khảm trai")
    producer = ProducerFactory(name="HTX Khảm trai Ánh Xà Cừ")
    open_shop()
    pages_found.rebuild()

    page = client.get("/tim-kiem/?q=kham+trau").text
    certain = client.get("/tim-kiem/?q=htx").text

    link = f'href="{producer.get_absolute_url()}"><b>'
    assert "Ngoài sản phẩm" in page
    assert link + "HTX <mark>Khảm</mark> <mark>trai</mark> Ánh" in page
    assert link + "<mark>HTX</mark>" in certain


def test_loose_results_say_so(client: Client):
    sell("Khay khảm trai")
    open_shop()

    page = client.get("/tim-kiem/?q=mua+khay+kham+trai").text

    assert "khớp đủ các chữ" in page


def test_what_is_typed_stays_text(client: Client):
    sell("Khay <i>trà</i>")
    open_shop()

    page = client.get("/tim-kiem/?q=%3Cscript%3Ealert(1)%3C/script%3E+khay").text

    assert "<script>alert" not in page
    assert "<i>trà" not in page


def test_nothing_found_helps_on(client: Client):
    ensure_site(hostname="testserver", port=80, is_demo=True)
    HotWord.objects.create(text="bưởi Bạch Hạ")
    open_shop()

    page = client.get("/tim-kiem/?q=tivi").text

    assert "Không tìm thấy “tivi”" in page
    assert "q=b%C6%B0%E1%BB%9Fi%20B%E1%BA%A1ch%20H%E1%BA%A1" in page
    assert 'href="tel:' in page


def test_an_empty_search_shows_hot_words_in_their_order(client: Client):
    HotWord.objects.create(text="cỏ tế", position=2)
    HotWord.objects.create(text="khảm trai", position=1)
    HotWord.objects.create(text="ẩn", is_active=False)
    open_shop()

    page = client.get("/tim-kiem/").text

    assert page.index("khảm trai") < page.index("cỏ tế")
    assert ">ẩn<" not in page


def test_producers_showrooms_and_certificates_have_their_own_section(client: Client):
    producer = ProducerFactory(name="HTX Khảm trai Ánh Xà Cừ")
    showroom: Showroom = open_showroom("kham-trai")
    tray = sell("Khay khảm trai", village=INLAY)
    certificate = CertificateFactory(product=tray, number="01-280-10276-0100-2023")
    open_shop()
    pages_found.rebuild()

    page = client.get("/tim-kiem/?q=kham+trai").text
    by_number = client.get("/tim-kiem/?q=01-280-10276").text
    second = client.get("/tim-kiem/?q=kham+trai&trang=1").text

    assert f'href="{producer.get_absolute_url()}"' in page
    assert f'href="{showroom.get_absolute_url()}"' in page
    assert f'href="/tra-cuu-chung-nhan/{certificate.pk}/"' in by_number
    assert "Ngoài sản phẩm" not in second


def test_hidden_producers_and_closed_showrooms_are_not_found(client: Client):
    ProducerFactory(name="HTX Ẩn Mình", is_public=False)
    open_showroom("an-minh", is_active=False)
    open_shop()
    pages_found.rebuild()

    page = client.get("/tim-kiem/?q=an+minh").text

    assert "Ngoài sản phẩm" not in page


def test_a_renamed_producer_is_found_by_its_new_name_alone():
    producer = ProducerFactory(name="HTX Cũ Kỹ")
    pages_found.update("producers", [producer.code])
    producer.name = "HTX Mới Mẻ"
    producer.save()

    pages_found.update("producers", [producer.code])
    pages_found.update("producers", [producer.code])

    from search.models import FoundPage

    assert FoundPage.objects.get(kind="producers").title == "HTX Mới Mẻ"


def test_suggestions_are_options_of_a_list(client: Client):
    sell("Khay khảm trai", village=INLAY)
    ProducerFactory(name="HTX Khảm Khéo")
    open_shop()
    pages_found.rebuild()

    response = client.get("/tim-kiem/goi-y/?q=kha")

    assert response.text.count('role="option"') == 3
    assert 'role="group" aria-label="Làng nghề"' in response.text
    assert 'href="/lang-nghe/kham-trai-chuyen-my/"' in response.text
    assert response["Cache-Control"] == "private, max-age=60"
    assert not response.cookies


def test_an_empty_box_suggests_hot_words(client: Client):
    HotWord.objects.create(text="khảm trai")

    assert (
        'href="/tim-kiem/?q=kh%E1%BA%A3m+trai"' in client.get("/tim-kiem/goi-y/").text
    )


def test_suggestions_know_synonyms(client: Client):
    Synonym.objects.create(words="vest, comple")
    sell("Bộ comple nam")
    open_shop()

    assert "comple" in client.get("/tim-kiem/goi-y/?q=vest").text


def test_suggestions_cost_the_same_for_two_and_for_twenty(client: Client):
    spent = []
    for wanted in (2, 20):
        for number in range(wanted):
            sell(
                f"Khay {wanted} {number}",
                producer=ProducerFactory(name=f"Khay {number}"),
            )
        open_shop()
        pages_found.rebuild()
        client.get("/tim-kiem/goi-y/?q=kh")
        with CaptureQueriesContext(connection) as captured:
            client.get("/tim-kiem/goi-y/?q=kha")
        spent.append(len(captured))

    assert spent[0] == spent[1] <= 4


def test_the_facets_of_producer_and_showroom_are_offered(client: Client):
    producer = ProducerFactory(name="HTX Khay")
    tray = sell("Khay trà", producer=producer)
    sell("Khay gỗ")
    showroom = open_showroom()
    showroom.products.add(tray)
    open_shop()

    both = client.get("/tim-kiem/?q=khay").text
    one = client.get(f"/tim-kiem/?q=khay&diem-ban={showroom.slug}").text
    other = client.get(f"/tim-kiem/?q=khay&co-so={producer.code}").text

    assert f'name="diem-ban" value="{showroom.slug}"' in both
    assert f'name="co-so" value="{producer.code}"' in both
    for page in (one, other):
        assert ">1 sản phẩm" in page
