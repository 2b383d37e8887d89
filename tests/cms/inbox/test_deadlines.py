"""Deadlines are those of the page of complaints."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cms.inbox.deadlines import reply_by

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("topic", "received", "due"),
    [
        ("fresh", "2026-11-26 09:00", "2026-11-26 23:59"),
        ("fresh", "2026-11-28 16:59", "2026-11-28 23:59"),
        ("fresh", "2026-11-26 17:00", "2026-11-27 23:59"),
        ("fault", "2026-11-23 09:00", "2026-11-25 17:00"),
        ("fault", "2026-11-26 22:00", "2026-11-30 17:00"),
        ("origin", "2026-11-27 08:00", "2026-12-01 17:00"),
        ("", "2026-11-28 08:00", "2026-12-01 17:00"),
    ],
    ids=["fresh", "Saturday", "after hours", "Monday", "Thursday", "Friday", "weekend"],
)
def test_a_letter_is_due(topic: str, received: str, due: str) -> None:
    assert reply_by(topic, at(received)) == at(due)
