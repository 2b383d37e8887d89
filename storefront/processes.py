"""A few processes that run together and end together, for `manage.py dev`.

Forked rather than started anew: Django is loaded once, which is most of the wait."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

POLL_SECONDS = 0.5
REST_SECONDS = 2.0  # before what has just died is started again
PATIENCE_SECONDS = 8.0  # for a worker to finish its task

Work = Callable[[], object]


@dataclass
class Processes:
    """Named pieces of work, each in a child process that is started again when it
    ends. They end with this process, however it ends."""

    work: dict[str, Work]
    told: Callable[[str], object]
    running: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held, self._lifeline = os.pipe()

    def start(self) -> None:
        for name in self.work:
            self._start(name)

    def tend(self) -> None:
        """Start again what has ended; returns after a moment."""
        time.sleep(POLL_SECONDS)
        for name in self._ended():
            self.told(f"{name} đã dừng, đang chạy lại.")
            time.sleep(REST_SECONDS)
            self._start(name)

    def stop(self) -> None:
        """End them all: asked first, then made to."""
        for pid in self.running:
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.running and time.monotonic() < deadline:
            self._ended()
            time.sleep(POLL_SECONDS / 10)
        for pid in self.running:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self.running.clear()

    def _start(self, name: str) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self.running[pid] = name
            return
        os._exit(self._be_child(self.work[name]))

    def _be_child(self, work: Work) -> int:
        # Ctrl-C reaches the whole group: only the parent answers, and says when.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(self._lifeline)
        threading.Thread(target=self._follow_parent, daemon=True).start()
        try:
            work()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
        except BaseException:  # noqa: BLE001  told, and the parent starts it again
            traceback.print_exc()
            return 1
        return 0

    def _follow_parent(self) -> None:
        """The pipe's other end closes when the parent is gone, even if killed."""
        os.read(self._held, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _ended(self) -> list[str]:
        ended = [pid for pid in self.running if os.waitpid(pid, os.WNOHANG)[0]]
        return [self.running.pop(pid) for pid in ended]
