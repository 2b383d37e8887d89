"""Months, last days, extensions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.ocop.validity import last_day, latest_extension


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2024-02-21", "2027-02-21"),
        ("2024-02-29", "2027-02-28"),
        ("2021-02-28", "2024-02-28"),
        ("2025-12-31", "2028-12-31"),
        ("2026-01-01", "2029-01-01"),
    ],
)
def test_a_certificate_lives_36_months_to_the_day(issued, last):
    assert last_day(dt.date.fromisoformat(issued)) == dt.date.fromisoformat(last)


def test_months_may_be_others():
    assert last_day(dt.date(2026, 8, 31), months=6) == dt.date(2027, 2, 28)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 120))
def test_the_last_day_is_in_the_right_month(issued, months):
    last = last_day(issued, months)

    assert (last.year - issued.year) * 12 + last.month - issued.month == months
    assert last.day <= issued.day


def test_an_extension_ends_180_days_after_expiry():
    assert latest_extension(dt.date(2026, 8, 14)) == dt.date(2027, 2, 10)
