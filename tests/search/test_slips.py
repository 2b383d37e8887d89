"""Telex and VNI keys read as the letters they were meant to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.slips import decode, is_syllable


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("banhs", "bánh"),
        ("chuwng", "chưng"),
        ("tof", "tò"),
        ("dduax", "đũa"),
        ("ruwowuj", "rượu"),
        ("nuwowcs", "nước"),
        ("giaayf", "giầy"),
        ("quys", "quý"),
        ("khoer", "khỏe"),
        ("ba1nh", "bánh"),
        ("banh1", "bánh"),
        ("chu7ng", "chưng"),
        ("ru7o75u", "rượu"),
        ("ru7o7u5", "rượu"),
        ("d9u4a", "đũa"),
        ("ma8ng", "măng"),
    ],
)
def test_keys_become_letters(keys, written):
    assert decode(keys) == written


@pytest.mark.parametrize(
    "word",
    ["khay", "tra", "giay", "bưởi", "500g", "qd26", "syn", "2026", "zzz", "x", "wow1"],
)
def test_what_is_no_slip_stays(word):
    assert decode(word) is None


def test_a_syllable_is_told_from_other_words():
    assert all(map(is_syllable, ["nghiêng", "khuỷu", "quý", "yêu", "ươm", "gì"]))
    assert not any(map(is_syllable, ["banhs", "coffee", "zalo", "str", ""]))


@given(st.text(max_size=30))
def test_any_word_is_read_or_left(word):
    decoded = decode(word.lower())

    assert decoded is None or is_syllable(decoded)
