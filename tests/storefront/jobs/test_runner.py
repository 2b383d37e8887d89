"""Due jobs run once, failures stay alone, silence is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult, get_date_max

from catalog.partner.models import Hold
from storefront.jobs import work
from storefront.jobs.models import JobRun
from storefront.jobs.runner import is_late, run_due
from storefront.jobs.schedule import Every
from storefront.jobs.table import JOBS, Job
from tests.factories.catalogue import ProductFactory
from tests.factories.partner import store_of

NINE = dt.datetime(2026, 11, 26, 2, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def a_job(
    name: str = "work", run: Callable[[dt.datetime], str] = lambda at: "done"
) -> Job:
    return Job(name, name, Every(HOUR), run)


def test_a_job_that_never_ran_is_due(db: None) -> None:
    outcomes = list(run_due(at=NINE, jobs=[a_job()]))

    run = JobRun.objects.get()
    assert [outcome.message for outcome in outcomes] == ["done"]
    assert (run.succeeded, run.message, run.next_run_at) == (True, "done", NINE + HOUR)


@pytest.mark.parametrize(
    ("minutes", "runs"), [(59, 0), (60, 1)], ids=["not yet due", "due"]
)
def test_a_job_runs_again_when_its_time_has_come(
    db: None, minutes: int, runs: int
) -> None:
    list(run_due(at=NINE, jobs=[a_job()]))

    later = NINE + dt.timedelta(minutes=minutes)

    assert len(list(run_due(at=later, jobs=[a_job()]))) == runs


def test_a_job_that_fails_is_recorded_and_the_next_still_runs(db: None) -> None:
    def broken(at: dt.datetime) -> str:
        raise ValueError("no disk")

    outcomes = list(run_due(at=NINE, jobs=[a_job("broken", broken), a_job("good")]))

    assert [outcome.succeeded for outcome in outcomes] == [False, True]
    failed = JobRun.objects.get(name="broken")
    assert (failed.succeeded, failed.message) == (False, "ValueError: no disk")


def test_a_job_still_running_is_not_started_twice(db: None) -> None:
    started: list[int] = []

    def slow(at: dt.datetime) -> str:
        started.append(len(list(run_due(at=at + HOUR, jobs=[a_job("slow", slow)]))))
        return "done"

    list(run_due(at=NINE, jobs=[a_job("slow", slow)]))

    assert started == [0]


def test_a_run_that_was_killed_is_taken_up_again(db: None) -> None:
    JobRun.objects.create(name="work", started_at=NINE, next_run_at=NINE + HOUR)

    later = NINE + dt.timedelta(hours=2, minutes=1)

    assert len(list(run_due(at=later, jobs=[a_job()]))) == 1


def test_silence_is_late(db: None) -> None:
    run = JobRun(name="work", started_at=NINE, finished_at=NINE, next_run_at=NINE)

    assert is_late(None, NINE)
    assert not is_late(run, NINE + dt.timedelta(minutes=10))
    assert is_late(run, NINE + dt.timedelta(minutes=11))


def test_every_job_of_the_table_runs(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("run_due_jobs")

    assert capsys.readouterr().err == ""
    assert set(
        JobRun.objects.filter(succeeded=True).values_list("name", flat=True)
    ) == {job.name for job in JOBS}


def test_only_holds_past_their_time_are_tidied(db: None) -> None:
    record = ProductFactory().stockrecords.get()
    holds = [
        Hold.objects.create(
            stockrecord=record,
            location=store_of(record.partner),
            quantity=1,
            state="held",
            document=str(expires),
            expires_at=expires,
            created_at=NINE,
        )
        for expires in (NINE, NINE + HOUR)
    ]

    assert work.tidy_holds(NINE) == "1 holds closed"

    assert [Hold.objects.get(pk=hold.pk).state for hold in holds] == [
        "released",
        "held",
    ]


@pytest.mark.parametrize(
    ("workers", "status"),
    [(["a"], "READY"), (["a", "b", "c"], "FAILED")],
    ids=["first time", "third time"],
)
def test_a_task_of_a_killed_worker_is_queued_again_a_few_times(
    db: None, workers: list[str], status: str
) -> None:
    task = DBTaskResult.objects.create(
        status="RUNNING",
        started_at=NINE - HOUR,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="media.renditions.make_renditions",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=workers,
        exception_class_path="",
        traceback="",
    )

    work.requeue_stuck_tasks(NINE)

    task.refresh_from_db()
    assert task.status == status


def test_the_report_names_every_job_and_marks_the_late(officer_client: Client) -> None:
    page = officer_client.get(reverse("jobs_report")).content.decode()

    assert page.count('class="is-late"') == len(JOBS)
    assert "chưa chạy lần nào" in page
