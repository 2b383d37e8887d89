"""Campaigns in the back office: what the form refuses, who gets in, what lists show."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import LandingPage
from cms.setup import ensure_site
from storefront.campaigns import calendar
from storefront.campaigns.models import Campaign
from storefront.campaigns.results import results_of
from storefront.order.moving import cancel
from tests.factories.campaigns import campaign, voucher
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import placed_order, running_offer
from tests.factories.partner import ProducerFactory
from tests.factories.people import staff_member

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("installed", "commit_at_once"),
]

DAY = dt.timedelta(days=1)
URLS = [
    reverse("chuong-trinh:index"),
    reverse("chuong-trinh:add"),
    reverse("rehearsal"),
    reverse("campaign_calendar"),
]


def form(**fields):
    return {
        "name": "Tết làng nghề",
        "starts_at": "2027-01-20 08:00",
        "ends_at": "2027-02-05 23:00",
        "form": "discount",
        "terms": "Giảm 10 %.",
        "area": "Toàn quốc",
        "funded_by": "shop",
        **fields,
    }


def refused(client, **fields):
    response = client.post(reverse("chuong-trinh:add"), form(**fields))
    assert response.status_code == 200
    assert not Campaign.objects.filter(name="Tết làng nghề").exists()
    return response.context["form"].errors


def test_a_campaign_is_made(officer_client):
    offer = running_offer()

    officer_client.post(
        reverse("chuong-trinh:add"), form(is_on="on", offers=[str(offer.pk)])
    )

    tet = Campaign.objects.get()
    assert (tet.is_on, list(tet.offers.all())) == (True, [offer])
    assert timezone.localtime(tet.starts_at).hour == 8


def test_an_end_before_the_start_is_refused(officer_client):
    assert "ends_at" in refused(officer_client, ends_at="2027-01-20 07:59")


def test_an_offer_of_another_campaign_of_the_time_is_refused(officer_client):
    offer = running_offer()
    start = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    campaign(offer, name="Xuân về", starts_at=start, ends_at=start + 30 * DAY)

    errors = refused(officer_client, offers=[str(offer.pk)])

    assert "Xuân về" in errors["offers"][0]


def test_more_than_half_off_is_refused(officer_client):
    errors = refused(officer_client, offers=[str(running_offer("50.5").pk)])

    assert "50 %" in errors["offers"][0]


def test_a_sponsor_has_a_name(officer_client):
    assert "funder_name" in refused(officer_client, funded_by="sponsor")


@pytest.mark.parametrize("budget", ["0", "-1", "1.5", "nhiều"])
def test_a_budget_is_whole_dong_above_nothing(officer_client, budget):
    assert "budget" in refused(officer_client, budget=budget)


@pytest.mark.parametrize("person", [None, "buyer", "producer", "stranger"])
@pytest.mark.parametrize("url", [*URLS, "results", "edit"])
def test_only_staff_come_in(client, person, url, request):
    tet = campaign()
    if url == "results":
        url = reverse("campaign_results", args=[tet.pk])
    elif url == "edit":
        url = reverse("chuong-trinh:edit", args=[tet.pk])
    if person:
        client.force_login(request.getfixturevalue(person))

    assert client.get(url).status_code in (302, 403)


def test_a_member_of_the_staff_comes_in(client):
    ensure_site()
    client.force_login(staff_member())
    tet = campaign()

    for url in (*URLS, reverse("campaign_results", args=[tet.pk])):
        assert client.get(url).status_code == 200, url


def test_the_list_says_how_each_stands(officer_client):
    now = timezone.now()
    campaign(name="Đang chạy đây")
    campaign(name="Chưa tới", starts_at=now + DAY, ends_at=now + 2 * DAY)
    campaign(name="Tắt rồi", is_on=False)
    campaign(name="Qua rồi", starts_at=now - 2 * DAY, ends_at=now - DAY)

    page = officer_client.get(reverse("chuong-trinh:index")).text

    for words in ("đang chạy", "chờ đến giờ", "đang tắt", "đã kết thúc"):
        assert words in page


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_costs_the_same_for_many(
    officer_client, count, django_assert_max_num_queries
):
    for number in range(count):
        campaign(name=f"Chương trình {number}")

    with django_assert_max_num_queries(20):
        officer_client.get(reverse("chuong-trinh:index"))


def test_the_calendar_lists_what_will_happen(officer_client):
    home = ensure_site()
    now = timezone.now()
    campaign(name="Hội xuân", starts_at=now + 40 * DAY, ends_at=now + 50 * DAY)
    campaign(name="Còn tắt", is_on=False, starts_at=now + DAY, ends_at=now + 2 * DAY)
    page = home.add_child(instance=LandingPage(title="Trang xuân", live=False))
    page.go_live_at = now + 39 * DAY
    page.save_revision().publish()

    found = calendar.entries(now, now + 45 * DAY)

    assert [(str(entry.event), entry.title) for entry in found] == [
        ("lên trang", "Trang xuân"),
        ("bắt đầu", "Hội xuân"),
    ]
    shown = officer_client.get(reverse("campaign_calendar")).text
    assert "Hội xuân" in shown
    assert "Còn tắt" not in shown


def test_an_empty_calendar_says_so(officer_client):
    shown = officer_client.get(reverse("campaign_calendar")).text

    assert "chưa có việc nào hẹn giờ" in shown


def test_results_count_what_was_bought_with_the_campaign():
    shoe = ProductFactory(stock__num_in_stock=9)
    sauce = ProductFactory(
        title="Tương nếp", producer=ProducerFactory(name="Hộ làm tương")
    )
    placed_order((shoe, 1))  # before the campaign had its offer
    tet = campaign(running_offer())
    placed_order((shoe, 2), (sauce, 1))
    cancelled = placed_order((shoe, 1))
    part = cancelled.consignments.get()
    cancel(consignment=part, reason="Hết", actor=None, at=timezone.now())

    found = results_of(tet, at=timezone.now())

    assert (found.orders, found.buyers) == (1, 1)
    assert {
        row.name: (row.orders, row.goods, row.discount) for row in found.producers
    } == {
        "HTX Giày da Bước Đều": (1, 1_296_000, 144_000),
        "Hộ làm tương": (1, 648_000, 72_000),
    }
    assert (found.goods, found.discount) == (1_944_000, 216_000)


def test_the_results_page_names_its_moment(officer_client):
    tet = campaign(vouchers=[voucher()])

    page = officer_client.get(reverse("campaign_results", args=[tet.pk])).text

    assert f"Số liệu lúc {timezone.localtime():%H:%M}" in page
    assert "Chưa có đơn nào" in page
