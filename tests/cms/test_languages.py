"""Translations of pages: which there are, which lag, and the report that lists them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.languages import outdated_count, translations, translations_of
from cms.models import HomePage, PlainPage
from cms.setup import ensure_site
from tests.factories.people import staff_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]


@pytest.fixture
def home() -> HomePage:
    return ensure_site(
        hostname="testserver", effective_from=dt.date(2026, 11, 1), is_demo=True
    )


def translate(page: Page, **fields: str) -> Page:
    """``page`` in English, published."""
    translated = page.specific.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    ).specific
    for name, value in fields.items():
        setattr(translated, name, value)
    translated.save_revision().publish()
    fresh: Page = Page.objects.get(pk=translated.pk).specific
    return fresh


def explainer() -> PlainPage:
    pages = PlainPage.objects.filter(locale__language_code="vi")
    page: PlainPage = pages.get(slug="ocop-la-gi")
    return page


def test_a_translated_page_knows_its_address_in_each_language(home: HomePage) -> None:
    translate(home)
    english = translate(explainer(), slug="what-is-ocop")

    both = {"vi": "/ocop-la-gi/", "en": "/en/what-is-ocop/"}
    assert translations_of(explainer()) == both
    assert translations_of(english) == both


def test_an_untranslated_page_has_none(home: HomePage) -> None:
    translate(home)

    assert translations_of(explainer()) == {}


def test_a_draft_is_no_translation_yet(home: HomePage) -> None:
    translate(home)
    translate(explainer()).unpublish()

    assert translations_of(explainer()) == {}


def test_a_translation_is_current_until_its_source_is_published_again(
    home: HomePage,
) -> None:
    english = translate(explainer())
    assert outdated_count() == 0

    explainer().save_revision().publish()

    assert translations().get(state="outdated").pk == english.pk
    assert outdated_count() == 1


def test_writing_the_translation_again_makes_it_current(home: HomePage) -> None:
    english = translate(explainer())
    explainer().save_revision().publish()

    english.save_revision().publish()

    assert outdated_count() == 0
    assert translations().get(pk=english.pk).state == "current"


def test_a_source_saved_as_a_draft_makes_nothing_old(home: HomePage) -> None:
    translate(explainer())

    explainer().save_revision()

    assert outdated_count() == 0


def test_the_report_counts_filters_and_links_to_the_editor(
    home: HomePage, officer_client: Client
) -> None:
    translate(home, title="Home")
    english = translate(explainer(), title="What is OCOP?")
    explainer().save_revision().publish()

    page = officer_client.get(reverse("translations_report")).content.decode()
    old = officer_client.get(
        reverse("translations_report"), {"state": "outdated"}
    ).content.decode()

    assert "1 bản dịch đã cũ" in page
    assert "Home" in page
    edit = reverse("wagtailadmin_pages:edit", args=[english.pk])
    home_edit = reverse(
        "wagtailadmin_pages:edit", args=[home.get_translations().get().pk]
    )
    assert f'href="{edit}"' in old
    assert f'href="{home_edit}"' in page
    assert f'href="{home_edit}"' not in old


def test_the_report_costs_the_same_for_two_and_for_nine_translations(
    home: HomePage, officer_client: Client
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages = list(PlainPage.objects.filter(locale__language_code="vi"))
    costs = []
    for some in (pages[:2], pages[2:9]):
        for page in some:
            translate(page)
        officer_client.get(reverse("translations_report"))
        with CaptureQueriesContext(connection) as captured:
            officer_client.get(reverse("translations_report"))
        costs.append(len(captured))

    assert costs[0] == costs[1]


def test_the_report_can_be_taken_away_as_a_table(
    home: HomePage, officer_client: Client
) -> None:
    translate(explainer(), title="What is OCOP?")

    answer = officer_client.get(reverse("translations_report"), {"export": "csv"})

    table = answer.getvalue().decode()
    assert "What is OCOP?" in table
    assert "Đang khớp" in table


@pytest.mark.parametrize("name", ["translations_report", "translations_report_results"])
def test_who_may_see_the_report(
    home: HomePage, client: Client, producer: Any, buyer: Any, name: str
) -> None:
    url = reverse(name)
    assert client.get(url).status_code == 302
    for person in (buyer, producer):
        client.force_login(person)
        assert client.get(url).status_code == 403

    staff = staff_member()
    client.force_login(staff)

    assert client.get(url).status_code == 200


def test_an_english_address_of_a_vietnamese_page_leads_to_it(
    home: HomePage, client: Client
) -> None:
    assert client.get("/en/").headers["Location"] == "/"

    translate(home)

    assert client.get("/en/").status_code == 200
    assert client.get("/en/ocop-la-gi/").status_code == 404
