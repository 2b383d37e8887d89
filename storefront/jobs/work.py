"""What the recurring jobs do; each returns a short line for the report."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from django.core.management import call_command
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalog import cards, changes
from catalog.partner.models import Hold
from cms import readership
from search import pages_found, tasks
from search.models import SearchedTerm
from storefront.order import sales

STUCK_AFTER = dt.timedelta(minutes=30)
MOST_TRIES = 3
SEARCHES_KEPT = dt.timedelta(days=400)


def publish_scheduled(at: dt.datetime) -> str:
    """Publish and unpublish what editors dated."""
    out = StringIO()
    call_command("publish_scheduled", stdout=out)
    return " ".join(out.getvalue().split()) or "nothing was due"


def tidy_holds(at: dt.datetime) -> str:
    """Close holds whose time ran out: they stopped counting by then, this only
    keeps the table small and tells the cards."""
    expired = Hold.objects.filter(state=Hold.State.HELD, expires_at__lte=at)
    listings = list(
        expired.values_list(
            Coalesce(F("stockrecord__product__parent"), F("stockrecord__product")),
            flat=True,
        )
    )
    count = expired.update(state=Hold.State.RELEASED, closed_at=at)
    changes.announce(listings)
    return f"{count} holds closed"


def rebuild_cards(at: dt.datetime) -> str:
    """Rewrite every card: certificates that begin today show from today."""
    count = 0

    def counted(done: int) -> None:
        nonlocal count
        count += done

    cards.rebuild_all(day=timezone.localdate(at), progress=counted)
    return f"{count} cards rebuilt"


def tidy_search(at: dt.datetime) -> str:
    """Write all found pages anew, mend what drifted in the indexes of products, and
    forget what was looked for long ago."""
    oldest = timezone.localdate(at) - SEARCHES_KEPT
    forgotten, _by_model = SearchedTerm.objects.filter(day__lt=oldest).delete()
    pages, mended = pages_found.rebuild(), tasks.mend()
    return f"{pages} pages, {mended} entries mended, {forgotten} old terms forgotten"


def recount_sales(at: dt.datetime) -> str:
    """Count again what was sold."""
    return f"{sales.recount()} cards changed"


def write_down_views(at: dt.datetime) -> str:
    """Write down how often articles were read since the last time."""
    return f"{readership.write_down()} views"


def requeue_stuck_tasks(at: dt.datetime) -> str:
    """Queue again the tasks whose worker was killed; give up after a few tries, for
    a task that kills its worker would do so for ever."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=at - STUCK_AFTER)
    requeued = given_up = 0
    for task in stuck:
        if len(task.worker_ids) < MOST_TRIES:
            task.status = "READY"
            requeued += 1
        else:
            task.status, task.finished_at = "FAILED", at
            given_up += 1
        task.save(update_fields=["status", "finished_at"])
    return f"{requeued} tasks queued again, {given_up} given up"
