"""The shop at a desk: web server, background worker and recurring jobs together."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import (
    ThreadedWSGIServer,
    WSGIRequestHandler,
    get_internal_wsgi_application,
)
from django.db import close_old_connections, connections
from django.utils import timezone

from storefront.demo import logins, preparing
from storefront.processes import Processes

logger = logging.getLogger(__name__)

JOBS_EVERY = 60  # seconds
WATCHED = (".py", ".html", ".po", ".mo")
PACKAGES = ("catalog", "cms", "media", "search", "showrooms", "storefront")


class Command(BaseCommand):
    help = "Chạy cửa hàng để xem thử: nạp dữ liệu lần đầu, rồi trang web và việc nền."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--no-reload",
            action="store_true",
            help="đừng chạy lại khi mã nguồn thay đổi",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Lệnh này chỉ dùng khi DEBUG bật.")
        server = _listen(options["host"], options["port"])
        self.stdout.ending = ""  # a progress bar ends its own lines
        with _ended_at_once():
            preparing.prepare(at=timezone.localtime(), out=self.stdout)
        connections.close_all()  # a connection must not be shared by two processes
        processes = Processes(
            {
                "Trang web": lambda: _serve(server),
                "Việc nền": _work,
                "Việc định kỳ": _run_jobs,
            },
            told=lambda line: self.stdout.write(f"{line}\n"),
        )
        processes.start()
        self._greet(options["host"], options["port"])
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, _interrupt)
        changed = False
        try:
            changed = _tend(processes, watch=not options["no_reload"])
        except KeyboardInterrupt:
            self.stdout.write("\n")
        finally:
            processes.stop()
        if changed:
            server.server_close()
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606

    def _greet(self, host: str, port: int) -> None:
        self.stdout.write(f"\nCửa hàng: http://{host}:{port}/   (dừng: Ctrl-C)\n")
        if settings.SHOP_IS_DEMO:
            self.stdout.write(f"Tài khoản minh họa:\n{logins.table()}\n")
        self.stdout.flush()


def _listen(host: str, port: int) -> ThreadedWSGIServer:
    """Take the port first: nobody should wait two minutes to hear that it is busy."""
    try:
        return ThreadedWSGIServer((host, port), WSGIRequestHandler)
    except OSError as error:
        raise CommandError(
            f"Không mở được cổng {port} ({error.strerror}). Thử: make run PORT=8080"
        ) from error


@contextmanager
def _ended_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process itself: raised as an exception it is lost when it
    comes during a weak reference's callback, of which migrations have many. What was
    not committed is not there, and the next run goes on."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(server: ThreadedWSGIServer) -> None:
    server.set_app(get_internal_wsgi_application())
    server.serve_forever()


def _work() -> None:
    call_command("db_worker", queue_name="*", reload=False, verbosity=0)


def _run_jobs() -> None:
    while True:
        try:
            call_command("run_due_jobs", stdout=sys.stderr)
        except Exception:
            logger.exception("The recurring jobs could not run")
        close_old_connections()
        time.sleep(JOBS_EVERY)


def _interrupt(*_signal: Any) -> None:
    raise KeyboardInterrupt


def _tend(processes: Processes, *, watch: bool) -> bool:
    """Keep the processes going; True once a file has changed that they have read."""
    seen = dict(_files()) if watch else {}
    while True:
        processes.tend()
        if not watch:
            continue
        now = dict(_files())
        changed = [path for path in now if now[path] != seen.get(path)]
        if changed or seen.keys() - now.keys():
            if all(map(_is_whole, changed)):
                return True
            seen = now


def _files() -> Iterator[tuple[Path, float]]:
    for package in PACKAGES:
        for folder, _folders, names in os.walk(settings.BASE_DIR / package):
            for name in names:
                if name.endswith(WATCHED):
                    path = Path(folder, name)
                    try:
                        yield path, path.stat().st_mtime
                    except FileNotFoundError:  # an editor is replacing it
                        continue


def _is_whole(path: Path) -> bool:
    """Tell whether a file can be loaded; one that cannot is said and waited for."""
    if path.suffix != ".py":
        return True
    try:
        compile(path.read_bytes(), path, "exec")
    except (SyntaxError, ValueError, OSError) as error:
        logger.error("%s: %s", path, error)
        return False
    return True
