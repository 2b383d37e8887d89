"""When a recurring job runs next. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Every:
    """Again and again, this long after the last start."""

    interval: dt.timedelta

    def next_after(self, moment: dt.datetime) -> dt.datetime:
        return moment + self.interval


@dataclass(frozen=True)
class Daily:
    """Once a day at this time of the shop's clock."""

    at: dt.time

    def next_after(self, moment: dt.datetime) -> dt.datetime:
        """The first such time after ``moment``, in the zone ``moment`` has."""
        today = dt.datetime.combine(moment.date(), self.at, tzinfo=moment.tzinfo)
        return today if today > moment else today + dt.timedelta(days=1)


Schedule = Every | Daily
