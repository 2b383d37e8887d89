"""Open now, until when, when again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showrooms.hours import Closure, Opening, Status, openings_on, status

WEEK = [
    *(Opening(day, dt.time(8), dt.time(17, 30)) for day in range(5)),
    Opening(5, dt.time(8), dt.time(11, 30)),
    Opening(5, dt.time(13, 30), dt.time(18, 30)),
]  # shut on Sunday
TET = Closure(dt.date(2027, 2, 4), dt.date(2027, 2, 10), "nghỉ Tết")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("2026-11-26 08:00", "2026-11-26 17:30"),
        ("2026-11-26 17:29:59", "2026-11-26 17:30"),
        ("2026-11-28 11:29", "2026-11-28 11:30"),
        ("2026-11-28 13:30", "2026-11-28 18:30"),
    ],
)
def test_open(now, closes):
    assert status(WEEK, [], at(now)) == Status(True, closes_at=at(closes))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-26 07:59:59", "2026-11-26 08:00"),
        ("2026-11-26 17:30", "2026-11-27 08:00"),
        ("2026-11-26 23:59", "2026-11-27 08:00"),
        ("2026-11-27 00:00", "2026-11-27 08:00"),
        ("2026-11-28 12:00", "2026-11-28 13:30"),
        ("2026-11-28 23:59", "2026-11-30 08:00"),
        ("2026-12-31 23:59", "2027-01-01 08:00"),
    ],
)
def test_shut(now, opens):
    assert status(WEEK, [], at(now)) == Status(False, opens_at=at(opens))


def test_the_tet_closure_is_leapt_over():
    before = status(WEEK, [TET], at("2027-02-03 17:30"))
    within = status(WEEK, [TET], at("2027-02-08 09:00"))
    last_minute = status(WEEK, [TET], at("2027-02-10 23:59"))

    assert before == Status(False, opens_at=at("2027-02-11 08:00"))
    assert within == Status(False, opens_at=at("2027-02-11 08:00"), closure=TET)
    assert last_minute == within
    assert status(WEEK, [TET], at("2027-02-11 08:00")).is_open
    assert openings_on(WEEK, [TET], dt.date(2027, 2, 10)) == []


def test_openings_that_touch_are_one():
    whole_day = [
        Opening(3, dt.time(12), dt.time(18)),
        Opening(3, dt.time(8), dt.time(12)),
    ]

    assert status(whole_day, [], at("2026-11-26 09:00")).closes_at == at(
        "2026-11-26 18:00"
    )


def test_without_hours_it_never_opens():
    assert status([], [], at("2026-11-26 09:00")) == Status(False)


_TIMES = st.times().map(lambda time: time.replace(microsecond=0))
_OPENINGS = st.lists(
    st.builds(
        lambda day, times: Opening(day, min(times), max(times)),
        st.integers(0, 6),
        st.tuples(_TIMES, _TIMES).filter(lambda times: times[0] != times[1]),
    ),
    max_size=8,
)


@given(_OPENINGS, st.datetimes(at("2026-01-01"), at("2027-12-31")))
def test_it_is_open_at_the_moment_it_says_it_opens(openings, now):
    now_status = status(openings, [], now)

    if now_status.is_open:
        assert now_status.closes_at is not None
        assert now_status.closes_at > now
        assert now_status.closes_at.date() == now.date()
    elif now_status.opens_at is not None:
        assert now_status.opens_at > now
        assert status(openings, [], now_status.opens_at).is_open
