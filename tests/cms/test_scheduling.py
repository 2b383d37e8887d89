"""A page that is dated says whether it really goes live then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import ArticleIndexPage, ArticlePage
from cms.scheduling import dated_pages, moment
from cms.setup import ensure_site
from storefront.jobs.work import publish_scheduled
from tests.factories.people import UserFactory

pytestmark = pytest.mark.usefixtures("installed")

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site()


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


def dated(at: dt.datetime | None, *, approved: bool, slug: str = "tet") -> ArticlePage:
    page: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(
            title=f"Bài {slug}", slug=slug, lead="Một câu.", live=False
        )
    )
    page.go_live_at = at
    revision = page.save_revision()
    if approved:
        revision.publish()
    return page


def told(now: dt.datetime) -> list[str]:
    return [row.told(now) for row in dated_pages(Page.objects.all(), now=now)]


def test_an_approved_page_says_when(now: dt.datetime) -> None:
    dated(now + DAY, approved=True)

    assert told(now) == [f"Lên trang lúc {moment(now + DAY)}."]


def test_a_date_that_nobody_approved_is_told_plainly(now: dt.datetime) -> None:
    dated(now + DAY, approved=False)

    (words,) = told(now)

    assert "chưa được duyệt" in words
    assert "không tự lên trang" in words


def test_a_date_that_passed_unapproved_is_told(now: dt.datetime) -> None:
    dated(now - DAY, approved=False)

    (words,) = told(now)

    assert "chưa ai duyệt" in words


def test_pages_without_a_date_say_nothing(now: dt.datetime) -> None:
    dated(None, approved=False, slug="nhap")
    dated(None, approved=True, slug="dang")
    dated(now - 90 * DAY, approved=False, slug="cu")

    assert told(now) == []


def test_it_appears_at_its_time(client: Client, now: dt.datetime) -> None:
    page = dated(now + DAY, approved=True)
    assert client.get("/chuyen-nghe/tet/").status_code == 404

    with time_machine.travel(now + DAY + dt.timedelta(minutes=1), tick=False):
        publish_scheduled(timezone.now())

        assert client.get("/chuyen-nghe/tet/").status_code == 200
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("approved", [True, False])
def test_the_editor_and_the_list_show_it(
    client: Client, now: dt.datetime, approved: bool
) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = dated(now + DAY, approved=approved)
    words = "Lên trang lúc" if approved else "không tự lên trang"

    for url in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    ):
        assert words in client.get(url).text, url


def test_the_cost_is_the_same_for_many(now: dt.datetime) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            told(now)
        return len(captured)

    def fill(numbers: range) -> None:
        for number in numbers:
            dated(now + DAY, approved=number % 2 == 0, slug=f"bai-{number}")

    fill(range(4))
    few = cost()
    fill(range(4, 20))

    assert cost() == few <= 3


def test_nonsense_for_a_date_is_no_date(now: dt.datetime) -> None:
    page = dated(now + DAY, approved=False)
    for nonsense in ("x", "9999-99-99T00:00:00Z", 12, None):
        content: dict[str, Any] = page.latest_revision.content
        page.latest_revision.content = {**content, "go_live_at": nonsense}
        page.latest_revision.save(update_fields=["content"])

        assert told(now) == []
