"""What waits for somebody in the back office, by what they may do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from catalog.ocop.models import Certificate
from cms.inbox.models import Enquiry
from cms.languages import OUTDATED, outdated_count
from cms.scheduling import dated_pages
from storefront.jobs.models import JobRun
from storefront.jobs.runner import is_late
from storefront.jobs.table import JOBS
from storefront.order.models import Consignment
from storefront.order.states import ConsignmentState

if TYPE_CHECKING:
    from storefront.accounts.models import User

EXPIRING_DAYS = 30
SOON = dt.timedelta(days=14)
MOST_LISTED = 5


@dataclass(frozen=True)
class Line:
    """One thing of those that wait."""

    label: str
    url: str
    note: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Todo:
    """Some things of one kind that wait, and where they are dealt with."""

    label: str
    url: str
    icon: str
    is_urgent: bool = False
    lines: tuple[Line, ...] = ()


def todos_for(user: User, *, at: dt.datetime) -> list[Todo]:
    """What waits for ``user`` at ``at``, what is urgent first; as many queries
    however much it is."""
    found = [todo for ask in _ASKED for todo in ask(user, at)]
    return sorted(found, key=lambda todo: not todo.is_urgent)


def _late_jobs(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not user.has_perm("jobs.view_jobrun"):
        return
    runs = {run.name: run for run in JobRun.objects.all()}
    late = [job for job in JOBS if is_late(runs.get(job.name), at)]
    if late:
        label = _("%(count)d việc định kỳ bị trễ") % {"count": len(late)}
        yield Todo(label, reverse("jobs_report"), "time", is_urgent=True)


def _letters(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not user.has_perm("inbox.view_enquiry"):
        return
    desk = reverse("hop-thu:index")
    overdue, waiting = (
        Enquiry.objects.overdue(at).count(),
        Enquiry.objects.waiting().count(),
    )
    if overdue:
        label = _("%(count)d thư quá hạn trả lời") % {"count": overdue}
        yield Todo(label, f"{desk}?which=overdue", "mail", is_urgent=True)
    if waiting > overdue:
        label = _("%(count)d thư chờ trả lời") % {"count": waiting - overdue}
        yield Todo(label, f"{desk}?which=waiting", "mail")


def _orders(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not user.has_perm("order.view_order"):
        return
    placed = Consignment.objects.filter(state=ConsignmentState.PLACED)
    count = placed.values("order").distinct().count()
    if count:
        label = _("%(count)d đơn chờ xác nhận") % {"count": count}
        url = reverse("don-hang:index") + f"?status={ConsignmentState.PLACED}"
        yield Todo(label, url, "clipboard-list")


def _approvals(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not _writes_pages(user):
        return
    count = TaskState.objects.reviewable_by(user).count()
    if count:
        label = _("%(count)d trang chờ duyệt") % {"count": count}
        url = reverse("wagtailadmin_reports:workflow") + "?reviewable=true"
        yield Todo(label, url, "check")
    returned = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES
    ).count()
    if returned:
        label = _("%(count)d trang của anh chị được trả lại để sửa")
        url = reverse("wagtailadmin_reports:workflow") + "?status=needs_changes"
        yield Todo(label % {"count": returned}, url, "edit")


def _dated(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not _writes_pages(user):
        return
    mine = page_permission_policy.instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    dated = dated_pages(Page.objects.filter(pk__in=mine.values("pk")), now=at)
    soon = [row for row in dated if row.at <= at + SOON]
    if not soon:
        return
    lines = tuple(
        Line(
            row.page.draft_title or row.page.title,
            reverse("wagtailadmin_pages:edit", args=[row.page.pk]),
            row.told(at),
            not row.is_approved,
        )
        for row in soon[:MOST_LISTED]
    )
    label = _("%(count)d trang có hẹn giờ trong hai tuần") % {"count": len(soon)}
    yield Todo(
        label,
        reverse("campaign_calendar") if _sees_calendar(user) else lines[0].url,
        "calendar",
        any(line.is_urgent for line in lines),
        lines,
    )


def _certificates(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not user.has_perm("ocop.view_certificate"):
        return
    day = timezone.localdate(at)
    ending = (
        Certificate.objects.valid_on(day)
        .annotate(last_day=Coalesce("extended_until", "expires_on"))
        .filter(last_day__lte=day + dt.timedelta(days=EXPIRING_DAYS))
    )
    count = ending.count()
    if count:
        label = _("%(count)d chứng nhận hết hạn trong %(days)d ngày")
        url = reverse("chung-nhan:index") + f"?ends_within={EXPIRING_DAYS}"
        yield Todo(
            label % {"count": count, "days": EXPIRING_DAYS}, url, "doc-full-inverse"
        )


def _translations(user: User, at: dt.datetime) -> Iterator[Todo]:
    if not _writes_pages(user):
        return
    count = outdated_count()
    if count:
        label = _("%(count)d bản dịch cũ hơn bản tiếng Việt") % {"count": count}
        yield Todo(
            label, reverse("translations_report") + f"?state={OUTDATED}", "globe"
        )


def _writes_pages(user: User) -> bool:
    return bool(
        page_permission_policy.user_has_any_permission(
            user, {"add", "change", "publish"}
        )
    )


def _sees_calendar(user: User) -> bool:
    return user.has_perm("campaigns.view_campaign")


_ASKED: tuple[Callable[[User, dt.datetime], Iterator[Todo]], ...] = (
    _late_jobs,
    _letters,
    _orders,
    _approvals,
    _dated,
    _certificates,
    _translations,
)
