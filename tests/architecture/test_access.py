"""Who may open what: every address of the URL map, four people.

A new address either lies below a prefix named here or fails the first test: whoever
adds one says whom it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cms.setup import ensure_site
from storefront.accounts.groups import APPROVERS, EDITORS, OFFICERS, SELLERS
from storefront.order.models import Order
from tests.factories.campaigns import campaign
from tests.factories.fairs import ParticipationFactory
from tests.factories.letters import letter
from tests.factories.ocop import CertificateFactory
from tests.factories.people import UserFactory, staff_member
from tests.factories.places import CraftVillageFactory

pytestmark = pytest.mark.usefixtures("installed")

BACK_OFFICE = tuple(prefix.lstrip("/") for prefix in settings.BACK_OFFICE_PREFIXES)

# Inside the back office, open to all: the doors to it, and words without secrets.
DOORS = (
    "quan-tri/login/",
    "quan-tri/logout/",
    "quan-tri/password_reset/",
    "quan-tri/jsi18n/",
    "quan-tri/sprite/",
    "khuyen-mai/quan-ly/dang-nhap/",
    "khuyen-mai/quan-ly/dang-xuat/",
)
SIGNED_IN = ("tai-khoan/cua-toi/", "tai-khoan/hai-lop/", "tai-khoan/doi-mat-khau/")
PUBLIC = (
    "tai-khoan/",  # sign-in, sign-up, forgotten passwords: allauth's own care
    "tai-lieu/",  # documents; Wagtail checks their collection's restriction
    "don-hang/",  # tracking: a number and its phone, see its own tests
    "dia-chi/",
    "tra-cuu-chung-nhan/",
    "diem-ban/",
    "san-pham/",
    "danh-muc/",
    "nhom/",
    "lang-nghe/",
    "xa/",
    "co-so/",
    "tim-kiem/",
    "tim/",
    "gio-hang/",
    "dat-hang/",
    "robots.txt",
    "sitemap",
    "nguon-tin/",  # feeds of what is public
    "nguon-hang/",
    "style/",  # DEBUG only
    "_util/",  # Wagtail's password for a restricted page
    "^((?:",  # the pages
)

SIGN_IN = ("/tai-khoan/", "/quan-tri/login/", "/khuyen-mai/quan-ly/dang-nhap/")

SAMPLES: dict[str, Any] = {
    "int": 1,
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": UUID(int=1),
}


def routes(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def address(route: str) -> str:
    """The route with something in each place."""
    filled = re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: str(SAMPLES[found[1] or "str"]), route
    )
    for regex, sample in (
        (r"\^\(\\d\+\)/\(\.\*\)\$", "1/x"),
        (r"\^?\(\?P<pk>[^)]*\)", "1"),
        (r"\^?\(\?P<slug>[^)]*\)", "x"),
        (r"\^?\(\?P<\w+>[^)]*\)", "x"),
        (r"\^?\(\[[^)]*\)", "x"),
        (r"[\^$]", ""),
    ):
        filled = re.sub(regex, sample, filled)
    return "/" + filled


ROUTES = sorted({route for route, _view in routes(get_resolver().url_patterns)})
INSIDE = [
    route
    for route in ROUTES
    if route.startswith(BACK_OFFICE) and not route.startswith(DOORS)
]
OWN = [route for route in ROUTES if route.startswith(SIGNED_IN)]


def test_every_address_says_whom_it_is_for() -> None:
    known = BACK_OFFICE + SIGNED_IN + PUBLIC

    assert [route for route in ROUTES if not route.startswith(known)] == []


def test_the_walk_sees_the_whole_back_office() -> None:
    desks = {route.split("/")[1] for route in INSIDE if route.startswith("quan-tri/")}

    assert {
        "don-hang",
        "hop-thu",
        "san-pham",
        "co-so",
        "kho",
        "chung-nhan",
        "diem-ban",
        "phi-giao-hang",
        "viec-dinh-ky",
        "hoi-cho",
        "tham-gia-hoi-cho",
        "nhap-tin-cu",
        "tu-da-tim",
        "tu-cung-nghia",
        "tu-khoa-noi-bat",
        "pages",
        "images",
        "users",
        "reports",
    } <= desks


@pytest.fixture
def a_site(db: None) -> None:
    ensure_site()


def opens(client: Client, route: str) -> list[str]:
    """Which of GET and POST let this person in: not a refusal, nor a way that ends
    at a door."""
    letting_in = []
    for method in ("get", "post"):
        response = getattr(client, method)(address(route))
        while 300 <= response.status_code < 400 and not is_door(response.url):
            response = client.get(response.url)
        ends_at = getattr(response, "url", "")
        if not is_door(ends_at) and response.status_code not in (403, 404, 405):
            letting_in.append(f"{method} {response.status_code} {ends_at}")
    return letting_in


def is_door(url: str) -> bool:
    return url == "/" or url.startswith(SIGN_IN)


@pytest.mark.usefixtures("a_site")
@pytest.mark.parametrize("who", ["anonymous", "shopper", "producer"])
def test_nobody_else_opens_the_back_office(
    client: Client, who: str, buyer: Any, producer: Any
) -> None:
    if who != "anonymous":
        client.force_login(buyer if who == "shopper" else producer)

    opened = {route: how for route in INSIDE if (how := opens(client, route))}

    assert opened == {}
    assert not Order.objects.exists()


@pytest.mark.usefixtures("a_site")
def test_staff_open_every_desk(client: Client) -> None:
    person = staff_member()
    client.force_login(person)
    desks = [
        "quan-tri/",
        "quan-tri/don-hang/",
        "quan-tri/hop-thu/",
        "quan-tri/reports/trang-can-xem-lai/",
        "quan-tri/redirects/",
        "quan-tri/san-pham/",
        "quan-tri/san-pham/new/",
        "quan-tri/nhom-san-pham/",
        "quan-tri/co-so/",
        "quan-tri/co-so/new/",
        "quan-tri/chung-nhan/",
        "quan-tri/chung-nhan/new/",
        "quan-tri/van-ban-ocop/",
        "quan-tri/diem-ban/",
        "quan-tri/diem-ban/new/",
        "quan-tri/hoi-cho/",
        "quan-tri/hoi-cho/new/",
        "quan-tri/tham-gia-hoi-cho/",
        "quan-tri/tham-gia-hoi-cho/new/",
        "quan-tri/nhap-tin-cu/",
        "quan-tri/phi-giao-hang/",
        "quan-tri/phi-giao-hang/new/",
        "quan-tri/phu-phi-giao-hang/",
        "quan-tri/viec-dinh-ky/",
        "quan-tri/tu-da-tim/",
        "quan-tri/tu-cung-nghia/",
        "quan-tri/tu-cung-nghia/new/",
        "quan-tri/tu-khoa-noi-bat/",
        "quan-tri/tu-khoa-noi-bat/new/",
        "quan-tri/pages/",
        "quan-tri/images/",
        "quan-tri/documents/",
        "quan-tri/chon-san-pham/",
        "quan-tri/chon-co-so/",
        "quan-tri/chon-diem-ban/",
        "khuyen-mai/quan-ly/offers/",
        "khuyen-mai/quan-ly/vouchers/",
        "khuyen-mai/quan-ly/ranges/",
    ]

    answers = {desk: client.get(f"/{desk}").status_code for desk in desks}

    assert {desk: code for desk, code in answers.items() if code != 200} == {}


GROUPS = {"E": EDITORS, "A": APPROVERS, "O": OFFICERS, "S": SELLERS}
# Each desk with a view of ours: the groups that look at it, and that change it.
DESKS = {
    "chon-co-so": ("EAOS", ""),
    "chon-san-pham": ("EAOS", ""),
    "chung-nhan": ("O", "O"),
    "chuong-trinh": ("EAS", "S"),
    "co-so": ("OS", "OS"),
    "diem-ban": ("OS", "S"),
    "don-hang": ("S", "S"),
    "hoi-cho": ("O", "O"),
    "hop-thu": ("EAS", "A"),  # to change a letter is to delete it
    "lang-nghe": ("EO", "EO"),
    "lich": ("EAS", ""),
    "nhap-tin-cu": ("EA", ""),
    "nhom-san-pham": ("OS", "OS"),
    "phi-giao-hang": ("S", "S"),
    "phu-phi-giao-hang": ("S", "S"),
    "redirects": ("E", "E"),
    "reports": ("EA", ""),
    "san-pham": ("OS", "OS"),
    "tham-gia-hoi-cho": ("O", "O"),
    "thay-doi-dia-gioi": ("O", ""),
    "tinh-thanh-pho": ("O", ""),
    "tu-cung-nghia": ("ES", "ES"),
    "tu-da-tim": ("ES", ""),
    "tu-khoa-noi-bat": ("ES", "ES"),
    "van-ban-ocop": ("O", ""),
    "viec-dinh-ky": ("EAS", ""),
    "xa-phuong": ("EOS", ""),
    "xem-thu": ("EAS", ""),
}
CHANGING = re.compile(r"/(new|add|edit|delete|import)/")
# Told to whoever may change a campaign.
FOR_CHANGERS = re.compile(r"chuong-trinh/(history|usage)/")
# Parts that script fetches, what only a POST reaches, and Wagtail's own reports.
PASSED_OVER = re.compile(
    r"results/|/chosen|/create/|/xu-ly/|/thoi/|/ma/|/process/"
    r"|reports/(?!ban-dich|trang-can-xem-lai)"
)


def test_each_group_opens_its_desks_and_no_other(client: Client, a_site: None) -> None:
    """Forms, histories and exports of a desk as well; a desk not named above fails."""
    part, certificate = ParticipationFactory(), CertificateFactory()
    samples = {
        "chuong-trinh": campaign().pk,
        "hop-thu": letter().pk,
        "tham-gia-hoi-cho": part.pk,
        "hoi-cho": part.fair_id,
        "co-so": part.producer_id,
        "chung-nhan": certificate.pk,
        "san-pham": certificate.product_id,
        "lang-nghe": CraftVillageFactory().pk,
    }
    expected: dict[str, str] = {}
    opened: dict[str, str] = {}
    for route, desk in own_routes():
        way = "/" + route.replace("<int:pk>", str(samples.get(desk, "<")))
        if "<" not in way:
            looks, changes = DESKS[desk]
            is_change = CHANGING.search(route) or FOR_CHANGERS.search(route)
            expected[way] = changes if is_change else looks
            opened[way] = ""
        if route == f"quan-tri/{desk}/" and desk in samples:
            expected[f"{way}?export=xlsx"], opened[f"{way}?export=xlsx"] = looks, ""

    for group, name in GROUPS.items():
        client.force_login(staff_member(name))
        for way in opened:
            if client.get(way).status_code == 200:
                opened[way] += group

    assert opened == expected


def own_routes() -> Iterator[tuple[str, str]]:
    """The addresses of every desk that has a view of ours, with the desk's name."""
    of_desk: dict[str, list[str]] = {}
    ours = set()
    for route, view in routes(get_resolver().url_patterns):
        if route.startswith("quan-tri/"):
            desk = route.split("/")[1]
            of_desk.setdefault(desk, []).append(route)
            module = getattr(view, "view_class", view).__module__
            if not module.startswith(("wagtail.", "django.")):
                ours.add(desk)
    for desk in sorted(ours - {"users"}):  # the administrators', tested below
        for route in of_desk[desk]:
            if not PASSED_OVER.search(route):
                yield route, desk


