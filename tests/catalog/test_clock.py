"""The clock of pages: now, unless a rehearsal shows another moment."""

import datetime as dt

import pytest
from django.utils import timezone

from catalog import clock

LATE = dt.datetime(2027, 1, 31, 17, 30, tzinfo=dt.UTC)  # 0:30 of 1 February in Hà Nội


def test_the_clock_shows_the_present():
    assert abs(clock.now() - timezone.now()) < dt.timedelta(seconds=5)
    assert not clock.is_moved()


def test_a_shown_moment_is_read_in_the_shops_time_zone():
    with clock.showing(LATE):
        assert clock.now() == LATE
        assert clock.today() == dt.date(2027, 2, 1)
        assert clock.is_moved()


def test_the_present_returns_whatever_happens():
    with pytest.raises(ZeroDivisionError), clock.showing(LATE):
        raise ZeroDivisionError

    assert not clock.is_moved()
