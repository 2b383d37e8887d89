"""Runs the jobs that are due, each at most once at a time, and records how it went."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from .models import JobRun
from .table import JOBS, Job

logger = logging.getLogger(__name__)

LOST_AFTER = dt.timedelta(hours=2)  # a run that began before was killed
GRACE = dt.timedelta(minutes=10)  # late by less is not worth an alarm


@dataclass(frozen=True)
class Outcome:
    job: Job
    succeeded: bool
    message: str


def run_due(*, at: dt.datetime, jobs: Sequence[Job] = JOBS) -> Iterator[Outcome]:
    """Run every job that is due at ``at``; one that fails does not stop the others."""
    for job in jobs:
        JobRun.objects.get_or_create(name=job.name)
        if _claim(job, at):
            yield _run(job, at)


def _claim(job: Job, at: dt.datetime) -> bool:
    """Take the job for this process: one conditional update, so of two only one."""
    is_free = (
        Q(started_at=None)
        | Q(finished_at__isnull=False)
        | Q(started_at__lt=at - LOST_AFTER)
    )
    is_due = Q(next_run_at=None) | Q(next_run_at__lte=at)
    claimed = JobRun.objects.filter(is_due, is_free, name=job.name).update(
        started_at=at,
        finished_at=None,
        next_run_at=job.schedule.next_after(timezone.localtime(at)),
    )
    return claimed == 1


def _run(job: Job, at: dt.datetime) -> Outcome:
    try:
        outcome = Outcome(job, True, job.run(at))
    except Exception as error:  # whatever it is, the others must run
        logger.exception("job %s failed", job.name)
        outcome = Outcome(job, False, f"{type(error).__name__}: {error}")
    JobRun.objects.filter(name=job.name).update(
        finished_at=timezone.now(),
        succeeded=outcome.succeeded,
        message=outcome.message[:2000],
    )
    return outcome


def is_late(run: JobRun | None, at: dt.datetime) -> bool:
    """Tell whether a job that ought to have run by ``at`` has not."""
    if run is None or run.next_run_at is None:
        return True
    is_lost = run.finished_at is None and (run.started_at or at) < at - LOST_AFTER
    return is_lost or run.next_run_at < at - GRACE
