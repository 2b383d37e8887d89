"""Vietnamese phone numbers: every spelling becomes one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.accounts.fields import EmailField, LoginField, PhoneField, hint
from storefront.accounts.phones import (
    Fault,
    PhoneNotUnderstood,
    national_form,
    normalize,
)

SPELLINGS = [
    "0912345678",
    "+84912345678",
    "84912345678",
    "0084912345678",
    "0912.345.678",
    "0912 345 678",
    "(0912) 345-678",
    "+84 (0) 912 345 678",
    "0912 345 678",
    "\uff10\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "912345678",
    " 0912345678 ",
    "0912345678 ext 12",
    "0912345678 máy lẻ 5",
    "0912\u2010345\u2010678",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_one_number(spelling):
    assert normalize(spelling) == "+84912345678"


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("0203 3870 123", "+842033870123"),
        ("024 3825 1234", "+842438251234"),
        ("+84 24 3825 1234", "+842438251234"),
        ("0849 123 456", "+84849123456"),
        ("849 123 456", "+84849123456"),
    ],
)
def test_fixed_lines_and_numbers_that_look_like_the_country_code(text, e164):
    assert normalize(text) == e164


@pytest.mark.parametrize(
    ("text", "fault", "count"),
    [
        ("091234", Fault.TOO_SHORT, 4),
        ("0", Fault.TOO_SHORT, 9),
        ("0203 3870", Fault.TOO_SHORT, 3),
        ("09123456789", Fault.TOO_LONG, 1),
        ("09" * 20, Fault.TOO_LONG, 30),
        ("01234567890", Fault.OLD_PREFIX, 0),
        ("01689 123 456", Fault.OLD_PREFIX, 0),
        ("0551234567", Fault.UNKNOWN, 0),
        ("0000000000", Fault.FOREIGN, 0),
        ("113", Fault.SERVICE, 0),
        ("1900 1234", Fault.SERVICE, 0),
        ("18001091", Fault.SERVICE, 0),
        ("+1 202 555 0100", Fault.FOREIGN, 0),
        ("0033 1 23 45 67 89", Fault.FOREIGN, 0),
        ("", Fault.NOT_DIGITS, 0),
        ("không có", Fault.NOT_DIGITS, 0),
        ("0912 345 67a", Fault.NOT_DIGITS, 0),
        ("+", Fault.NOT_DIGITS, 0),
        ("' OR 1=1 --", Fault.NOT_DIGITS, 0),
        ("٠٩١٢٣٤٥٦٧٨", Fault.NOT_DIGITS, 0),
        ("\x00", Fault.NOT_DIGITS, 0),
        ("\ud800", Fault.NOT_DIGITS, 0),
        ("📞", Fault.NOT_DIGITS, 0),
    ],
    ids=ascii,
)
def test_what_is_no_number_is_named(text, fault, count):
    with pytest.raises(PhoneNotUnderstood) as caught:
        normalize(text)

    assert (caught.value.fault, caught.value.count) == (fault, count)
    assert hint(caught.value)


def test_the_hint_counts_the_missing_digits():
    error = PhoneNotUnderstood(Fault.TOO_SHORT, count=4)

    assert hint(error) == "Số điện thoại còn thiếu 4 chữ số. Ví dụ: 0912 345 678."


def test_an_old_number_is_told_its_new_prefix():
    with pytest.raises(PhoneNotUnderstood) as caught:
        normalize("0123 456 7890")

    assert hint(caught.value) == "Số 11 chữ số đã đổi: đầu số nay là 083."


def test_the_national_form_reads_well():
    assert national_form("+84912345678") == "0912 345 678"


@given(st.text())
def test_any_text_is_a_number_or_named(text):
    try:
        number = normalize(text)
    except PhoneNotUnderstood:
        return
    assert normalize(number) == number
    assert normalize(national_form(number)) == number


def test_the_field_shows_a_stored_number_as_people_write_it():
    assert PhoneField().prepare_value("+84912345678") == "0912 345 678"
    assert PhoneField().prepare_value("0912x") == "0912x"
    assert PhoneField().prepare_value(None) is None


def test_an_optional_field_may_stay_empty():
    assert PhoneField(required=False).clean("  ") == ""
    assert EmailField(required=False).clean("") == ""


def test_the_login_field_reads_numbers_and_addresses():
    assert LoginField().clean("0912.345.678") == "+84912345678"
    assert LoginField().clean(" Hoa@Example.COM ") == "hoa@example.com"
