"""Whatever is typed is words, or nothing: never an error, never another's syntax."""

from __future__ import annotations

import random
from urllib.parse import quote

import pytest
from django.test import Client

from search import engine
from search.engines.base import Query, Sort

from .shop import DAY, open_shop, sell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_engine")]

HOSTILE = [
    '"',
    "'",
    "''",
    '" OR "',
    "khay AND",
    "OR NOT NEAR(khay, 5)",
    "title:khay",
    "{title} : khay",
    "^khay",
    "khay*",
    "-khay",
    "+khay -trai",
    "khay & !trai | (",
    "khay:*",
    "'khay':A",
    "\\",
    "%",
    "_",
    "khay\\' OR 1=1; DROP TABLE search_text; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${jndi:ldap://x}",
    '{"query":{"match_all":{}}}',
    "a" * 10_000,
    "khay " * 2_000,
    "\x00",
    "kh\x00ay",
    "\x01\x02\x1b[31m",
    "\ud800",
    "kh\udfffay",
    "\u0301\u0309\u0323" * 50,
    "\u202ekhay\u202c",
    "\u200f\u200ekhay",
    "שלום עולם",
    "茶 お茶",
    "👨‍👩‍👧‍👦",
    "İstanbul ẞ ﬁ",
    "①②③ ½",
    "\ufeff\ufffe",
    "NULL",
    "1e309",
    "-0",
]
_ALPHABET = (
    "abchkty đĐưếộ01 9\"'()*:^-+|&!~<>[]{}\\/%_.,;?#@$`=\t\n\r\x00\x07\x1b\x7f"
    "\u0300\u0301\u0309\u031b\u0323\u0489\u200b\u200d\u202e\u2066\ufeff\ud800\udc00"
    "שم茶👪İﬁ①"
)


def strings() -> list[str]:
    """2,000 of them, the same each time."""
    chance = random.Random(2026)  # noqa: S311
    made = [
        "".join(chance.choices(_ALPHABET, k=chance.choice((1, 3, 8, 20, 60))))
        for _number in range(2_000 - len(HOSTILE))
    ]
    return [*HOSTILE, *made]


@pytest.fixture
def shop() -> None:
    sell("Khay trà khảm trai")
    sell("Giỏ cỏ tế")
    open_shop(DAY)


def test_no_string_is_an_error(shop, any_engine):
    every = strings()
    # A server that is asked over the network takes its time: a sample will do.
    some = every if any_engine == "database" else [*HOSTILE, *every[-100:]]
    for text in some:
        found = engine().search(Query(day=DAY, text=text, sort=Sort.RELEVANCE))
        assert 0 <= found.total <= 2, text
        engine().complete(text, limit=3)


OPERATORS = [
    "title:giỏ",
    "exact : giỏ",
    "khay OR giỏ",
    "khay | giỏ",
    "-giỏ khay",
    "khay NOT giỏ",
]


def test_operators_are_words_like_others(shop):
    """As syntax each would find one card by its title, or both; as words, what
    bears most of them."""
    for text in OPERATORS:
        found = engine().search(Query(day=DAY, text=text, sort=Sort.RELEVANCE))

        assert found.total == 0 or found.is_loose or found.suggestion, text


def test_the_pages_take_them_all(client: Client, shop):
    for text in HOSTILE:
        asked = quote(text.encode("utf-8", "surrogatepass"))
        for address in ("/tim-kiem/", "/tim-kiem/goi-y/", "/san-pham/"):
            status = client.get(f"{address}?q={asked}").status_code
            assert status == 200, (address, text)
        posted = client.post(
            "/tim-kiem/mo/",
            f"q={asked}&vi-tri=1",
            content_type="application/x-www-form-urlencoded",
        )
        assert posted.status_code == 204, text


ABSURD = [
    ("trang=-1", 404),
    ("trang=0", 404),
    ("trang=1000000000", 404),
    ("trang=1e9", 404),
    ("trang=99999999999999999999", 404),
    ("tu=-5&den=99999999999999999999", 200),
    ("tu=1e400", 200),
    ("co-so=%27&diem-ban=..%2F&nhom=%00&lang=x&la=1", 200),
    ("sao=9&sao=abc&gia=khong&hang=%F0%9F%91%AA&xep=nguoc", 200),
    ("q=khay&q=gio&xep=phu-hop", 200),
    ("&".join(f"lang=x{n}" for n in range(500)), 200),
]


def test_absurd_parameters_give_a_page_or_none(client: Client, shop):
    for params, status in ABSURD:
        for address in (f"/tim-kiem/?{params}", f"/tim-kiem/?q=khay&{params}"):
            assert client.get(address).status_code == status, address
