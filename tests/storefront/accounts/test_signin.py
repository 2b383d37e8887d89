"""Signing up and in, by phone or e-mail, by password or code."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from storefront.accounts.models import User
from tests.factories.people import UserFactory
from tests.storefront.accounts.test_phones import SPELLINGS

PASSWORD = "hoa-sen-giua-dam"
LOGIN = "/tai-khoan/dang-nhap/"
SIGNUP = "/tai-khoan/dang-ky/"
CODE = "/tai-khoan/ma-dang-nhap/"
WRONG = "Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng."
NONSENSE = [
    "' OR 1=1 --",
    "\x00",
    "a\x00b@example.com",
    "📞",
    "<script>alert(1)</script>",
    "x" * 5000,
    "@" * 300,
    "09" * 3000,
]


@pytest.fixture
def member(db):
    user = UserFactory(
        first_name="Nguyễn Thị Hòa", phone="+84912345678", email="hoa@example.com"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def sign_up(client, **fields):
    data = {
        "first_name": "Lê Văn Bưởi",
        "phone": "",
        "email": "",
        "password1": PASSWORD,
    }
    return client.post(SIGNUP, data | fields)


@pytest.mark.parametrize(
    "spelling", [*SPELLINGS, "hoa@example.com", " HOA@Example.com"]
)
def test_a_member_signs_in_however_the_login_is_written(client, member, spelling):
    answer = sign_in(client, spelling)

    assert answer.status_code == 302
    assert answer.url == "/"
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("0912345678", "sai"),
        ("hoa@example.com", "sai"),
        ("0987654321", PASSWORD),
        ("la@example.com", PASSWORD),
    ],
    ids=["wrong password", "wrong password", "unknown phone", "unknown e-mail"],
)
def test_a_failed_login_does_not_tell_who_has_an_account(
    client, member, login, password
):
    answer = sign_in(client, login, password)

    assert not is_signed_in(client)
    assert answer.context["form"].errors == {"password": [WRONG]}


def test_a_half_typed_number_is_told_what_it_lacks(client, member):
    answer = sign_in(client, "091234")

    html = answer.content.decode()
    assert "Số điện thoại còn thiếu 4 chữ số. Ví dụ: 0912 345 678." in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("field", ["login", "password"])
def test_nonsense_at_login_is_a_message(client, member, field, text):
    data = {"login": "0912345678", "password": PASSWORD, field: text}

    answer = client.post(LOGIN, data)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not is_signed_in(client)


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("field", ["phone", "email", "password1"])
def test_nonsense_at_sign_up_is_a_message(client, db, field, text):
    answer = sign_up(client, **{"phone": "0912345678", field: text})

    if field == "password1" and "\x00" not in text and len(text) < 100:
        return  # an odd password is a password
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, CODE])
def test_lone_surrogates_and_broken_bytes_are_a_message(client, member, path):
    half = "%ED%A0%80"
    body = "&".join(
        f"{name}={half}%FF" for name in ("login", "phone", "email", "password")
    )

    answer = client.post(
        path, data=body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert User.objects.get() == member


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Le\u0302  Va\u0306n\tBu\u031bo\u031b\u0309i", "Lê Văn Bưởi"),
        ("Bưởi\x00 🌾", "Bưởi 🌾"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_a_name_is_kept_composed_and_clean(client, db, typed, kept):
    sign_up(client, first_name=typed, phone="0912345678")

    assert User.objects.get().first_name == kept


@pytest.mark.parametrize(
    ("fields", "phone", "email"),
    [
        ({"phone": "0912.345.678"}, "+84912345678", None),
        ({"email": "Buoi@Example.com"}, None, "buoi@example.com"),
        (
            {"phone": "84912345678", "email": "buoi@example.com"},
            "+84912345678",
            "buoi@example.com",
        ),
    ],
    ids=["phone", "e-mail", "both"],
)
def test_a_newcomer_needs_a_phone_or_an_address(client, db, fields, phone, email):
    answer = sign_up(client, **fields)

    assert answer.status_code == 302
    user = User.objects.get()
    assert (user.phone, user.email) == (phone, email)
    assert (user.first_name, user.phone_verified) == ("Lê Văn Bưởi", False)
    assert is_signed_in(client)


def test_a_newcomer_without_both_is_told_so(client, db):
    answer = sign_up(client)

    assert answer.context["form"].errors == {
        "phone": ["Anh chị nhập số điện thoại hoặc thư điện tử để đăng nhập."]
    }
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"phone": "+84 912 345 678"}, "phone"),
        ({"email": "HOA@example.com"}, "email"),
        ({"phone": "0912345678", "email": "moi@example.com"}, "phone"),
    ],
)
def test_a_taken_login_is_refused(client, member, fields, field):
    answer = sign_up(client, **fields)

    assert list(answer.context["form"].errors) == [field]
    assert User.objects.get() == member
    assert not is_signed_in(client)


def test_two_sign_ups_in_one_instant_make_one_account(client, member, monkeypatch):
    monkeypatch.setattr(
        "storefront.accounts.adapter.AccountAdapter.get_user_by_phone",
        lambda self, phone: None,
    )

    answer = sign_up(client, phone="0912345678")

    assert (answer.status_code, answer.url) == (302, LOGIN)
    assert User.objects.get() == member


def test_a_number_that_is_a_password_is_refused(client, db):
    answer = sign_up(client, phone="0912345678", password1="0912345678")

    assert "password1" in answer.context["form"].errors
    assert not User.objects.exists()


def test_a_code_by_e_mail_opens_the_door_once(client, member):
    answer = client.post(CODE, {"login": "hoa@example.com"})
    code = re.findall(r"\b(\d{6})\b", str(mail.outbox[0].body))[0]

    assert answer.url == CODE + "nhap/"
    assert mail.outbox[0].subject == "Mã đăng nhập"
    assert client.post(answer.url, {"code": "000000"}).context["form"].errors == {
        "code": ["Mã chưa đúng."]
    }
    assert client.post(answer.url, {"code": code}).url == "/"
    assert is_signed_in(client)


def test_a_code_by_phone_verifies_the_phone(client, member, caplog):
    answer = client.post(CODE, {"login": "0912 345 678"})
    [code] = re.findall(r"\b(\d{6})\b", caplog.text.replace("+84912345678", ""))

    client.post(answer.url, {"code": code})

    member.refresh_from_db()
    assert is_signed_in(client)
    assert member.phone_verified


@pytest.mark.parametrize("login", ["0987654321", "la@example.com"])
def test_asking_for_a_code_does_not_tell_who_has_an_account(client, member, login):
    answer = client.post(CODE, {"login": login})

    assert answer.url == CODE + "nhap/"
    assert client.post(answer.url, {"code": ""}).status_code == 200
    assert client.post(answer.url, {"code": "123456"}).context["form"].errors == {
        "code": ["Mã chưa đúng."]
    }


def test_three_wrong_codes_end_the_attempt(client, member):
    client.post(CODE, {"login": "hoa@example.com"})

    for _attempt in range(3):
        answer = client.post(CODE + "nhap/", {"code": "000000"})

    assert answer.url == CODE
    assert not is_signed_in(client)


def test_without_a_sender_codes_go_by_e_mail_only(client, member, settings):
    settings.TEXT_MESSAGE_SENDER = ""

    answer = client.post(CODE, {"login": "0912345678"})

    assert answer.context["form"].errors == {
        "login": ["Hiện chỉ gửi được mã qua thư điện tử."]
    }


def test_who_came_by_code_sets_a_password_without_the_old_one(client, member, caplog):
    answer = client.post(CODE, {"login": "0912345678"})
    [code] = re.findall(r"\b(\d{6})\b", caplog.text.replace("+84912345678", ""))
    client.post(answer.url, {"code": code})

    new = "rau-can-moi-cat"
    client.post("/tai-khoan/doi-mat-khau/", {"password1": new, "password2": new})

    member.refresh_from_db()
    assert member.check_password(new)


def test_who_came_by_password_needs_the_old_one(client, member):
    sign_in(client, "0912345678")

    new = "rau-can-moi-cat"
    data = {"password1": new, "password2": new}
    answer = client.post("/tai-khoan/doi-mat-khau/", data)

    assert "oldpassword" in answer.context["form"].errors
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_a_forgotten_password_is_set_anew_by_mail(client, member):
    client.post("/tai-khoan/quen-mat-khau/", {"email": "hoa@example.com"})
    [link] = re.findall(r"http://testserver(\S+)", str(mail.outbox[0].body))
    form_url = client.get(link).url

    new = "rau-can-moi-cat"
    client.post(form_url, {"password1": new, "password2": new})

    member.refresh_from_db()
    assert member.check_password(new)


def test_a_used_link_says_so(client, member):
    html = client.get("/tai-khoan/quen-mat-khau/1-abc-def/").content.decode()

    assert "Liên kết đã hết hạn hoặc đã dùng." in html


def test_a_dead_mail_server_is_told_not_thrown(client, member, monkeypatch):
    monkeypatch.setattr(
        "django.core.mail.EmailMultiAlternatives.send", _connection_refused
    )

    answer = client.post(CODE, {"login": "hoa@example.com"}, follow=True)

    assert answer.status_code == 200
    assert "Chưa gửi được thư." in answer.content.decode()


def _connection_refused(self, *args, **kwargs):
    raise ConnectionRefusedError


def test_five_wrong_passwords_close_one_login_for_a_while(client, member):
    for _attempt in range(5):
        sign_in(client, "0912345678", "sai")

    answer = sign_in(client, "+84 912 345 678")

    assert "Nhập sai nhiều lần quá" in str(answer.context["form"].errors)
    assert not is_signed_in(client)


def test_neighbours_behind_one_address_are_not_locked_out_together(client, member):
    other = UserFactory(phone="+84987654321", email=None)
    other.set_password(PASSWORD)
    other.save()
    for _attempt in range(6):
        sign_in(client, "0912345678", "sai")

    sign_in(client, "0987654321")

    assert is_signed_in(client)


def test_forty_people_behind_one_address_may_err_once_a_minute(client, member):
    for number in range(40):
        sign_in(client, f"09876543{number:02}", "sai")

    sign_in(client, "0912345678")

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
    ],
)
@pytest.mark.parametrize("path", [LOGIN, SIGNUP, "/tai-khoan/dang-xuat/"])
def test_no_way_leads_to_a_foreign_house(client, member, path, target):
    if path == SIGNUP:
        answer = sign_up(client, phone="0987654321", next=target)
    else:
        answer = sign_in(client, "0912345678", next=target)

    assert (answer.status_code, answer.url) == (302, "/")


def test_login_leads_back_to_where_one_came_from(client, member):
    answer = sign_in(client, "0912345678", next="/dat-hang/?buoc=2")

    assert answer.url == "/dat-hang/?buoc=2"


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, CODE, "/tai-khoan/quen-mat-khau/"])
def test_the_pages_set_only_the_csrf_cookie(client, db, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert set(answer.cookies) == {"csrftoken"}


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, CODE, "/tai-khoan/quen-mat-khau/"])
def test_the_pages_speak_vietnamese_and_have_no_inline_code(client, db, path):
    html = client.get(path).content.decode()

    assert '<html lang="vi"' in html
    assert "style=" not in html
    assert "<script>" not in html
    assert "placeholder=" not in html.split("<main")[1]
    for word in ("Sign", "Email", "Password", "Phone"):
        assert word not in html.split("<main")[1]


def test_logging_out_takes_a_click(client, member):
    client.force_login(member)

    assert (
        "Anh chị muốn đăng xuất?"
        in client.get("/tai-khoan/dang-xuat/").content.decode()
    )
    assert is_signed_in(client)

    client.post("/tai-khoan/dang-xuat/")

    assert not is_signed_in(client)


def test_a_locked_account_stays_out(client, member):
    member.is_active = False
    member.save()

    answer = sign_in(client, "0912345678")

    assert answer.url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_an_address_at_sign_up_is_known_to_allauth(client, db):
    sign_up(client, email="buoi@example.com")

    assert EmailAddress.objects.get().email == "buoi@example.com"
