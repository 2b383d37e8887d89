"""The landing page of a campaign: its terms, goods and participants."""

import pytest

from cms.models import LandingPage
from cms.setup import ensure_site
from storefront.offer.models import Range, RangeProduct
from tests.factories.campaigns import campaign, voucher
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import running_offer, showroom
from tests.factories.partner import ProducerFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("installed", "commit_at_once"),
]


@pytest.fixture
def landing():
    return ensure_site().add_child(
        instance=LandingPage(title="Trang Tết", slug="trang-tet")
    )


def test_the_terms_stand_on_the_page(client, landing):
    campaign(
        running_offer(),
        landing_page=landing,
        budget=5_000_000,
        vouchers=[voucher()],
        funded_by="sponsor",
        funder_name="Ngân hàng Minh Họa",
    )

    page = client.get(landing.url).text

    for words in (
        "Tết làng nghề",
        "Bán với giá thấp hơn giá trước đó",
        "Toàn quốc",
        "5.000.000",
        "TET20: Mã Tết",
        "Ngân hàng Minh Họa",
        "Chương trình đang diễn ra",
    ):
        assert words in page


def test_goods_and_participants_stand_on_the_page(client, landing):
    goods = Range.objects.create(name="Hàng Tết")
    RangeProduct.objects.create(range=goods, product=ProductFactory(title="Quất thế"))
    ProductFactory(title="Hũ tương")
    tet = campaign(landing_page=landing, goods=goods)
    tet.producers.set([ProducerFactory(name="Nhà vườn Quất")])
    tet.producers.add(ProducerFactory(name="Cơ sở ẩn", is_public=False))
    tet.showrooms.add(showroom())

    page = client.get(landing.url).text

    assert "Quất thế" in page
    assert "Hũ tương" not in page
    assert "Nhà vườn Quất" in page
    assert "Cơ sở ẩn" not in page
    assert "Phú Yên" in page


def test_the_banner_leads_to_the_page_only_while_it_is_published(client, landing):
    campaign(landing_page=landing)
    assert 'href="/trang-tet/"' in client.get("/").text

    landing.unpublish()

    home = client.get("/").text
    assert "Tết làng nghề" in home
    assert 'href="/trang-tet/"' not in home


def test_a_page_without_a_campaign_has_no_terms(client, landing):
    campaign(landing_page=landing, is_on=False)

    assert "Thể lệ" not in client.get(landing.url).text
