"""Loading the demo: once, again, after an interruption, and never for the public."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Page

from catalog.models import Product, ProductCard
from catalog.ocop.models import Certificate
from catalog.partner.models import Movement, Partner, StockRecord
from catalog.places.models import CraftVillage
from cms.fairs.models import Fair, Participation
from cms.legal import consent_version
from cms.models import FairPage, VillagePage
from showrooms.models import Showroom
from storefront.accounts.models import User
from storefront.demo import dataset, logins, preparing, seeding
from storefront.demo.steps import orders, people, places
from storefront.demo.world import World
from storefront.order.models import Order
from tests.factories.places import CommuneFactory, OldCommuneFactory

# One of each kind: with sizes, expired, expiring, superseded, made to order, in an
# offer, bookable; ordered this very day.
SOME = {
    "keo-lac-co-hoang-hop-giay",
    "giay-tay-nam-buoc-day",
    "nam-so-say",
    "cha-que-nuong",
    "tranh-go-dong-que",
    "buoi-bach-ha",
    "rau-can-khai-thai",
    "tap-nan-to-he-hai-gio",
    "bot-da-nam-co-lung",
}
AT = dt.datetime(2027, 5, 17, 8, 30, tzinfo=timezone.get_default_timezone())
TODAY = AT.date()


def some() -> dataset.Dataset:
    return dataset.read().only(SOME)


@override_settings(DEBUG=True)
class SeededTest(TestCase):
    """The same small demo, loaded once for all tests of the class."""

    @classmethod
    def setUpTestData(cls) -> None:
        seeding.seed(data=some(), at=AT, out=StringIO())

    def test_everything_is_there_and_says_that_it_is_a_demo(self) -> None:
        listings = Product.objects.exclude(structure=Product.CHILD)

        assert set(listings.values_list("slug", flat=True)) == SOME
        assert CraftVillage.objects.count() == 15
        assert Showroom.objects.count() == 3
        assert Fair.objects.count() == FairPage.objects.count() == 3
        for model in (
            Product,
            Partner,
            CraftVillage,
            Showroom,
            Certificate,
            Order,
            Fair,
            FairPage,
        ):
            assert not model._default_manager.filter(is_demo=False).exists(), model

    def test_a_second_loading_adds_nothing(self) -> None:
        out = StringIO()
        counted = (
            *(Product, StockRecord, Movement, Certificate, Order, User, Partner),
            *(Fair, Participation, Page),
        )
        before = [model._default_manager.count() for model in counted]

        seeding.seed(data=some(), at=AT + dt.timedelta(days=40), out=out)

        assert [model._default_manager.count() for model in counted] == before
        assert out.getvalue() == ""

    def test_every_page_is_shown_and_leads_only_to_what_is_there(self) -> None:
        pages = Page.objects.live().filter(depth__gt=1)
        links = set()
        for page in pages:
            response = self.client.get(page.url)
            assert response.status_code == 200, page
            main = response.content.decode().split("<main")[1].split("</main>")[0]
            links |= set(re.findall(r'href="(/[^"#]*)"', main))

        asked = (link.replace("&amp;", "&") for link in sorted(links))
        lost = [link for link in asked if self.client.get(link).status_code >= 400]
        assert pages.count() > 50
        assert lost == []

    def test_a_page_that_an_editor_changed_stays_changed(self) -> None:
        page = VillagePage.objects.get(slug="kham-trai-chuyen-my")
        page.title = "Khảm trai"
        page.save()

        seeding.seed(data=some(), at=AT, out=StringIO())

        page.refresh_from_db()
        assert page.title == "Khảm trai"

    def test_orders_note_the_terms_agreed_to(self) -> None:
        agreed = set(Order.objects.values_list("policy_version", flat=True))

        assert agreed == {consent_version()}
        assert agreed == {"2026-11"}

    def test_every_listing_has_picture_price_producer_and_group(self) -> None:
        for card in ProductCard.objects.select_related("group"):
            assert card.picture, card.title
            assert card.picture["alt"], card.title
            assert card.price, card.title
            assert card.producer_id, card.title
            assert card.group.code, card.title

    def test_certificates_count_from_today(self) -> None:
        def last_days(slug: str) -> list[int]:
            found = Certificate.objects.filter(product__slug=slug).order_by("issued_on")
            return [(c.last_valid_day - TODAY).days for c in found]

        assert last_days("nam-so-say") == [-1]
        assert last_days("cha-que-nuong") == [7]
        assert last_days("buoi-bach-ha") == [120]
        assert len(last_days("tranh-go-dong-que")) == 2

    def test_stars_show_only_what_is_valid(self) -> None:
        stars = {
            card.product.slug: card.stars_on(TODAY)
            for card in ProductCard.objects.select_related("product")
        }

        assert stars["nam-so-say"] is None
        assert stars["tranh-go-dong-que"] == 5
        assert stars["cha-que-nuong"] == 3
        assert stars["rau-can-khai-thai"] is None

    def test_every_decision_is_a_demo_decision(self) -> None:
        decisions = Certificate.objects.values_list("decision", flat=True)

        assert all(decision.startswith("DEMO-") for decision in decisions)

    def test_ledger_and_records_agree(self) -> None:
        for record in StockRecord.objects.all():
            moved = sum(record.movements.values_list("quantity", flat=True))
            there = sum(record.balances.values_list("on_hand", flat=True))
            assert (moved, there) == (record.num_in_stock,) * 2, record.partner_sku

    def test_a_size_has_its_own_stock(self) -> None:
        sizes = Product.objects.filter(parent__slug="giay-tay-nam-buoc-day")

        assert sizes.count() == 7
        assert sizes.get(variant_label="Cỡ 44").stockrecords.get().num_in_stock == 0

    def test_orders_lie_in_the_past_and_their_steps_too(self) -> None:
        changes = [
            change
            for order in Order.objects.all()
            for consignment in order.consignments.all()
            for change in consignment.changes.all()
        ]

        assert Order.objects.exists()
        assert not Order.objects.filter(date_placed__gt=AT).exists()
        assert all(change.created_at <= AT for change in changes)

    def test_five_people_can_sign_in(self) -> None:
        found = [people.find(login) for login in logins.LOGINS]
        users = [user for user in found if user]

        assert all(user.check_password(logins.PASSWORD) for user in users)
        shopper, producer, keeper, staff, administrator = users
        assert Partner.objects.get(users=producer).code == "htx-buoc-deu"
        assert Showroom.objects.get(keepers=keeper).slug == "diem-phu-yen"
        assert staff.has_perm("wagtailadmin.access_admin")
        assert administrator.is_superuser
        for outsider in (shopper, producer, keeper):
            assert not outsider.has_perm("wagtailadmin.access_admin")

    def test_what_is_missing_comes_back(self) -> None:
        Certificate.objects.filter(product__slug="cha-que-nuong").delete()
        administrator = people.find(logins.ADMINISTRATOR)
        assert administrator
        administrator.delete()
        assert not preparing.is_loaded()

        seeding.seed(data=some(), at=AT, out=StringIO())

        assert Certificate.objects.filter(product__slug="cha-que-nuong").count() == 1
        assert preparing.is_loaded()

    def test_an_order_is_placed_once(self) -> None:
        world = World(some(), AT)

        assert orders.ORDERS_SINCE.missing(world) == []

        first = Order.objects.filter(contact_phone="+84900000100").earliest("pk")
        first.contact_phone = "+84900000199"
        first.save(update_fields=["contact_phone"])
        assert len(orders.ORDERS_SINCE.missing(world)) == 1


@pytest.mark.django_db
def test_the_command_refuses_outside_debug(settings: Any) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG"):
        call_command("seed", stdout=StringIO())

    assert not Product.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_interrupted_step_goes_on_where_it_stopped(settings: Any) -> None:
    settings.DEBUG = True
    world = World(some(), AT)
    for village in world.data.villages:
        OldCommuneFactory(code=village.origin_commune[:5], slug=village.origin_commune)
        CommuneFactory(code=village.commune[:5], slug=village.commune)
    written = places.VILLAGES.missing(world)[:4]
    places.VILLAGES.write(world, written)

    missing = places.VILLAGES.missing(world)

    assert [row.slug for _place, row in missing] == [
        village.slug for village in world.data.villages[4:]
    ]


@pytest.mark.django_db
def test_migrated_tables_lack_nothing() -> None:
    assert preparing.unapplied() == 0
    assert not preparing.is_loaded()