@pytest.mark.usefixtures("a_site")
def test_staff_do_not_manage_people_or_sites(client: Client) -> None:
    person = staff_member()
    client.force_login(person)

    for desk in ("users/", "users/new/", "groups/", "sites/", "reports/locked/"):
        assert client.get(f"/quan-tri/{desk}").status_code in (302, 403), desk


@pytest.mark.usefixtures("a_site")
def test_one_right_opens_one_desk(client: Client) -> None:
    """Somebody who may see orders neither moves them nor sees the register."""
    person = UserFactory()
    person.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="view_order", content_type__app_label="order"),
    )
    client.force_login(person)

    assert client.get("/quan-tri/don-hang/").status_code == 200
    for desk in ("san-pham/", "co-so/", "chung-nhan/", "phi-giao-hang/", "kho/1/"):
        assert client.get(f"/quan-tri/{desk}").status_code in (302, 403), desk


@pytest.mark.usefixtures("a_site")
def test_the_own_pages_ask_strangers_to_sign_in(client: Client) -> None:
    opened = {route: how for route in OWN if (how := opens(client, route))}

    assert opened == {}


@pytest.mark.usefixtures("a_site")
def test_no_public_address_breaks(client: Client) -> None:
    """Every public address answers a stranger's GET without a server error."""
    public = [r for r in ROUTES if r.startswith(PUBLIC) and not r.startswith(SIGNED_IN)]

    broken = {
        route: code
        for route in public
        if (code := client.get(address(route)).status_code) >= 500
    }

    assert broken == {}
