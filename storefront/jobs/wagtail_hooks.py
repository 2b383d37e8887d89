"""The report "Việc định kỳ": when each job last ran, how it went, when again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from catalog.office import heading

from .models import JobRun
from .runner import is_late
from .table import JOBS


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.view_jobrun")


def report(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("jobs.view_jobrun"):
        raise PermissionDenied
    runs = {run.name: run for run in JobRun.objects.all()}
    now = timezone.now()
    rows = [
        {
            "job": job,
            "run": runs.get(job.name),
            "is_late": is_late(runs.get(job.name), now),
        }
        for job in JOBS
    ]
    context = {"rows": rows, "now": now, **heading(_("Việc định kỳ"), icon="time")}
    return render(request, "desk/jobs.html", context)


@hooks.register("register_admin_urls")
def register_report_url() -> list[Any]:
    return [path("viec-dinh-ky/", report, name="jobs_report")]


@hooks.register("register_reports_menu_item")
def register_report_menu() -> MenuItem:
    return JobsMenuItem(
        _("Việc định kỳ"), reverse("jobs_report"), icon_name="time", order=10
    )
