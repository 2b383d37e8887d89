"""A campaign runs by its switch, the clock and its budget, in every place at once."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from storefront.campaigns import running
from storefront.offer.applicator import Applicator
from storefront.offer.running import running_offers
from storefront.order.moving import cancel_order
from storefront.order.services import place_order
from storefront.payment.models import MoneyEntry
from tests.factories.campaigns import campaign, voucher
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import basket_of, placed_order, purchase, running_offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commit_at_once")]

START = dt.datetime(2027, 1, 20, 1, 0, tzinfo=dt.UTC)  # 8:00 in Hà Nội
END = dt.datetime(2027, 2, 5, 17, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def shown(client, path: str) -> bool:
    """Whether a page shows the reduced price, 648.000 of 720.000."""
    return "648.000" in client.get(path).text


@pytest.mark.parametrize(
    ("moment", "runs"),
    [(START - SECOND, False), (START, True), (END - SECOND, True), (END, False)],
    ids=["before", "first second", "last second", "after"],
)
def test_offers_of_a_campaign_work_within_its_period(moment, runs):
    campaign(running_offer(), starts_at=START, ends_at=END)

    assert bool(running_offers(moment)) is runs
    assert bool(running.running(moment)) is runs


def test_prices_and_banner_change_in_the_same_second(client):
    shoe = ProductFactory()
    campaign(running_offer(), starts_at=START, ends_at=END)
    pages = ["/san-pham/", shoe.get_absolute_url()]

    for moment, is_running in ((START - SECOND, False), (START, True), (END, False)):
        with time_machine.travel(moment, tick=False):
            assert [shown(client, page) for page in pages] == [is_running] * 2
            listing = client.get("/san-pham/").text
            assert ("Tết làng nghề" in listing) is is_running
            basket = basket_of((shoe, 1))
            Applicator().apply(basket, AnonymousUser())
            assert basket.total_incl_tax == (648_000 if is_running else 720_000)


def test_switching_off_stops_everything_at_once(client):
    shoe = ProductFactory()
    tet = campaign(running_offer())
    assert shown(client, shoe.get_absolute_url())

    tet.is_on = False
    tet.save()

    assert not shown(client, shoe.get_absolute_url())
    assert "Tết làng nghề" not in client.get("/san-pham/").text


def test_an_offer_without_a_campaign_runs_by_itself():
    offer = running_offer()

    assert running_offers(timezone.now()) == [offer]


def test_an_offer_of_two_campaigns_runs_while_either_does():
    offer = running_offer()
    campaign(offer, name="Xuân", is_on=False)
    campaign(offer, name="Hè")

    assert running_offers(timezone.now()) == [offer]


def test_a_spent_budget_stops_the_offers():
    shoe = ProductFactory(stock__num_in_stock=9)
    campaign(running_offer(), budget=100_000)

    first = placed_order((shoe, 1))
    second = placed_order((shoe, 1))
    third = placed_order((shoe, 1))

    assert [order.consignments.get().discount for order in (first, second, third)] == [
        72_000,
        72_000,
        0,
    ]


@pytest.mark.parametrize("funder", ["programme", "producer", "sponsor"])
def test_who_bears_a_discount_is_frozen_with_the_order(funder):
    tet = campaign(running_offer(), funded_by=funder)
    order = placed_order()

    tet.funded_by = "shop"
    tet.save()

    entry = MoneyEntry.objects.get(consignment__order=order, kind="discount")
    assert (entry.funded_by, entry.amount) == (funder, Decimal(-72_000))


def test_discounts_of_two_funders_are_two_entries_that_sum_up():
    shoe = ProductFactory()
    boots = ProductFactory(title="Bốt da", producer=shoe.producer)
    campaign(running_offer(), funded_by="programme")
    code = voucher(product=boots)
    campaign(name="Mã riêng", vouchers=[code], funded_by="sponsor", funder_name="X")
    basket = basket_of((shoe, 1), (boots, 1))
    basket.vouchers.add(code)

    order = place_order(
        basket_id=basket.pk,
        purchase=purchase(),
        user=AnonymousUser(),
        at=timezone.now(),
    )

    entries = MoneyEntry.objects.filter(consignment__order=order, kind="discount")
    assert dict(entries.values_list("funded_by", "amount")) == {
        "programme": Decimal(-72_000),
        "sponsor": Decimal(-20_000),
    }
    assert order.consignments.get().discount == 92_000


def test_cancelling_reverses_the_discount_of_the_same_funder():
    campaign(running_offer(), funded_by="programme")
    order = placed_order()

    cancel_order(order=order, reason="Đổi ý", actor=None, at=timezone.now())

    entries = MoneyEntry.objects.filter(consignment__order=order, kind="discount")
    assert sum(entry.amount for entry in entries) == 0
    assert {entry.funded_by for entry in entries} == {"programme"}


def test_a_voucher_works_only_while_its_campaign_does():
    code = voucher()
    tet = campaign(vouchers=[code])
    now = timezone.now()
    assert running.allowed_vouchers([code.pk], now) == {code.pk}

    tet.is_on = False
    tet.save()

    assert running.allowed_vouchers([code.pk], now) == set()


def test_running_campaigns_cost_no_query_once_known(django_assert_num_queries):
    campaign(running_offer())
    running_offers(timezone.now())

    with django_assert_num_queries(0):
        assert running_offers(timezone.now())
        assert running.running(timezone.now())
