"""When a job runs next."""

import datetime as dt
from zoneinfo import ZoneInfo

from storefront.jobs.schedule import Daily, Every

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_an_interval_counts_from_the_start() -> None:
    start = dt.datetime(2026, 11, 26, 9, 0, tzinfo=HANOI)

    assert Every(dt.timedelta(minutes=5)).next_after(start) == dt.datetime(
        2026, 11, 26, 9, 5, tzinfo=HANOI
    )


def test_a_daily_job_before_its_time_runs_today() -> None:
    moment = dt.datetime(2026, 11, 26, 0, 4, tzinfo=HANOI)

    assert Daily(dt.time(0, 5)).next_after(moment) == dt.datetime(
        2026, 11, 26, 0, 5, tzinfo=HANOI
    )


def test_a_daily_job_at_its_time_runs_tomorrow() -> None:
    moment = dt.datetime(2026, 11, 30, 0, 5, tzinfo=HANOI)

    assert Daily(dt.time(0, 5)).next_after(moment) == dt.datetime(
        2026, 12, 1, 0, 5, tzinfo=HANOI
    )
