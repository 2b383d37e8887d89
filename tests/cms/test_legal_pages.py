"""Legal texts: one version, one text, for ever readable; consent names the version."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.legal import consent_version
from cms.models import LegalText, PlainPage
from cms.setup import ensure_site
from cms.versions import next_version
from tests.factories.pages import stream_form

QUESTIONS = {
    "type": "faq",
    "value": {"questions": [{"question": "Đổi cỡ?", "answer": "<p>Được.</p>"}]},
}
NEW_WORDS = [{"type": "paragraph", "value": "<p>Báo trong 10 ngày.</p>"}]


@pytest.fixture
def terms(db: None) -> PlainPage:
    ensure_site(effective_from=dt.date(2026, 11, 1))
    page: PlainPage = PlainPage.objects.get(slug="dieu-kien-giao-dich")
    return page


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("2026-11", "2026-11.2"),
        ("2026-11.2", "2026-11.3"),
        ("2026-11.9", "2026-11.10"),
        ("bản", "bản.2"),
        ("x" * 20, "x" * 18 + ".2"),
    ],
)
def test_the_number_after(version: str, following: str) -> None:
    assert next_version(version) == following


def publish(page: PlainPage, **fields: Any) -> PlainPage:
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    page.refresh_from_db()
    return page


@time_machine.travel("2026-12-05T03:00:00Z", tick=False)
def test_changed_words_get_a_version_and_a_day_of_their_own(terms: PlainPage) -> None:
    publish(terms, body=NEW_WORDS)

    assert (terms.version, terms.effective_from) == (
        "2026-11.2",
        dt.date(2026, 12, 5),
    )
    assert list(terms.texts.order_by("pk").values_list("version", flat=True)) == [
        "2026-11",
        "2026-11.2",
    ]


def test_a_version_and_a_day_that_the_editor_names_are_taken(terms: PlainPage) -> None:
    day = dt.date(2027, 1, 1)

    publish(terms, body=NEW_WORDS, version="2027-01", effective_from=day)

    assert (terms.version, terms.effective_from) == ("2027-01", day)


def test_a_former_version_cannot_be_given_to_other_words(terms: PlainPage) -> None:
    publish(terms, body=NEW_WORDS, version="2027-01")

    publish(terms, lead="Đọc kỹ.", version="2026-11")

    assert terms.version == "2026-11.2"
    assert LegalText.objects.get(page=terms, version="2026-11").lead != "Đọc kỹ."


def test_publishing_the_same_words_moves_nothing(terms: PlainPage) -> None:
    publish(terms, body=NEW_WORDS)
    publish(terms)
    publish(terms, awaits_lawyer=False)

    assert terms.version == "2026-11.2"
    assert terms.texts.count() == 2


def test_a_draft_is_no_version_yet(terms: PlainPage) -> None:
    terms.body = NEW_WORDS
    terms.save_revision()

    terms.refresh_from_db()
    assert terms.version == "2026-11"
    assert terms.texts.count() == 1


def test_a_text_dated_for_later_gets_its_version_when_it_is_published(
    terms: PlainPage,
) -> None:
    terms.body = NEW_WORDS
    terms.go_live_at = timezone.now() + dt.timedelta(hours=1)
    terms.save_revision().publish()
    terms.refresh_from_db()
    assert terms.version == "2026-11"

    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        call_command("publish_scheduled")

    terms.refresh_from_db()
    assert terms.version == "2026-11.2"


def test_opening_the_editor_and_publishing_changes_no_words(
    officer_client: Client, terms: PlainPage
) -> None:
    """The editor's own screen leaves keys in paragraphs and wraps entries of lists."""
    terms = publish(terms, body=[QUESTIONS, *terms.body.raw_data], version="2027-01")
    form = nested_form_data(
        {
            "title": terms.title,
            "slug": terms.slug,
            "lead": terms.lead,
            "body": stream_form(terms.body),
            "version": terms.version,
            "effective_from": "2026-11-01",
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )

    response = officer_client.post(f"/quan-tri/pages/{terms.pk}/edit/", form)

    terms.refresh_from_db()
    assert response.status_code == 302
    assert terms.live_revision_id
    assert "data-block-key" in str(list(terms.body.raw_data))
    assert terms.version == "2027-01"
    assert terms.texts.count() == 2


def test_former_texts_stay_readable(client: Client, terms: PlainPage) -> None:
    old_words = "Ai bán, ai chịu trách nhiệm"
    publish(terms, body=NEW_WORDS)

    now = client.get(terms.url).content.decode()
    then = client.get(terms.url, {"phien-ban": "2026-11"}).content.decode()

    assert "Báo trong 10 ngày." in now
    assert old_words not in now
    assert "?phien-ban=2026-11" in now
    assert old_words in then
    assert "Đây là bản cũ" in then
    assert '<meta name="robots" content="noindex">' in then


@pytest.mark.parametrize("version", ["2019-01", "", "\x00", "a" * 5000, "\ud800"])
def test_a_version_that_never_was_is_not_found(
    client: Client, terms: PlainPage, version: str
) -> None:
    response = client.get(
        f"{terms.url}?phien-ban={version.encode('utf-8', 'replace').decode()}"
    )

    assert response.status_code == 404


def test_a_page_without_versions_keeps_no_texts(terms: PlainPage) -> None:
    page = PlainPage.objects.get(slug="ocop-la-gi")

    publish(page, body=NEW_WORDS)

    assert page.version == ""
    assert not page.texts.exists()


def test_a_text_from_before_texts_were_kept_is_kept_first(terms: PlainPage) -> None:
    LegalText.objects.all().delete()

    publish(terms, body=NEW_WORDS)

    assert terms.texts.order_by("pk")[0].version == "2026-11"
    assert terms.version == "2026-11.2"


def test_consent_names_the_version_of_the_terms_and_the_privacy_policy(
    terms: PlainPage, django_capture_on_commit_callbacks: Any
) -> None:
    assert consent_version() == "2026-11"

    with django_capture_on_commit_callbacks(execute=True):
        publish(terms, body=NEW_WORDS)

    assert consent_version() == "2026-11.2/2026-11"


def test_consent_fits_its_column_whatever_the_versions(terms: PlainPage) -> None:
    from storefront.order.models import Order

    longest = Order._meta.get_field("policy_version").max_length

    assert longest is not None
    assert longest >= 2 * 20 + 1


def test_nothing_is_agreed_to_while_no_terms_are_published(db: None) -> None:
    assert consent_version() == "–"
