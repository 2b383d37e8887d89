"""The inbox in the back office: finding, moving, exporting, deleting letters."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.inbox.desk import spoken
from cms.inbox.models import Enquiry, EnquiryEntry
from cms.inbox.services import StateNotAllowed, handle
from cms.setup import ensure_site
from storefront.accounts.groups import APPROVERS, EDITORS, OFFICERS
from tests.factories.letters import letter
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.usefixtures("installed")

DESK = "/quan-tri/hop-thu/"
LONG_AGO = timezone.now() - dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site()


@pytest.fixture
def editor() -> Any:
    return staff_member(EDITORS)


def act(client: Client, enquiry: Enquiry, **fields: Any) -> Any:
    data = {"state": enquiry.state, "assignee": enquiry.assignee_id or "", "note": ""}
    url = reverse("hop-thu:handle", args=[enquiry.pk])
    return client.post(url, data | fields, follow=True)


def test_a_letter_is_taken_up_answered_and_its_history_told(
    client: Client, editor: Any
) -> None:
    client.force_login(editor)
    enquiry = letter()

    act(client, enquiry, state="in_progress", assignee=editor.pk, note="Đã gọi")
    page = act(client, enquiry, state="answered", assignee=editor.pk).text

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.assignee) == ("answered", editor)
    assert enquiry.answered_at is not None
    assert EnquiryEntry.objects.filter(enquiry=enquiry).count() == 2
    for words in ("mới → đang xử lý", "Đã gọi", "đang xử lý → đã trả lời"):
        assert words in page


def test_an_answered_letter_that_is_reopened_waits_again(editor: Any) -> None:
    enquiry = letter()
    now = timezone.now()

    for state in ("answered", "in_progress"):
        handle(
            enquiry=enquiry, state=state, assignee=None, note="", actor=editor, at=now
        )

    assert Enquiry.objects.waiting().get().answered_at is None


def test_what_was_opened_is_not_new_again(client: Client, editor: Any) -> None:
    enquiry = letter()
    handle(
        enquiry=enquiry,
        state="closed",
        assignee=None,
        note="",
        actor=editor,
        at=timezone.now(),
    )
    client.force_login(editor)

    with pytest.raises(StateNotAllowed):
        handle(
            enquiry=enquiry,
            state="new",
            assignee=None,
            note="",
            actor=editor,
            at=timezone.now(),
        )
    page = act(client, enquiry, state="new").text

    assert "Chưa ghi được" in page
    assert Enquiry.objects.get().state == "closed"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "nonsense"},
        {"assignee": "10" * 30},
        {"assignee": "\x00"},
        {"note": "a" * 2001},
    ],
)
def test_nonsense_changes_nothing(
    client: Client, editor: Any, fields: dict[str, str]
) -> None:
    client.force_login(editor)

    page = act(client, letter(), **fields)

    assert page.status_code == 200
    assert "Chưa ghi được" in page.text
    assert not EnquiryEntry.objects.exists()


def test_only_whoever_may_handle_letters_is_given_one(
    client: Client, editor: Any, buyer: Any
) -> None:
    client.force_login(editor)

    page = act(client, letter(), assignee=buyer.pk).text

    assert "Chưa ghi được" in page


def test_what_is_overdue_is_red_and_found(client: Client, editor: Any) -> None:
    client.force_login(editor)
    late, fresh = letter(at=LONG_AGO), letter()

    everything = client.get(DESK).text
    overdue = client.get(DESK, {"which": "overdue"}).text

    assert everything.count('class="is-late"') == 1
    assert late.number in overdue
    assert fresh.number not in overdue


def test_letters_are_found_without_accents(client: Client, editor: Any) -> None:
    client.force_login(editor)
    found = letter(name="Đỗ Thị Lụa", product="Kẹo lạc", kind="quote")
    other = letter(name="Phạm Văn Mây")

    for text in ("do thi lua", "keo lac", found.number.lower(), "ĐỖ"):
        page = client.get(DESK, {"q": text}).text
        assert found.number in page, text
        assert other.number not in page, text


def test_letters_leave_as_a_spreadsheet(client: Client, editor: Any) -> None:
    client.force_login(editor)
    letter(name="=HYPERLINK(1)")

    answer = client.get(DESK, {"export": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(answer))).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["Số thư", "Gửi lúc", "Loại thư"]
    assert sheet[2][4].value == "=HYPERLINK(1)"
    assert sheet[2][4].data_type != "f"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+84912345678", "0912 345 678"), ("+4930123456", "+49 30 123456"), ("", "")],
)
def test_a_phone_is_shown_as_people_say_it(stored: str, shown: str) -> None:
    assert spoken(stored) == shown


def test_an_approver_deletes_a_letter_with_all_that_was_noted(client: Client) -> None:
    enquiry = letter()
    EnquiryEntry.objects.create(
        enquiry=enquiry, created_at=timezone.now(), note="Riêng"
    )
    client.force_login(staff_member(APPROVERS))

    client.post(reverse("hop-thu:delete", args=[enquiry.pk]))

    assert not Enquiry.objects.exists()
    assert not EnquiryEntry.objects.exists()


def test_an_editor_deletes_nothing(client: Client, editor: Any) -> None:
    client.force_login(editor)
    enquiry = letter()

    client.post(reverse("hop-thu:delete", args=[enquiry.pk]))

    assert Enquiry.objects.exists()


@pytest.mark.parametrize("who", ["", "buyer", "producer", "keeper", "officer group"])
def test_nobody_else_reads_moves_or_takes_letters(
    client: Client, who: str, request: Any
) -> None:
    enquiry = letter()
    if who == "officer group":
        client.force_login(staff_member(OFFICERS))
    elif who == "keeper":
        client.force_login(UserFactory())
    elif who:
        client.force_login(request.getfixturevalue(who))

    one = reverse("hop-thu:inspect", args=[enquiry.pk])
    answers = [
        client.get(DESK),
        client.get(f"{DESK}?export=xlsx"),
        client.get(f"{DESK}?export=csv"),
        client.get(reverse("hop-thu:index_results")),
        client.get(one),
        client.get(reverse("hop-thu:history", args=[enquiry.pk])),
        client.post(
            reverse("hop-thu:handle", args=[enquiry.pk]),
            {"state": "closed", "note": "x"},
        ),
        client.post(reverse("hop-thu:delete", args=[enquiry.pk])),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert Enquiry.objects.get().state == "new"
    assert not EnquiryEntry.objects.exists()


@pytest.mark.parametrize("who", [EDITORS, APPROVERS])
def test_the_staff_of_letters_come_in(client: Client, who: str) -> None:
    enquiry = letter()
    client.force_login(staff_member(who))

    assert client.get(DESK).status_code == 200
    assert client.get(f"{DESK}?export=xlsx").status_code == 200
    assert client.get(reverse("hop-thu:inspect", args=[enquiry.pk])).status_code == 200


def test_the_list_costs_the_same_for_many(client: Client, editor: Any) -> None:
    client.force_login(editor)
    client.get(DESK)

    def cost(count: int) -> int:
        for _number in range(count):
            Enquiry.objects.filter(pk=letter().pk).update(assignee=editor)
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    assert cost(2) == cost(18)
