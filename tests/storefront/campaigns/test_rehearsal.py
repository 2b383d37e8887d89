"""Staff see the shop of another day; nothing changes, and nobody else sees it."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from storefront.basket.models import Basket
from storefront.campaigns.rehearsal import COOKIE, SECONDS, Rehearsal
from tests.factories.campaigns import campaign
from tests.factories.catalogue import ProductFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import running_offer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("installed", "commit_at_once"),
]

DAY = dt.timedelta(days=1)
BAR = "Thôi xem thử"


def rehearse(client, moment, **fields):
    return client.post(
        reverse("rehearsal"),
        {"moment": timezone.localtime(moment).strftime("%Y-%m-%d %H:%M"), **fields},
    )


def next_month():
    return timezone.now() + 30 * DAY


def a_coming_campaign(**fields):
    return campaign(
        running_offer(),
        starts_at=timezone.now() + 29 * DAY,
        ends_at=timezone.now() + 40 * DAY,
        **fields,
    )


def test_the_shop_of_next_month_has_its_prices_and_banner(officer_client, client):
    shoe = ProductFactory()
    a_coming_campaign()

    assert rehearse(officer_client, next_month()).status_code == 302
    product = officer_client.get(shoe.get_absolute_url())
    listing = officer_client.get("/san-pham/")

    assert "648.000" in product.text
    assert BAR in product.text
    assert "Tết làng nghề" in listing.text
    assert "648.000" in listing.text
    assert product["Cache-Control"] == "no-store, private"
    assert product["X-Robots-Tag"] == "noindex"


def test_others_see_the_present_meanwhile(officer_client):
    from django.test import Client

    shoe = ProductFactory()
    a_coming_campaign()
    rehearse(officer_client, next_month())
    officer_client.get("/san-pham/")
    officer_client.get(shoe.get_absolute_url())

    visitor = Client()
    for path in ("/san-pham/", shoe.get_absolute_url()):
        page = visitor.get(path).text
        assert "648.000" not in page
        assert "Tết làng nghề" not in page
        assert BAR not in page


def test_a_campaign_can_be_seen_before_it_is_switched_on(officer_client):
    shoe = ProductFactory()
    tet = a_coming_campaign(is_on=False)

    rehearse(officer_client, next_month())
    assert "648.000" not in officer_client.get(shoe.get_absolute_url()).text

    rehearse(officer_client, next_month(), campaign=tet.pk)
    assert "648.000" in officer_client.get(shoe.get_absolute_url()).text
    tet.refresh_from_db()
    assert not tet.is_on


def test_scheduled_pages_are_there_and_leaving_ones_gone(officer_client):
    ensure_site()
    index = ArticleIndexPage.objects.get()
    coming = index.add_child(
        instance=ArticlePage(title="Sắp lên", live=False, lead="A")
    )
    coming.go_live_at = timezone.now() + 10 * DAY
    coming.save_revision().publish()
    leaving = ArticlePage(title="Sắp gỡ", lead="B", expire_at=timezone.now() + 5 * DAY)
    index.add_child(instance=leaving)
    before = Page.objects.count(), coming.revisions.count()
    assert "Sắp lên" not in officer_client.get(index.url).text

    rehearse(officer_client, next_month())
    page = officer_client.get(index.url)

    assert "Sắp lên" in page.text
    assert "Sắp gỡ" not in page.text
    assert officer_client.get(coming.url).status_code == 200
    coming.refresh_from_db()
    leaving.refresh_from_db()
    assert (coming.live, leaving.live) == (False, True)
    assert (Page.objects.count(), coming.revisions.count()) == before


def test_a_star_that_will_have_expired_is_gone(officer_client):
    shoe = ProductFactory()
    today = timezone.localdate()
    CertificateFactory(
        product=shoe, issued_on=today - 1000 * DAY, expires_on=today + 7 * DAY
    )
    assert "OCOP" in officer_client.get(shoe.get_absolute_url()).text
    with_star = officer_client.get("/san-pham/").text.count("chứng nhận còn hiệu lực")

    rehearse(officer_client, next_month())

    later = officer_client.get("/san-pham/").text.count("chứng nhận còn hiệu lực")
    assert (with_star, later) == (1, 0)


def test_no_cache_learns_of_it(officer_client):
    ProductFactory()
    a_coming_campaign()
    officer_client.get("/san-pham/")
    rehearse(officer_client, next_month())
    kept = dict(cache._cache)  # type: ignore[attr-defined]

    officer_client.get("/san-pham/")
    officer_client.get("/")

    assert dict(cache._cache) == kept  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_done_in_it(officer_client, method):
    shoe = ProductFactory()
    rehearse(officer_client, next_month())

    response = getattr(officer_client, method)(f"/gio-hang/them/{shoe.pk}/", {})

    assert response.status_code == 403
    assert "không làm được việc này" in response.text
    assert not Basket.objects.exists()


def test_ending_it_returns_to_the_present(officer_client):
    shoe = ProductFactory()
    a_coming_campaign()
    rehearse(officer_client, next_month())

    officer_client.post(reverse("rehearsal_end"))

    assert "648.000" not in officer_client.get(shoe.get_absolute_url()).text


def test_the_back_office_stays_in_the_present(officer_client):
    rehearse(officer_client, next_month())

    assert BAR not in officer_client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("person", ["buyer", "producer", "stranger"])
def test_nobody_else_may_rehearse(client, person, request):
    someone = request.getfixturevalue(person)
    client.force_login(someone)
    assert client.get(reverse("rehearsal")).status_code in (302, 403)

    client.cookies[COOKIE] = Rehearsal(someone.pk, next_month()).token()

    assert BAR not in client.get("/san-pham/").text


def test_another_persons_pass_is_worth_nothing(officer_client, buyer):
    officer_client.cookies[COOKIE] = Rehearsal(buyer.pk, next_month()).token()

    assert BAR not in officer_client.get("/san-pham/").text


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_forged_pass_is_worth_nothing(officer_client, token):
    officer_client.cookies[COOKIE] = token

    assert BAR not in officer_client.get("/san-pham/").text


def test_a_pass_runs_out(officer_client, officer):
    import time_machine

    token = Rehearsal(officer.pk, next_month()).token()
    officer_client.cookies[COOKIE] = token
    assert BAR in officer_client.get("/san-pham/").text

    with time_machine.travel(timezone.now() + dt.timedelta(seconds=SECONDS + 5)):
        officer_client.cookies[COOKIE] = token
        assert BAR not in officer_client.get("/san-pham/").text


@pytest.mark.parametrize(
    "moment", ["", "hôm qua", "1999-01-01 00:00", "2999-01-01 00:00", "\x00"]
)
def test_a_moment_that_makes_no_sense_is_explained(officer_client, moment):
    response = officer_client.post(reverse("rehearsal"), {"moment": moment})

    assert response.status_code == 422
    assert COOKIE not in response.cookies
    assert response.context["form"].errors["moment"]
