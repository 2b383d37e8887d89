"""The public pages that people write on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from cms.inbox.forms import LetterForm
from cms.inbox.models import Enquiry
from cms.setup import ensure_site

pytestmark = pytest.mark.usefixtures("installed")

WHEN = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)  # 16:00 in Hà Nội, a Thursday
LETTER = {
    "name": "Nguyễn Thị Hòa",
    "contact": "0912 345 678",
    "message": "Cửa hàng có bán khay trà cỡ lớn không?",
    "consent": "on",
    "website": "",
}
COMPLAINT = {**LETTER, "topic": "fault", "order_number": "AB23CD45EF"}
QUOTE = {
    **LETTER,
    "topic": "gift",
    "product": "Khay trà khảm trai",
    "quantity": "50 chiếc",
    "needed_on": "2027-01-20",
    "organisation": "Ủy ban xã",
}


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site(effective_from=dt.date(2026, 11, 1))


def drawn(client: Client, url: str = "/lien-he/") -> str:
    """The token of a form that was drawn a minute ago."""
    with time_machine.travel(WHEN - dt.timedelta(minutes=1), tick=False):
        return token_in(client.get(url).text)


def token_in(page: str) -> str:
    found = re.search(r'name="drawn" value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: Client, url: str = "/lien-he/", **fields: str) -> Any:
    data = {**LETTER, "drawn": fields.pop("drawn", "") or drawn(client, url)}
    with time_machine.travel(WHEN, tick=False):
        return client.post(url, data | fields)


@pytest.mark.parametrize(
    ("url", "letter", "kind"),
    [
        ("/lien-he/", LETTER, "contact"),
        ("/gui-khieu-nai/", COMPLAINT, "complaint"),
        ("/bao-gia/", QUOTE, "quote"),
    ],
)
def test_a_letter_is_kept_and_its_number_told(
    client: Client, url: str, letter: dict[str, str], kind: str
) -> None:
    answer = send(client, url, **letter)

    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.state) == (kind, "new")
    assert (enquiry.phone, enquiry.email) == ("+84912345678", "")
    assert enquiry.policy_version == "2026-11"
    with time_machine.travel(WHEN, tick=False):
        page = client.get(answer.headers["Location"]).text
    assert enquiry.number in page
    assert "17:00 ngày 30/11/2026" in page
    assert "Nguyễn Thị Hòa" not in page


def test_an_address_is_as_good_as_a_phone(client: Client) -> None:
    send(client, contact="hoa@example.com")

    assert (Enquiry.objects.get().phone, Enquiry.objects.get().email) == (
        "",
        "hoa@example.com",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Anh chị điền mục này."),
        ({"contact": "hòm thư số 3"}, "Số điện thoại chưa đúng."),
        ({"contact": "a@b"}, "Địa chỉ thư điện tử chưa đúng."),
        ({"contact": "\x00"}, "Anh chị điền mục này."),
        ({"contact": "9" * 250}, "Số điện thoại chưa đúng."),
        ({"message": "\x00\x01"}, "Anh chị viết vài dòng."),
        ({"message": "a" * 4001}, "4000"),
        ({"name": "a" * 121}, "120"),
        ({"consent": ""}, "Cần có sự đồng ý"),
        ({"website": "http://x.example"}, "Ô ẩn phải để trống"),
        ({"website": "\x00"}, "Thư chưa gửi được."),
        ({"drawn": "nonsense"}, "Trang mở đã lâu."),
        ({"drawn": "\x00:1:x"}, "Trang mở đã lâu."),
    ],
)
def test_nonsense_is_told_and_nothing_kept(
    client: Client, fields: dict[str, str], words: str
) -> None:
    answer = send(client, **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Enquiry.objects.exists()


def test_half_a_sign_is_no_text() -> None:
    form = LetterForm(dict.fromkeys((*LETTER, "drawn"), chr(0xD800)))

    assert not form.is_valid()
    assert {"name", "contact", "message"} <= form.errors.keys()


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "99999-99-99", "hôm qua", "\x00"]
)
def test_a_day_that_is_none(client: Client, day: str) -> None:
    answer = send(client, "/bao-gia/", **{**QUOTE, "needed_on": day})

    assert answer.status_code == 422
    assert "Ngày chưa đúng" in answer.text


def test_a_topic_of_another_form_is_refused(client: Client) -> None:
    answer = send(client, "/gui-khieu-nai/", **{**COMPLAINT, "topic": "gift"})

    assert answer.status_code == 422
    assert not Enquiry.objects.exists()


def test_who_sends_at_once_is_asked_to_wait(client: Client) -> None:
    with time_machine.travel(WHEN, tick=False):
        token = token_in(client.get("/lien-he/").text)
    answer = send(client, drawn=token)

    assert "Thư gửi nhanh quá." in answer.text
    assert token_in(answer.text) == token
    assert not Enquiry.objects.exists()


def test_a_form_of_yesterday_gets_a_fresh_token(client: Client) -> None:
    with time_machine.travel(WHEN - dt.timedelta(days=2), tick=False):
        old = token_in(client.get("/lien-he/").text)

    answer = send(client, drawn=old)

    assert answer.status_code == 422
    assert token_in(answer.text) != old
    assert LETTER["message"] in answer.text


def test_pressing_twice_sends_once(client: Client) -> None:
    token = drawn(client)

    first, second = send(client, drawn=token), send(client, drawn=token)

    assert Enquiry.objects.count() == 1
    assert (first.status_code, second.status_code) == (302, 302)


def test_too_many_letters_have_to_wait(client: Client) -> None:
    answers = [send(client).status_code for _letter in range(6)]

    assert answers == [302] * 5 + [429]
    assert Enquiry.objects.count() == 5


@pytest.mark.parametrize("token", ["", "1", "x:y:z", "\ud800", "a" * 5000])
def test_a_forged_confirmation_shows_the_form(client: Client, token: str) -> None:
    answer = client.get("/lien-he/", {"da-gui": token.encode("utf-8", "replace")})

    assert answer.status_code == 200
    assert 'name="drawn"' in answer.text


def test_a_product_names_itself(client: Client) -> None:
    page = client.get("/bao-gia/", {"san-pham": "Khay trà <b>"}).text

    assert 'value="Khay trà &lt;b&gt;"' in page


def test_no_cache_keeps_a_form(client: Client) -> None:
    assert "no-store" in client.get("/lien-he/").headers["Cache-Control"]
