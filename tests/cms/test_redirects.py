"""A page that moves stays found; a ring of redirects ends in a clear page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from cms.models import PlainPage
from cms.setup import ensure_site
from storefront.accounts.groups import EDITORS
from tests.factories.people import staff_member

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(autouse=True)
def _a_site(db: None, commit_at_once: None) -> None:
    ensure_site()


def rename(page: PlainPage, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


def plain() -> PlainPage:
    page: PlainPage = PlainPage.objects.get(
        slug__in=("doi-tra", "doi-hang"), locale=Locale.get_default()
    )
    return page


def test_the_old_address_leads_to_the_new_one(client: Client) -> None:
    rename(plain(), "doi-hang")

    answer = client.get("/doi-tra/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/doi-hang/")


def test_a_page_that_moves_back_is_found_at_both(client: Client) -> None:
    rename(plain(), "doi-hang")
    rename(plain(), "doi-tra")

    assert client.get("/doi-tra/").status_code == 200
    assert client.get("/doi-hang/", follow=True).redirect_chain == [("/doi-tra/", 301)]


def test_an_english_page_stays_found_in_english(client: Client) -> None:
    home = plain().get_parent().specific
    english = Locale.objects.get(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    page = plain().copy_for_translation(english)
    page.slug = "returns"
    page.save_revision().publish()
    rename(page, "refunds")

    answer = client.get("/en/returns/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/refunds/")


def test_a_deleted_target_is_not_found(client: Client) -> None:
    rename(plain(), "doi-hang")
    plain().delete()

    assert client.get("/doi-tra/").status_code == 404


def test_an_unpublished_target_is_not_found(client: Client) -> None:
    rename(plain(), "doi-hang")
    plain().unpublish()

    assert client.get("/doi-tra/", follow=True).status_code == 404


@pytest.mark.parametrize(
    "ring",
    [
        [("/a", "/a/")],
        [("/a", "/b/"), ("/b", "/a/")],
        [("/a", "/b"), ("/b", "http://testserver/a/")],
        [
            (f"/{here}", f"/{there}/")
            for here, there in zip("abcdefgh", "bcdefgha", strict=True)
        ],
    ],
    ids=["itself", "two", "with the host", "eight"],
)
def test_a_ring_of_redirects_is_a_clear_page(
    client: Client, ring: list[tuple[str, str]]
) -> None:
    for old, new in ring:
        Redirect.objects.create(old_path=old, redirect_link=new)

    answer = client.get("/a/", follow=True)

    assert answer.status_code == 404
    assert len(answer.redirect_chain) == 0


def test_a_chain_that_ends_is_followed(client: Client) -> None:
    Redirect.objects.create(old_path="/a", redirect_link="/b/")
    Redirect.objects.create(old_path="/b", redirect_link="/doi-tra/")

    answer = client.get("/a/", follow=True)

    assert answer.status_code == 200


def test_a_page_in_a_ring_is_its_end(client: Client) -> None:
    Redirect.objects.create(old_path="/a", redirect_link="/doi-tra/")
    Redirect.objects.create(old_path="/doi-tra", redirect_link="/a/")

    assert client.get("/a/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("target", "way"),
    [
        ("https://sanvat.example/a/", "/a → /a"),
        ("https://sanvat.example/c", "/a → /c → /b → /a"),
    ],
    ids=["itself", "by two others"],
)
def test_a_ring_is_refused_beside_the_field(
    client: Client, settings: Any, target: str, way: str
) -> None:
    settings.SHOP_URL = "https://sanvat.example"
    ensure_site(hostname="testserver")
    client.force_login(staff_member(EDITORS))
    Redirect.objects.create(old_path="/b", redirect_link="http://testserver/a/")
    Redirect.objects.create(old_path="/c", redirect_link="/b/")
    harmless = Redirect.objects.create(old_path="/a", redirect_link="/doi-tra/")
    sent = {"old_path": "/a/", "is_permanent": "on", "redirect_link": target}

    changed = client.post(f"/quan-tri/redirects/{harmless.pk}/", sent)
    harmless.delete()
    added = client.post("/quan-tri/redirects/add/", sent)

    for answer in (changed, added):
        told = f"Đích này lại dẫn về địa chỉ cũ: {way}. Hãy chọn đích khác."
        assert answer.context["form"].errors["redirect_link"] == [told]
        assert told in answer.text
    assert not Redirect.objects.filter(redirect_link=target).exists()


def test_a_redirect_to_its_own_page_is_refused(client: Client) -> None:
    client.force_login(staff_member(EDITORS))
    sent = {"old_path": "/doi-tra", "redirect_page": plain().pk}

    answer = client.post("/quan-tri/redirects/add/", sent)

    assert list(answer.context["form"].errors) == ["redirect_page"]
    assert not Redirect.objects.exists()


def test_a_redirect_that_ends_is_saved(client: Client) -> None:
    client.force_login(staff_member(EDITORS))
    Redirect.objects.create(old_path="/b", redirect_link="/doi-tra/")
    add = "/quan-tri/redirects/add/"
    for old, new in (("/a", "http://localhost/b"), ("/xa", "https://xa.example/xa")):
        client.post(add, {"old_path": old, "redirect_link": new})

    assert Redirect.objects.filter(old_path__in=("/a", "/xa")).count() == 2


@pytest.mark.parametrize("path", ["/%00/", "/%FF%FE/", "/" + "a" * 2000 + "/"])
def test_any_address_is_answered(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
