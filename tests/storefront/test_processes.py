"""Child processes: started again when they end, gone when the parent goes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from storefront.processes import Processes
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
folder = Path(sys.argv[1])
def work():
    (folder / f"child-{os.getpid()}").touch()
    time.sleep(600)
def short():
    (folder / f"short-{os.getpid()}").touch()
processes = Processes({"work": work, **({"short": short} if "short" in sys.argv else {})}, told=print)
processes.start()
try:
    for _ in range(60):
        processes.tend()
except KeyboardInterrupt:
    pass
processes.stop()
"""


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "did not happen"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(") ")[2][0] != "Z"


def parent(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, str(folder), *words]
    return subprocess.Popen(command)  # noqa: S603  our own script


def children(folder: Path, name: str = "child") -> list[int]:
    return [int(path.name.split("-")[1]) for path in folder.glob(f"{name}-*")]


@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_children_end_with_their_parent(tmp_path: Path, signal: str) -> None:
    import signal as signals

    process = parent(tmp_path)
    until(lambda: len(children(tmp_path)) == 1)
    [child] = children(tmp_path)

    process.send_signal(getattr(signals, signal))
    process.wait(20)

    until(lambda: not is_alive(child))


def test_what_ends_is_started_again(tmp_path: Path) -> None:
    process = parent(tmp_path, "short")
    try:
        until(lambda: len(children(tmp_path, "short")) >= 2)
    finally:
        process.terminate()
        process.wait(20)
