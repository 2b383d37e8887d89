"""A shop from an empty database: one command, and again, and none of the demo."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from catalog.models import Category, Product
from catalog.places.models import Commune
from cms.inbox.models import EnquiryPage
from cms.models import FairIndexPage, PlainPage
from storefront.accounts.groups import RIGHTS
from storefront.accounts.models import User

pytestmark = pytest.mark.django_db


def set_up() -> str:
    out = StringIO()
    call_command("set_up", stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    """The rows of every table but those of the search index."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label != "modelsearch"
    }


def test_one_command_opens_a_shop(client: Client, settings: Any) -> None:
    settings.SHOP_URL = "https://sanvat.example"

    told = set_up()

    site = Site.objects.get()
    assert (site.hostname, site.port) == ("sanvat.example", 443)
    assert Commune.objects.in_area().current().count() == 4
    assert set(Category.objects.values_list("slug", flat=True)) == {
        "thuc-pham",
        "do-uong",
        "duoc-lieu",
        "thu-cong-my-nghe",
        "sinh-vat-canh",
        "du-lich-lang-nghe",
    }
    assert set(RIGHTS) <= set(Group.objects.values_list("name", flat=True))
    assert EnquiryPage.objects.count() == 3
    assert not User.objects.exists()
    assert not Product.objects.exists()
    for page in ("", "chuyen-nghe/", "hoi-cho/", "cac-lang/", "lien-he/", "doi-tra/"):
        assert client.get(f"/{page}").status_code == 200, page
    for line in ("nhóm quyền: 5 (thêm 5)", "createsuperuser", "13 trang điều khoản"):
        assert line in told


def test_a_second_run_changes_nothing() -> None:
    set_up()
    before = counts()

    told = set_up()

    assert counts() == before
    assert told.count("(thêm 0)") == 5


def test_what_staff_moved_or_renamed_stays(commit_at_once: None) -> None:
    set_up()
    for page in (EnquiryPage.objects.get(slug="lien-he"), FairIndexPage.objects.get()):
        page.slug = f"{page.slug}-moi"
        page.save_revision().publish()
    PlainPage.objects.get(slug="doi-tra").unpublish()
    Site.objects.update(site_name="Chợ quê")
    pages = Page.objects.count()

    set_up()

    assert Page.objects.count() == pages
    assert not PlainPage.objects.get(slug="doi-tra").live
    assert Site.objects.get().site_name == "Chợ quê"
