"""A test database copied from a migrated template instead of migrated anew.

A fresh database costs most of a minute of migrations. The template is named after
the migrations it holds, so a new migration builds a new one. A module may ask for a
copy in which groups, site and legal pages are there (`installed`): making them takes
as long as twenty tests."""

import datetime as dt
import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

PACKAGES = ("django", "wagtail", "django-oscar", "django-allauth", "django-tasks-db")


def fingerprint() -> str:
    """Name the set of migrations: ours by content, others by version."""
    digest = hashlib.sha256(repr([version(name) for name in PACKAGES]).encode())
    for key in sorted(MigrationLoader(None).disk_migrations):
        digest.update(repr(key).encode())
    for path in sorted(settings.BASE_DIR.glob("**/migrations/*.py")):
        if "var" not in path.relative_to(settings.BASE_DIR).parts[:1] and (
            ".venv" not in path.parts
        ):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    settings.VAR_DIR.mkdir(exist_ok=True)
    with (settings.VAR_DIR / "test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install() -> None:
    from cms.setup import ensure_site
    from storefront.accounts.groups import ensure_groups

    ensure_groups()
    ensure_site(effective_from=dt.date(2026, 11, 1))
    connection.close()


class SqliteTemplate:
    """A file beside the test database, copied over it."""

    def __init__(self, worker: str) -> None:
        self.template = settings.VAR_DIR / f"test-template-{fingerprint()}.sqlite3"
        self.installed = settings.VAR_DIR / f"test-{worker}-installed.sqlite3"
        self.database = settings.VAR_DIR / f"test-{worker}.sqlite3"
        self.source = self.template

    def create(self) -> None:
        connection.close()
        with _one_at_a_time():
            if not self.template.exists():
                for old in settings.VAR_DIR.glob("test-template-*.sqlite3*"):
                    old.unlink()
                unfinished = self.template.with_suffix(".unfinished")
                unfinished.unlink(missing_ok=True)
                self._use(unfinished)
                call_command("migrate", verbosity=0)
                connection.close()
                _make_one_file(unfinished)
                unfinished.rename(self.template)
        self.restore()

    def restore(self) -> None:
        connection.close()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(self.source, self.database)
        self._use(self.database)

    def install(self) -> None:
        """From here on each copy is of a shop that is set up."""
        if not self.installed.exists():
            _install()
            _make_one_file(self.database)
            shutil.copyfile(self.database, self.installed)
        self.source = self.installed
        self.restore()

    def uninstall(self) -> None:
        self.source = self.template
        self.restore()

    def drop(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.database}{suffix}").unlink(missing_ok=True)
        self.installed.unlink(missing_ok=True)

    def _use(self, path: Path) -> None:
        connection.settings_dict["NAME"] = str(path)


def _make_one_file(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")


class PostgresqlTemplate:
    """A database of the server, cloned by the server."""

    def __init__(self, worker: str) -> None:
        self.template = f"ocop_template_{fingerprint()}"
        self.installed = f"ocop_installed_{worker}"
        self.database = f"ocop_test_{worker}"
        self.source = self.template

    def create(self) -> None:
        connection.close()
        with _one_at_a_time():
            if not self._is_there(self.template):
                unfinished = f"{self.template}_unfinished"
                self._query(f'DROP DATABASE IF EXISTS "{unfinished}"')
                self._query(f'CREATE DATABASE "{unfinished}"')
                self._use(unfinished)
                call_command("migrate", verbosity=0)
                connection.close()
                self._query(
                    f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"'
                )
        self.restore()

    def restore(self) -> None:
        connection.close()
        self._query(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        self._query(f'CREATE DATABASE "{self.database}" TEMPLATE "{self.source}"')
        self._use(self.database)

    def install(self) -> None:
        """From here on each copy is of a shop that is set up."""
        if not self._is_there(self.installed):
            _install()
            self._query(
                f'CREATE DATABASE "{self.installed}" TEMPLATE "{self.database}"'
            )
        self.source = self.installed
        self.restore()

    def uninstall(self) -> None:
        self.source = self.template
        self.restore()

    def drop(self) -> None:
        connection.close()
        for name in (self.database, self.installed):
            self._query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _is_there(self, name: str) -> bool:
        return bool(self._query("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def _use(self, name: str) -> None:
        connection.settings_dict["NAME"] = name

    def _query(self, sql: str, *parameters: str) -> list[tuple[object, ...]]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, parameters or None)
            return cursor.fetchall() if cursor.description else []


def template_for(worker: str) -> SqliteTemplate | PostgresqlTemplate:
    """Return the template of the configured database for one test worker."""
    if connection.vendor == "sqlite":
        return SqliteTemplate(worker)
    return PostgresqlTemplate(worker)
