"""Loads the demo: step by step, each short, each going on where it stopped."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

from catalog import cards
from search import engines, pages_found
from storefront.order import sales

from .dataset import Dataset
from .progress import bar
from .steps import (
    campaigns,
    certificates,
    english,
    fairs,
    offers,
    orders,
    pages,
    people,
    pictures,
    places,
    producers,
    products,
    searching,
    shipping,
    showrooms,
)
from .world import Step, World

STEPS = (
    places.COMMUNES,
    pictures.PICTURES_STEP,
    places.GROUPS,
    places.VILLAGES,
    producers.PRODUCERS,
    products.PRODUCTS,
    certificates.CERTIFICATES,
    showrooms.SHOWROOMS,
    shipping.ZONES,
    shipping.SURCHARGES,
    pages.SITE,  # people stand in groups, and an order notes the terms agreed to
    people.PEOPLE,
    orders.ORDERS_BEFORE,
    offers.OFFER,
    offers.VOUCHER,
    orders.ORDERS_SINCE,
    fairs.FAIRS,
    *pages.PAGES,
    campaigns.CAMPAIGNS,
    english.ENGLISH,
    searching.SYNONYMS,
    searching.HOT_WORDS,
)


class NotAtADesk(Exception):
    """The demo has public passwords: it is loaded in DEBUG only."""


def seed(*, data: Dataset, at: dt.datetime, out: Any) -> None:
    """Load what is missing of ``data``; ``out`` is told how it goes."""
    if not settings.DEBUG:
        raise NotAtADesk
    world = World(data, at)
    wrote = 0
    for step in STEPS:
        wrote += run(step, world, out)
    if wrote:
        _finish(world, out)
    run(people.ADMINISTRATOR_STEP, world, out)


def run(step: Step, world: World, out: Any) -> int:
    """Do what is missing of one step; returns how much it was."""
    missing = step.missing(world)
    with bar(step.label, len(missing), out) as advance:
        for start in range(0, len(missing), step.batch):
            rows = missing[start : start + step.batch]
            with transaction.atomic():
                step.write(world, rows)
            advance(len(rows))
    return len(missing)


def _finish(world: World, out: Any) -> None:
    """Bring what is derived from the rows up to date."""
    with bar("Thẻ sản phẩm", len(cards.all_ids()), out) as advance:
        cards.rebuild_all(day=world.day, progress=advance)
    sales.recount()
    reindex()
    run_queue(out)


def reindex() -> None:
    """Let the search find all of it now: its own tasks may wait for a worker."""
    for index in engines.indexes().values():
        index.rebuild()
    pages_found.rebuild()


def run_queue(out: Any) -> None:
    """Do what the steps left to the background, if that is a queue in the database:
    without it the reference and search indexes of the back office would be stale."""
    backend = task_backends["default"]
    if not isinstance(backend, DatabaseBackend):
        return
    from django_tasks_db.models import DBTaskResult

    with bar("Việc nền", DBTaskResult.objects.ready().count(), out):
        Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="seed",
        ).run()
