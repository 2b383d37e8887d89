"""Pages that are dated: which go live by themselves, and which only look as if.

A date alone publishes nothing: the draft that bears it must be approved. Editors who
set a date and never press the button are told so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

LONG_PAST = dt.timedelta(days=60)  # a date that nobody minds any more


@dataclass(frozen=True)
class Dated:
    """A page and the moment it is to go live."""

    page: Page
    at: dt.datetime
    is_approved: bool

    def is_missed(self, now: dt.datetime) -> bool:
        """Tell whether the moment has passed without the page going live."""
        return not self.is_approved and self.at <= now

    def told(self, now: dt.datetime) -> str:
        """What an editor has to know, in a sentence."""
        words = {"when": moment(self.at)}
        if self.is_approved:
            return _("Lên trang lúc %(when)s.") % words
        if self.is_missed(now):
            return (
                _(
                    "Đã hẹn lên trang lúc %(when)s nhưng chưa ai duyệt, nên bài chưa "
                    "đăng. Duyệt xong là bài lên ngay."
                )
                % words
            )
        return (
            _(
                "Có hẹn giờ %(when)s nhưng chưa được duyệt: đến giờ đó bài sẽ không tự "
                "lên trang. Hãy gửi duyệt, hoặc bấm nút hẹn giờ đăng."
            )
            % words
        )


def moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "H:i d/m/Y")


def dated_pages(pages: QuerySet[Page], *, now: dt.datetime) -> list[Dated]:
    """Those of ``pages`` that wait for a moment, the nearest first; two queries."""
    found = [*_approved(pages, now), *_not_approved(pages, now)]
    return sorted(found, key=lambda dated: (dated.at, dated.page.pk))


def _approved(pages: QuerySet[Page], now: dt.datetime) -> Iterator[Dated]:
    rows = Revision.page_revisions.filter(approved_go_live_at__gt=now).filter(
        object_id__in=_keys(pages)
    )
    waiting = dict(rows.values_list("object_id", "approved_go_live_at"))
    for page in pages.filter(pk__in=list(map(int, waiting))) if waiting else ():
        yield Dated(page, waiting[str(page.pk)], True)


def _not_approved(pages: QuerySet[Page], now: dt.datetime) -> Iterator[Dated]:
    approved = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    )
    drafts = (
        pages.filter(has_unpublished_changes=True)
        .annotate(draft_date=KeyTransform("go_live_at", "latest_revision__content"))
        .exclude(draft_date=None)
        .exclude(Exists(approved))
    )
    for page in drafts.select_related("latest_revision").defer(
        "latest_revision__content"
    ):
        at = _date(page.draft_date)
        if at and (at > now or (not page.live and at > now - LONG_PAST)):
            yield Dated(page, at, False)


def _keys(pages: QuerySet[Page]) -> Any:
    return pages.order_by().annotate(key=Cast(F("pk"), CharField())).values("key")


def _date(text: Any) -> dt.datetime | None:
    try:
        return parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
