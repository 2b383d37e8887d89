"""What every test may ask for: a database, people, a browser; sockets stay shut."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.database import PostgresqlTemplate, SqliteTemplate

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)
SERVICES_REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
_template: SqliteTemplate | PostgresqlTemplate | None = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip aloud what needs a service that is not here; fail if it was required."""
    from django.db import connection

    missing = {
        "postgresql": connection.vendor != "postgresql"
        and "needs PostgreSQL: tests/services/postgresql.sh make test-pg",
        "elasticsearch": "ELASTICSEARCH_URL" not in os.environ
        and "needs Elasticsearch: make test-es",
        "browser": CHROMIUM is None and "needs Chromium: apt install chromium",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if (
        SERVICES_REQUIRED
        and report.skipped
        and "needs Chromium" in str(report.longrepr)
    ):
        pytest.exit(f"{report.nodeid}: a required service is missing", returncode=1)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[None]:
    """Copy the migrated template; see ``tests.database``."""
    from tests.database import template_for

    global _template
    worker = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    _template = template_for(worker)
    with django_db_blocker.unblock():
        _template.create()
    yield
    with django_db_blocker.unblock():
        _template.drop()


@pytest.fixture(scope="module")
def installed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Groups, site and legal pages are there for every test of the module."""
    assert _template
    with django_db_blocker.unblock():
        _template.install()
    yield
    with django_db_blocker.unblock():
        _template.uninstall()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A transactional test ends in a flush, which also removes Wagtail's root page:
    put the template back for the next test."""
    result = yield
    names = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    transactional = bool(marker and marker.kwargs.get("transaction"))
    if _template and (transactional or names & {"transactional_db", "live_server"}):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            _template.restore()
    return result


@pytest.fixture(autouse=True)
def _shut_sockets(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing leaves the machine: a connection beyond the loopback is an error."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise ConnectionRefusedError(f"tests may not reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    from django.core.cache import cache

    from search import log

    cache.clear()
    log.forget()


@pytest.fixture(autouse=True)
def _uploads_in_a_corner(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def commit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to happen after commit happens at once: a test's transaction never
    ends."""
    from django.db import transaction

    def now(callback: Any, *_args: Any, **_options: Any) -> None:
        callback()

    monkeypatch.setattr(transaction, "on_commit", now)


@pytest.fixture
def buyer(db: None) -> Any:
    from tests.factories.people import UserFactory

    return UserFactory(first_name="Nguyễn Thị Hòa", phone="+84912345678")


@pytest.fixture
def producer(db: None) -> Any:
    """A person who belongs to a producer."""
    from tests.factories.partner import ProducerFactory
    from tests.factories.people import UserFactory

    person = UserFactory(first_name="Đỗ Văn Ước", phone="+84987654321")
    ProducerFactory(name="HTX Cỏ tế Sợi Cỏ").users.add(person)
    return person


@pytest.fixture
def colleague(producer: Any) -> Any:
    """Another person of the same producer."""
    from tests.factories.people import UserFactory

    person = UserFactory(first_name="Lê Thị Bưởi")
    producer.partners.get().users.add(person)
    return person


@pytest.fixture
def stranger(db: None) -> Any:
    """A person of another producer."""
    from tests.factories.partner import ProducerFactory
    from tests.factories.people import UserFactory

    person = UserFactory(first_name="Phạm Đình Đường")
    ProducerFactory(name="Hộ May đo Chỉ Mềm").users.add(person)
    return person


@pytest.fixture
def officer(db: None) -> Any:
    """A member of the public staff with every right."""
    from tests.factories.people import UserFactory

    return UserFactory(first_name="Cán bộ Tuệ", is_staff=True, is_superuser=True)


@pytest.fixture
def officer_client(client: Client, officer: Any) -> Client:
    client.force_login(officer)
    return client
