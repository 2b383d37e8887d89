"""The first screen of the back office: to each what waits for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.inbox.models import Enquiry
from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from storefront.accounts.groups import APPROVERS, EDITORS, OFFICERS, SELLERS
from storefront.jobs.models import JobRun
from storefront.jobs.table import JOBS
from storefront.todos import todos_for
from tests.factories.catalogue import ProductFactory
from tests.factories.letters import letter
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import placed_order
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.usefixtures("installed")

HOME = "/quan-tri/"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site()
    soon = timezone.now() + DAY
    JobRun.objects.bulk_create(
        JobRun(name=job.name, next_run_at=soon, started_at=soon, finished_at=soon)
        for job in JOBS
    )


def labels(person: Any) -> list[str]:
    return [todo.label for todo in todos_for(person, at=timezone.now())]


def submitted(slug: str, by: Any) -> ArticlePage:
    page: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(title=f"Bài {slug}", slug=slug, lead="x", live=False)
    )
    page.save_revision()
    page.get_workflow().start(page, by)
    return page


def test_nothing_waits(client: Client) -> None:
    client.force_login(staff_member())

    page = client.get(HOME).text

    assert "Không có việc chờ." in page


def test_letters_wait_for_whoever_reads_them() -> None:
    letter()
    letter(at=timezone.now() - 30 * DAY)

    assert labels(staff_member(EDITORS)) == [
        "1 thư quá hạn trả lời",
        "1 thư chờ trả lời",
    ]
    assert labels(staff_member(OFFICERS)) == []


def test_pages_wait_for_the_approver_and_come_back_to_the_editor() -> None:
    editor, approver = staff_member(EDITORS), staff_member(APPROVERS)
    page = submitted("mot", editor)
    assert labels(approver) == ["1 trang chờ duyệt"]
    assert labels(editor) == []

    state = page.current_workflow_task_state
    state.task.specific.on_action(state, approver, "reject", comment="Thiếu hình")

    assert labels(approver) == []
    assert labels(editor) == ["1 trang của anh chị được trả lại để sửa"]


def test_a_date_without_approval_is_urgent() -> None:
    page = submitted("tet", staff_member(EDITORS))
    page.current_workflow_state.cancel()
    page.go_live_at = timezone.now() + DAY
    page.save_revision()

    (todo,) = todos_for(staff_member(EDITORS), at=timezone.now())

    assert todo.label == "1 trang có hẹn giờ trong hai tuần"
    assert todo.is_urgent
    assert "không tự lên trang" in todo.lines[0].note


def test_certificates_wait_for_the_officer() -> None:
    today = timezone.localdate()
    for days, slug in ((0, "mot"), (30, "hai"), (31, "ba"), (-1, "bon")):
        CertificateFactory(
            product=ProductFactory(title=slug, slug=slug),
            number=f"01-{days + 5}-1-2024",
            issued_on=today - 300 * DAY,
            expires_on=today + days * DAY,
        )

    assert labels(staff_member(OFFICERS)) == ["2 chứng nhận hết hạn trong 30 ngày"]
    assert labels(staff_member(EDITORS)) == []


def test_orders_wait_for_the_seller() -> None:
    placed_order((ProductFactory(), 1))

    assert labels(staff_member(SELLERS)) == ["1 đơn chờ xác nhận"]
    assert labels(staff_member(OFFICERS)) == []


def test_late_jobs_are_urgent_and_lead_to_their_page(client: Client) -> None:
    JobRun.objects.filter(name="publish_scheduled").update(
        next_run_at=timezone.now() - DAY
    )
    client.force_login(staff_member(EDITORS))

    page = client.get(HOME).text

    assert '<a href="/quan-tri/viec-dinh-ky/" class="is-late">' in page
    assert "1 việc định kỳ bị trễ" in page


def test_every_link_opens(client: Client) -> None:
    editor = staff_member(EDITORS)
    submitted("mot", editor)
    letter()
    letter(at=timezone.now() - 30 * DAY)
    placed_order((ProductFactory(), 1))
    JobRun.objects.all().delete()
    person = staff_member()
    client.force_login(person)

    found = todos_for(person, at=timezone.now())

    assert len(found) == 5
    for todo in found:
        assert client.get(todo.url).status_code == 200, todo


@pytest.mark.parametrize("who", ["", "buyer", "producer", "keeper"])
def test_nobody_else_sees_what_waits(client: Client, who: str, request: Any) -> None:
    letter()
    if who == "keeper":
        client.force_login(UserFactory())
    elif who:
        client.force_login(request.getfixturevalue(who))

    assert client.get(HOME).status_code in (302, 403)


def test_the_screen_costs_the_same_for_many(client: Client) -> None:
    editor, person = staff_member(EDITORS), staff_member()
    client.force_login(person)
    client.get(HOME)

    def cost(numbers: range) -> int:
        for number in numbers:
            letter()
            page = submitted(f"bai-{number}", editor)
            page.go_live_at = timezone.now() + DAY
            page.save_revision()
            placed_order((ProductFactory(title=f"Món {number}", slug=f"m{number}"), 1))
        with CaptureQueriesContext(connection) as captured:
            client.get(HOME)
        return len(captured)

    assert cost(range(2)) == cost(range(2, 12))
    assert Enquiry.objects.count() == 12
