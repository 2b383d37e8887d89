"""Addresses of listings: what they ask for, and how they are written."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Availability, Sort
from search.listing import Address, Choice, NotAPage, read
from search.vocabulary import Term, Vocabulary

from .shop import DAY

NAMES = Vocabulary(
    groups=(Term(1, "thuc-pham", "Thực phẩm"), Term(2, "do-uong", "Đồ uống")),
    villages=(Term(1, "kham-trai", "Khảm trai Chuyên Mỹ"),),
    communes=(Term(1, "chuyen-my", "Xã Chuyên Mỹ"),),
    producers=(Term(1, "soi-co", "HTX Cỏ tế Sợi Cỏ"),),
    showrooms=(Term(1, "phu-yen", "Phú Yên"),),
)


def query(text: str, **scope):
    return read(QueryDict(text), NAMES, day=DAY, scope=scope)


def address(text: str, **scope) -> Address:
    return Address("/san-pham/", query(text, **scope), NAMES, frozenset(scope))


def test_every_choice_is_read():
    asked = query(
        "nhom=do-uong&nhom=thuc-pham&lang=kham-trai&xa=chuyen-my&sao=4&sao=5"
        "&gia=bao-gia&tu=100.000&den=200000&hang=co-san&mua=11&dip=T%E1%BA%BFt"
        "&xep=gia-giam&trang=3&q=b%C6%B0%E1%BB%9Fi"
    )

    assert asked.groups == ("thuc-pham", "do-uong")
    assert asked.villages == ("kham-trai",)
    assert asked.communes == ("chuyen-my",)
    assert asked.stars == (5, 4)
    assert asked.bands == ("bao-gia",)
    assert (asked.price_min, asked.price_max) == (100_000, 200_000)
    assert asked.availability == (Availability.READY,)
    assert (asked.season_month, asked.occasion) == (11, "Tết")
    assert (asked.sort, asked.page, asked.text) == (Sort.PRICE_DOWN, 3, "bưởi")


@pytest.mark.parametrize(
    "text",
    [
        "nhom=khong-co&lang=%00&sao=6&sao=abc&gia=-1&hang=x&mua=13&xep=drop",
        "tu=abc&den=1e9&tu=",
        "tu=-5&den=99999999999999999999",
        "utm_source=zalo&fbclid=1",
        "mua=%D9%A1&tu=%D9%A1%D9%A2",
    ],
    ids=["unknown values", "no numbers", "out of range", "foreign", "other digits"],
)
def test_what_is_not_understood_is_ignored(text):
    assert query(text) == query("")
    assert address(text).url() == "/san-pham/"


@pytest.mark.parametrize(
    "page", ["0", "-1", "abc", "", "1.5", "01", "9" * 30, "%D9%A1"]
)
def test_a_page_number_that_cannot_be_is_no_page(page):
    with pytest.raises(NotAPage):
        query(f"trang={page}")


def test_prices_typed_the_wrong_way_round_are_turned():
    asked = query("tu=500&den=100")

    assert (asked.price_min, asked.price_max) == (100, 500)


def test_the_same_choices_give_the_same_address():
    one = address("sao=4&nhom=do-uong&nhom=thuc-pham&sao=5&trang=1")
    other = address("nhom=thuc-pham&sao=5&nhom=do-uong&sao=4&nhom=do-uong")

    assert one.url() == other.url()
    assert one.url() == "/san-pham/?nhom=thuc-pham&nhom=do-uong&sao=5&sao=4"


def test_each_choice_has_a_link_without_it():
    here = address("nhom=do-uong&sao=5&xep=ten")

    assert [str(choice.label) for choice in here.choices()] == ["Đồ uống", "5 sao"]
    assert (
        here.url(without=Choice("sao", "5", "5 sao"))
        == "/san-pham/?nhom=do-uong&xep=ten"
    )
    assert here.clear_url() == "/san-pham/?xep=ten"
    assert here.url(page=2) == "/san-pham/?nhom=do-uong&sao=5&xep=ten&trang=2"


def test_what_the_path_says_is_no_choice():
    here = address("nhom=do-uong&sao=5", groups=("thuc-pham",))

    assert here.query.groups == ("thuc-pham",)
    assert here.url() == "/san-pham/?sao=5"


@given(st.text(), st.sampled_from(["q", "dip", "tu", "den", "nhom", "mua", "xep"]))
def test_no_text_breaks_an_address(text, name):
    params = QueryDict(mutable=True)
    params[name] = text

    here = Address("/tim/", read(params, NAMES, day=DAY, scope={}), NAMES, frozenset())

    again = read(QueryDict(here.url().partition("?")[2]), NAMES, day=DAY, scope={})
    assert again == here.query
