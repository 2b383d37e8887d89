"""Until when a letter must be answered, as the page of complaints promises. Pure.

Working days are Monday to Friday. Public holidays are not known here: a deadline that
falls too early is the safe mistake."""

from __future__ import annotations

import datetime as dt

OFFICE_CLOSES = dt.time(17, 0)
FRESH = "fresh"  # fresh goods spoiled, wrong delivery: the same day
WORKING_DAYS = 2  # everything else
_WEEKEND = (5, 6)


def reply_by(topic: str, received_at: dt.datetime) -> dt.datetime:
    """The last moment for the first answer; ``received_at`` in the shop's own zone.

    "The same day" ends at midnight; what comes in after hours counts as the next
    day's."""
    if topic == FRESH:
        is_late = received_at.timetz().replace(tzinfo=None) >= OFFICE_CLOSES
        day = received_at.date() + dt.timedelta(days=1 if is_late else 0)
        return _at(day, dt.time(23, 59), received_at)
    day = received_at.date()
    for _number in range(WORKING_DAYS):
        day = _next_working_day(day)
    return _at(day, OFFICE_CLOSES, received_at)


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() in _WEEKEND:
        day += dt.timedelta(days=1)
    return day


def _at(day: dt.date, time: dt.time, moment: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=moment.tzinfo)
