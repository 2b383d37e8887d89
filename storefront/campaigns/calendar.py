"""Everything that is going to happen by itself: pages, campaigns, offers, fairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.fairs import calendar as fairs
from storefront.campaigns.models import Campaign

Label = str | Promise


@dataclass(frozen=True)
class Entry:
    """One moment of one thing: what happens, of which kind, where it is edited."""

    at: dt.datetime
    kind: Label
    event: Label
    title: str
    url: str
    takes_all_day: bool = False


Source = Callable[[dt.datetime, dt.datetime], Iterable[Entry]]


def entries(first: dt.datetime, last: dt.datetime) -> list[Entry]:
    """What happens from ``first`` up to ``last``, earliest first."""
    found = chain.from_iterable(source(first, last) for source in SOURCES)
    return sorted(found, key=lambda entry: (entry.at, entry.title))


def by_month(found: Iterable[Entry]) -> dict[dt.date, list[Entry]]:
    """The entries by the first day of their month, in the shop's time zone."""
    months: dict[dt.date, list[Entry]] = {}
    for entry in found:
        day = timezone.localtime(entry.at).date()
        months.setdefault(day.replace(day=1), []).append(entry)
    return months


def _pages(first: dt.datetime, last: dt.datetime) -> Iterator[Entry]:
    due = Revision.page_revisions.filter(
        approved_go_live_at__gte=first, approved_go_live_at__lt=last
    )
    for revision in due:
        yield _page_entry(
            revision.approved_go_live_at,
            _("lên trang"),
            str(revision.content.get("title", "")),
            revision.object_id,
        )
    leaving = Page.objects.live().filter(expire_at__gte=first, expire_at__lt=last)
    for page in leaving:
        yield _page_entry(page.expire_at, _("gỡ xuống"), page.title, page.pk)


def _page_entry(at: dt.datetime, event: Label, title: str, pk: Any) -> Entry:
    return Entry(
        at, _("Trang"), event, title, reverse("wagtailadmin_pages:edit", args=[pk])
    )


def _campaigns(first: dt.datetime, last: dt.datetime) -> Iterator[Entry]:
    for campaign in Campaign.objects.overlapping(first, last).filter(is_on=True):
        url = reverse("chuong-trinh:edit", args=[campaign.pk])
        for at, event in (
            (campaign.starts_at, _("bắt đầu")),
            (campaign.ends_at, _("kết thúc")),
        ):
            if first <= at < last:
                yield Entry(at, _("Chương trình"), event, campaign.name, url)


def _fairs(first: dt.datetime, last: dt.datetime) -> Iterator[Entry]:
    days = timezone.localdate(first), timezone.localdate(last)
    for fair in fairs.entries(*days):
        for day, event in ((fair.start, _("khai mạc")), (fair.end, _("tới ngày cuối"))):
            at = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
            if first <= at < last:
                yield Entry(at, _("Hội chợ"), event, fair.title, fair.url, True)


SOURCES: list[Source] = [_pages, _campaigns, _fairs]
