"""The five demo logins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from catalog.partner.models import Partner
from showrooms.models import Showroom
from storefront.accounts.groups import STAFF as STAFF_GROUPS
from storefront.accounts.models import User
from storefront.demo.logins import (
    ADMINISTRATOR,
    KEEPER,
    PASSWORD,
    PRODUCER,
    SHOPPER,
    STAFF,
    Login,
)
from storefront.demo.world import Step, World

PRODUCER_CODE, SHOWROOM_SLUG = "htx-buoc-deu", "diem-phu-yen"


def find(login: Login) -> User | None:
    known = {"phone": login.phone} if login.phone else {"email": login.email}
    return User.objects.filter(**known).first()


def is_loaded() -> bool:
    """Tell whether a loading of the demo came to its end: its last act is to make
    the administrator."""
    return find(ADMINISTRATOR) is not None


def give_groups() -> None:
    """Let the demo's member of the staff do all that the groups of the staff may."""
    staff = find(STAFF)
    if staff:
        staff.groups.set(Group.objects.filter(name__in=STAFF_GROUPS))


def _missing_people(world: World) -> list[Login]:
    return [
        login for login in (SHOPPER, PRODUCER, KEEPER, STAFF) if find(login) is None
    ]


def _write_people(world: World, logins: Sequence[Login]) -> None:
    for login in logins:
        user = _make(login, is_staff=login is STAFF)
        if login is PRODUCER:
            for producer in Partner.objects.filter(code=PRODUCER_CODE):
                producer.users.add(user)
        elif login is KEEPER:
            for showroom in Showroom.objects.filter(slug=SHOWROOM_SLUG):
                showroom.keepers.add(user)
        elif login is STAFF:
            user.groups.set(Group.objects.filter(name__in=STAFF_GROUPS))


def _missing_administrator(world: World) -> list[Login]:
    return [] if is_loaded() else [ADMINISTRATOR]


def _write_administrator(world: World, logins: Sequence[Login]) -> None:
    for login in logins:
        _make(login, is_staff=True, is_superuser=True)


def _make(login: Login, **fields: Any) -> User:
    user = User(
        first_name=login.name,
        phone=login.phone or None,
        email=login.email or None,
        phone_verified=bool(login.phone),
        password=_hashed(),
        **fields,
    )
    user.save()
    return user


@cache
def _hashed() -> str:
    """Hashing is slow on purpose; five people with one public password share it."""
    return make_password(PASSWORD)


PEOPLE = Step("Tài khoản minh họa", _missing_people, _write_people)
ADMINISTRATOR_STEP = Step(
    "Tài khoản quản trị", _missing_administrator, _write_administrator
)
