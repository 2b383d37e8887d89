"""Who enters the back offices, the user desk, groups and the second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.urls import reverse

from storefront.accounts.groups import (
    ADMINISTRATORS,
    EDITORS,
    OFFICERS,
    SELLERS,
    ensure_groups,
)
from storefront.accounts.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.usefixtures("installed")

WAGTAIL, DASHBOARD = "/quan-tri/", "/khuyen-mai/quan-ly/offers/"
USERS = "/quan-tri/users/"


@pytest.fixture
def groups(db):
    return {group.name: group for group in ensure_groups()}


@pytest.mark.parametrize("person", ["buyer", "producer", "stranger"])
@pytest.mark.parametrize("door", [WAGTAIL, USERS, DASHBOARD])
def test_shoppers_and_producers_enter_no_back_office(request, client, person, door):
    client.force_login(request.getfixturevalue(person))

    assert client.get(door).status_code == 403


@pytest.mark.parametrize("door", [WAGTAIL, USERS, DASHBOARD])
def test_a_visitor_is_led_to_the_one_door(client, db, door):
    answer = client.get(door, follow=True)

    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert answer.context["redirect_field_value"] == door


@pytest.mark.parametrize("door", [WAGTAIL, USERS])
def test_an_officer_enters(officer_client, door):
    assert officer_client.get(door).status_code == 200


def test_wagtails_own_login_is_shut(client, db):
    answer = client.get("/quan-tri/login/?next=/quan-tri/")

    assert answer.url == "/tai-khoan/dang-nhap/?next=/quan-tri/"


@pytest.mark.parametrize("name", [EDITORS, OFFICERS, SELLERS, ADMINISTRATORS])
def test_each_group_enters_wagtail_and_begins_there(client, groups, name):
    person = UserFactory()
    person.groups.add(groups[name])
    person.set_password("hoa-sen-giua-dam")
    person.save()

    answer = client.post(
        "/tai-khoan/dang-nhap/",
        {"login": person.email, "password": "hoa-sen-giua-dam"},
    )

    assert answer.url == WAGTAIL
    assert client.get(WAGTAIL).status_code == 200


@pytest.mark.parametrize("name", [EDITORS, OFFICERS, SELLERS])
def test_only_administrators_see_users(client, groups, name):
    person = UserFactory()
    person.groups.add(groups[name])
    client.force_login(person)

    assert client.get(USERS).status_code == 302


def test_groups_give_what_their_work_needs(groups):
    def may(name, permission):
        person = UserFactory()
        person.groups.add(groups[name])
        return person.has_perm(permission)

    assert may(OFFICERS, "ocop.change_certificate")
    assert not may(OFFICERS, "order.change_order")
    assert may(SELLERS, "order.change_order")
    assert not may(SELLERS, "ocop.change_certificate")
    assert not may(EDITORS, "catalogue.change_product")
    assert may(ADMINISTRATORS, "accounts.change_user")
    assert may(ADMINISTRATORS, "order.change_order")
    assert not may(SELLERS, "partner.dashboard_access")


def test_making_the_groups_twice_changes_nothing(groups):
    before = {g.name: set(g.permissions.all()) for g in Group.objects.all()}

    ensure_groups()

    assert {g.name: set(g.permissions.all()) for g in Group.objects.all()} == before


def person_data(**fields):
    data = {
        "first_name": "Trần Thị Sen",
        "email": "",
        "phone": "",
        "password1": "hoa-sen-giua-dam",
        "password2": "hoa-sen-giua-dam",
        "is_active": "on",
    }
    return data | fields


@pytest.mark.parametrize(
    ("fields", "phone", "email"),
    [
        ({"phone": "0912.345.678"}, "+84912345678", None),
        ({"email": "Sen@example.com"}, None, "sen@example.com"),
    ],
    ids=["phone", "e-mail"],
)
def test_staff_add_a_user_by_phone_or_address(
    officer_client, officer, fields, phone, email
):
    UserFactory(email=None, phone="+84987654321")  # an empty address is no duplicate
    assert officer_client.get(USERS + "new/").status_code == 200

    answer = officer_client.post(USERS + "new/", person_data(**fields))

    assert answer.status_code == 302
    user = User.objects.get(first_name="Trần Thị Sen")
    assert (user.phone, user.email) == (phone, email)
    assert user.check_password("hoa-sen-giua-dam")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Cần ít nhất số điện thoại hoặc thư điện tử."),
        ({"phone": "091234"}, "Số điện thoại còn thiếu 4 chữ số."),
        ({"phone": "0912345678"}, "đã tồn tại"),
    ],
    ids=["neither", "short", "taken"],
)
def test_staff_are_told_what_to_mend(officer_client, buyer, fields, message):
    count = User.objects.count()

    answer = officer_client.post(USERS + "new/", person_data(**fields))

    assert message in answer.content.decode()
    assert User.objects.count() == count


def test_staff_edit_a_user(officer_client, buyer):
    url = f"{USERS}edit/{buyer.pk}/"
    assert "0912 345 678" in officer_client.get(url).content.decode()

    data = person_data(phone="0987 654 321", password1="", password2="")
    answer = officer_client.post(url, data)

    buyer.refresh_from_db()
    assert answer.status_code == 302
    assert (buyer.first_name, buyer.phone) == ("Trần Thị Sen", "+84987654321")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("", True), ("+84 912.345.678", True), ("Hòa", True), ("0987654321", False)],
)
def test_the_list_of_users_is_searched(officer_client, buyer, query, is_found):
    html = officer_client.get(USERS, {"q": query}).content.decode()

    assert ("Nguyễn Thị Hòa" in html) is is_found


def test_an_administrator_makes_no_superuser(client, groups, officer):
    person = UserFactory()
    person.groups.add(groups[ADMINISTRATORS])
    client.force_login(person)

    client.post(USERS + "new/", person_data(phone="0912345678", is_superuser="on"))

    assert not User.objects.get(phone="+84912345678").is_superuser


def test_an_administrator_does_not_edit_a_superuser(client, groups, officer):
    person = UserFactory()
    person.groups.add(groups[ADMINISTRATORS])
    client.force_login(person)
    url = f"{USERS}edit/{officer.pk}/"

    client.post(url, person_data(email="cuop@example.com"))

    before = officer.email
    officer.refresh_from_db()
    assert officer.email == before


def test_staff_without_a_second_factor_are_led_to_its_set_up(officer_client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True

    for door in (WAGTAIL, DASHBOARD):
        assert officer_client.get(door).url == reverse("mfa_activate_totp")


def test_staff_with_a_second_factor_enter(officer_client, officer, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})

    assert officer_client.get(WAGTAIL).status_code == 200


def test_shoppers_are_not_asked_for_a_second_factor(client, buyer, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    client.force_login(buyer)

    assert client.get("/tai-khoan/doi-mat-khau/").status_code == 200


def test_a_second_factor_is_set_up_and_asked_for(client, officer, monkeypatch):
    officer.set_password("hoa-sen-giua-dam")
    officer.save()
    login = {"login": officer.email, "password": "hoa-sen-giua-dam"}
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.validate_totp_code",
        lambda secret, code: code == "123456",
    )
    client.post("/tai-khoan/dang-nhap/", login)
    again = client.get(reverse("mfa_activate_totp")).url
    assert again.startswith(reverse("account_reauthenticate"))
    back = client.post(again, {"password": "hoa-sen-giua-dam"}).url
    html = client.get(back).content.decode()
    assert 'src="data:image/svg+xml' in html

    answer = client.post(reverse("mfa_activate_totp"), {"code": "123456"})
    codes = client.get(answer.url).content.decode()
    assert codes.count("<code>") == 10

    client.post("/tai-khoan/dang-xuat/")
    answer = client.post("/tai-khoan/dang-nhap/", login)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(WAGTAIL).status_code == 302
    wrong = client.post(answer.url, {"code": "000000"})
    assert wrong.context["form"].errors == {"code": ["Mã chưa đúng."]}
    assert client.post(answer.url, {"code": "123456"}).url == WAGTAIL
    assert client.get(reverse("mfa_index")).status_code == 200
