"""What pages tell machines: in schema.org's words, and nothing that is not so."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from catalog import cards
from catalog.models import ProductCard
from catalog.structured_data import data_block, event_data
from cms.setup import ensure_site
from showrooms.models import ClosedPeriod, OpeningHours
from tests.catalog.pictures import add_pictures, picture
from tests.factories.campaigns import campaign
from tests.factories.catalogue import ProductFactory, shoe_with_sizes
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import running_offer, showroom
from tests.factories.pages import pages_of_every_type
from tests.vocabulary import faults

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("installed", "commit_at_once"),
]

SITE = "http://127.0.0.1:8000"
END = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-26 12:00+07:00", tick=False):
        yield


@pytest.fixture
def home():
    return ensure_site(hostname="testserver", effective_from=dt.date(2026, 11, 1))


def told(client: Client, path: str) -> dict[str, Any]:
    """The blocks of a page by their type; each is held against the vocabulary."""
    text = client.get(path).text
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL
    )
    blocks = [json.loads(block) for block in found]
    assert [fault for block in blocks for fault in faults(block)] == []
    return {block["@type"]: block for block in blocks}


def test_the_checker_sees_what_is_wrong() -> None:
    wrong = {
        "@type": "Offer",
        "prize": "1",
        "openingHours": "9",
        "seller": {"@type": "Event", "name": "Hội"},
        "availability": "https://schema.org/Plenty",
        "price": "",
    }

    assert sorted(faults(wrong)) == [
        "Offer.availability: Plenty is none of ['ItemAvailability']",
        "Offer.price: says nothing",
        "Offer.seller: Event is none of ['Organization', 'Person']",
        "Offer: a Offer has no openingHours",
        "Offer: there is no prize",
    ]


def test_the_home_page_tells_of_the_shop(home, client: Client) -> None:
    blocks = told(client, "/")

    assert blocks["Organization"]["name"] == "Sản vật Phú Xuyên"
    action = blocks["WebSite"]["potentialAction"]
    assert (
        action["target"]["urlTemplate"] == f"{SITE}/tim-kiem/?q={{search_term_string}}"
    )


def test_a_product_tells_price_star_and_the_end_of_its_offer(client: Client) -> None:
    product = ProductFactory(title="Khay trà")
    add_pictures(product)
    certificate = CertificateFactory(product=product)
    campaign(running_offer(), ends_at=END)
    cards.rebuild_all(day=timezone.localdate())

    blocks = told(client, product.get_absolute_url())

    offer = blocks["Product"]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("648000", "VND")
    assert dt.datetime.fromisoformat(offer["priceValidUntil"]) == END
    assert offer["seller"]["name"] == product.producer.name
    assert blocks["Product"]["image"] == [f"{SITE}/uploads/renditions/khay.jpg"]
    star = blocks["Product"]["hasCertification"]
    assert star["name"] == "OCOP 4 sao"
    assert star["certificationIdentification"] == certificate.decision
    assert star["expires"] == "2027-02-21"
    assert "aggregateRating" not in blocks["Product"]
    assert [row["name"] for row in blocks["BreadcrumbList"]["itemListElement"]][
        -1
    ] == "Khay trà"


def test_no_star_is_told_after_its_last_day(client: Client) -> None:
    product = ProductFactory()
    CertificateFactory(product=product)
    cards.rebuild_all(day=timezone.localdate())

    with time_machine.travel("2027-02-22 00:00+07:00", tick=False):
        assert (
            "hasCertification"
            not in told(client, product.get_absolute_url())["Product"]
        )


def test_machines_are_told_of_no_invented_star(client: Client, settings: Any) -> None:
    product = ProductFactory()
    CertificateFactory(product=product, is_demo=True)
    cards.rebuild_all(day=timezone.localdate())
    path = product.get_absolute_url()
    assert "hasCertification" in told(client, path)["Product"]

    settings.SHOP_IS_DEMO = False

    assert "hasCertification" not in told(client, path)["Product"]


def test_a_rating_is_told_only_with_its_reviews(client: Client) -> None:
    product = shoe_with_sizes(40, 41)
    cards.rebuild_all(day=timezone.localdate())
    ProductCard.objects.update(rating="4.50", rating_count=6)

    data = told(client, product.get_absolute_url())["Product"]

    assert data["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": "4.50",
        "reviewCount": 6,
    }
    assert [offer["name"] for offer in data["offers"]] == ["Cỡ 40", "Cỡ 41"]


def test_a_showroom_tells_its_hours_and_days_shut(client: Client) -> None:
    place = showroom(phone="+84912345678", picture=picture())
    OpeningHours.objects.create(
        showroom=place, weekday=5, opens=dt.time(7, 30), closes=dt.time(18)
    )
    for day in (dt.date(2026, 11, 25), dt.date(2026, 12, 25)):
        ClosedPeriod.objects.create(showroom=place, starts_on=day, ends_on=day)

    store = told(client, place.get_absolute_url())["Store"]

    [hours] = store["openingHoursSpecification"]
    assert hours["dayOfWeek"] == "https://schema.org/Saturday"
    assert (hours["opens"], hours["closes"]) == ("07:30", "18:00")
    [shut] = store["specialOpeningHoursSpecification"]
    assert shut["validFrom"] == "2026-12-25"
    assert store["telephone"] == "+84912345678"


def test_every_page_of_the_editors_tells_of_itself(home, client: Client) -> None:
    pages = pages_of_every_type(home)

    blocks = {name: told(client, page.url) for name, page in pages.items()}

    article = blocks["article"]["Article"]
    assert article["headline"] == "Mùa gặt ở Đại Xuyên"
    assert article["creditText"] == "Ban biên tập"
    [question] = blocks["guide"]["FAQPage"]["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "Tháng sáu."
    event = blocks["fair"]["Event"]
    assert (event["startDate"], event["endDate"]) == ("2023-10-26", "2023-10-29")
    assert event["location"]["name"] == "Hoàng thành Thăng Long, Hà Nội"
    assert all("BreadcrumbList" in found for found in blocks.values())


def test_a_fair_is_an_event() -> None:
    data = event_data(
        name="Hội chợ OCOP",
        url="/hoi-cho/",
        starts=dt.date(2026, 12, 5),
        ends=dt.date(2026, 12, 8),
        place="Trung tâm triển lãm, Mễ Trì, Hà Nội",
        organizer="Trung tâm Xúc tiến thương mại",
        site=SITE,
        picture="/uploads/hoi-cho.jpg",
    )

    assert list(faults(data)) == []
    assert data["url"] == f"{SITE}/hoi-cho/"


def test_data_cannot_leave_its_script() -> None:
    block = data_block({"name": "</script><script>alert(1)</script>&"})

    assert block.count("<") == 2
    assert json.loads(block.partition(">")[2].rpartition("<")[0]) == {
        "name": "</script><script>alert(1)</script>&"
    }
