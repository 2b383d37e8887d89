"""The recurring jobs of the shop: the one list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import work
from .schedule import Daily, Every, Schedule


@dataclass(frozen=True)
class Job:
    """``run`` gets the moment of the run and returns a line for the report."""

    name: str
    label: Any
    schedule: Schedule
    run: Callable[[dt.datetime], str]


JOBS = (
    Job(
        "publish_scheduled",
        _("Đăng bài đã hẹn giờ"),
        Every(dt.timedelta(minutes=1)),
        work.publish_scheduled,
    ),
    Job(
        "tidy_holds",
        _("Nhả hàng giữ quá giờ"),
        Every(dt.timedelta(minutes=5)),
        work.tidy_holds,
    ),
    Job(
        "write_down_views",
        _("Ghi lượt xem bài viết"),
        Every(dt.timedelta(minutes=1)),
        work.write_down_views,
    ),
    Job(
        "requeue_stuck_tasks",
        _("Xếp lại việc bị bỏ dở"),
        Every(dt.timedelta(minutes=10)),
        work.requeue_stuck_tasks,
    ),
    Job(
        "rebuild_cards",
        _("Dựng lại thẻ sản phẩm"),
        Daily(dt.time(0, 5)),
        work.rebuild_cards,
    ),
    Job(
        "tidy_search",
        _("Làm mới trang tìm được"),
        Daily(dt.time(2, 0)),
        work.tidy_search,
    ),
    Job(
        "recount_sales",
        _("Đếm lại số đã bán"),
        Daily(dt.time(3, 0)),
        work.recount_sales,
    ),
)
