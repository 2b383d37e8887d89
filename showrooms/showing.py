"""A showroom in words: open now, this week's hours, the way there."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Product
from showrooms import hours
from showrooms.models import ClosedPeriod, Showroom

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
_DIRECTIONS = "https://www.openstreetmap.org/search?"


def showroom_view(showroom: Showroom, now: dt.datetime) -> dict[str, Any]:
    """What ``components/showroom_card.html`` draws. ``now`` is local; expects
    ``hours`` and ``closures`` to be prefetched."""
    status = status_of(showroom, now)
    return {
        "name": showroom.short_name,
        "url": showroom.get_absolute_url(),
        "address": showroom.place,
        "is_open": status.is_open,
        "opening_text": opening_text(status, now),
        "directions_url": directions_url(showroom),
    }


def places_showing(product: Product, now: dt.datetime) -> list[dict[str, str]]:
    """The showrooms that have ``product`` on display and hand out orders, each with
    its hours of today; one query."""
    today = Q(hours__weekday=now.weekday())
    shut = ClosedPeriod.objects.filter(
        showroom=OuterRef("pk"), starts_on__lte=now.date(), ends_on__gte=now.date()
    )
    found = (
        Showroom.objects.filter(products=product, is_active=True, offers_pickup=True)
        .annotate(
            opens=Min("hours__opens", filter=today),
            closes=Max("hours__closes", filter=today),
            is_shut=Exists(shut),
        )
        .order_by("position", "pk")
    )
    return [
        {
            "name": showroom.short_name,
            "url": showroom.get_absolute_url(),
            "hours": _("hôm nay nghỉ")
            if showroom.is_shut or showroom.opens is None
            else _("hôm nay mở %(opens)s–%(closes)s")
            % {
                "opens": f"{showroom.opens:%H:%M}",
                "closes": f"{showroom.closes:%H:%M}",
            },
        }
        for showroom in found
    ]


def status_of(showroom: Showroom, now: dt.datetime) -> hours.Status:
    return hours.status(
        openings(showroom), closures(showroom), now.replace(tzinfo=None)
    )


def openings(showroom: Showroom) -> list[hours.Opening]:
    return [
        hours.Opening(row.weekday, row.opens, row.closes)
        for row in showroom.hours.all()
    ]


def closures(showroom: Showroom) -> list[hours.Closure]:
    return [
        hours.Closure(row.starts_on, row.ends_on, row.reason)
        for row in showroom.closures.all()
    ]


def opening_text(status: hours.Status, now: dt.datetime) -> str:
    """ "Đang mở cửa, đến 17:30" or "Đã đóng cửa, mở lại 08:00 thứ Bảy"."""
    if status.closes_at is not None:
        return _("Đang mở cửa, đến %(time)s") % {"time": f"{status.closes_at:%H:%M}"}
    if status.opens_at is None:
        return _("Đang đóng cửa")
    values = {
        "time": f"{status.opens_at:%H:%M}",
        "day": day_word(status.opens_at.date(), now.date()),
    }
    if status.closure is not None and status.closure.reason:
        values["reason"] = status.closure.reason
        return _("Đang nghỉ (%(reason)s), mở lại %(time)s %(day)s") % values
    return _("Đã đóng cửa, mở lại %(time)s %(day)s") % values


def day_word(day: dt.date, today: dt.date) -> str:
    """ "hôm nay", "ngày mai", the weekday within the week, else the date."""
    ahead = (day - today).days
    if ahead == 0:
        return _("hôm nay")
    if ahead == 1:
        return _("ngày mai")
    if ahead < 7:
        return str(WEEKDAYS[day.weekday()])
    return _("ngày %(date)s") % {"date": f"{day:%d/%m/%Y}"}


def week_rows(showroom: Showroom, today: dt.date) -> list[dict[str, str]]:
    """Seven days from today, each with its hours, for a definition list."""
    week = openings(showroom)
    shut = closures(showroom)
    days = [today + dt.timedelta(days=ahead) for ahead in range(7)]
    return [
        {
            "term": _day_heading(day, today),
            "value": _hours_of(hours.openings_on(week, shut, day)),
        }
        for day in days
    ]


def _day_heading(day: dt.date, today: dt.date) -> str:
    weekday = str(WEEKDAYS[day.weekday()])
    if day == today:
        return _("Hôm nay, %(weekday)s") % {"weekday": weekday}
    return _("%(weekday)s %(date)s") % {
        "weekday": weekday[0].upper() + weekday[1:],
        "date": f"{day:%d/%m}",
    }


def _hours_of(of_day: list[hours.Opening]) -> str:
    spans = [f"{opening.opens:%H:%M}–{opening.closes:%H:%M}" for opening in of_day]
    return ", ".join(spans) or _("Nghỉ")


def directions_url(showroom: Showroom) -> str:
    """A plain link to a map; nothing of it is loaded by the page."""
    return _DIRECTIONS + urlencode({"query": showroom.place})
