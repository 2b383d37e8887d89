"""Brings an empty database to a shop one can look at: tables, pictures, demo.

The pictures' files need no database, so they are made beside the migrations."""

from __future__ import annotations

import datetime as dt
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError

from . import dataset, seeding
from .progress import Advance, bar
from .steps import people

_NICE = 10  # the migrations are the longer road: let them go first


def unapplied() -> int:
    """How many migrations the database lacks, told by their names alone: loading the
    files would take longer than all else `manage.py dev` does."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return len(set(_on_disk()) - applied)


def is_loaded() -> bool:
    """Tell whether the demo is in the database; False if there are no tables yet."""
    try:
        return people.is_loaded()
    except DatabaseError:
        return False


def prepare(*, at: dt.datetime, out: Any) -> None:
    """Migrate, make the pictures' files, load the demo. What is there stays."""
    missing = unapplied()
    wants_demo = settings.SHOP_IS_DEMO and not is_loaded()
    if not missing and not wants_demo:
        return
    settings.VAR_DIR.mkdir(exist_ok=True)
    with _picture_files(wants_demo):
        _migrate(missing, out)
    if wants_demo:
        seeding.seed(data=dataset.read(), at=at, out=out)


def _on_disk() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        try:
            package = import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(package.__path__):
            if not module.ispkg and module.name[0] not in "_~":
                yield app.label, module.name


@contextmanager
def _picture_files(are_wanted: bool) -> Iterator[None]:
    """Make the files in another process meanwhile; wait for it at the end."""
    if not are_wanted:
        yield
        return
    command = [sys.executable, "-m", "media.prebuild"]
    # Of the same group, so Ctrl-C ends it as well.
    process = subprocess.Popen(  # noqa: S603  our own module
        [*command, str(dataset.PICTURES), str(settings.MEDIA_ROOT)],
        cwd=settings.BASE_DIR,
        preexec_fn=lambda: os.nice(_NICE),  # no threads here yet
    )
    try:
        yield
    except BaseException:
        process.terminate()
        raise
    finally:
        process.wait()  # what it could not make, the seed makes


def _migrate(missing: int, out: Any) -> None:
    if not missing:
        return
    with bar("Bảng dữ liệu", missing, out) as advance:
        call_command("migrate", stdout=_Counter(advance), interactive=False)


class _Counter:
    """Counts the migrations that the command says it has applied."""

    def __init__(self, advance: Advance) -> None:
        self.advance = advance

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> None:
        if text.strip() == "OK":
            self.advance(1)

    def flush(self) -> None:
        """Nothing is kept back."""
