"""Makes the files of many masters at once, before or beside the database.

    python -m media.prebuild MASTERS TARGET

copies every ``.webp`` master under MASTERS into TARGET (the upload folder) and makes
its renditions there. What exists is left alone, so an interrupted run goes on where
it stopped. Imports no Django: migrations may run meanwhile."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from media.encoding import encode
from media.recipe import Plan, Size, master_path, plan_for

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Master:
    """A master on disk: what a row needs to know of it."""

    source: Path
    digest: str
    size: Size
    file_size: int

    @property
    def path(self) -> str:
        """Where it lies below the upload folder."""
        return master_path(self.digest)

    @property
    def plan(self) -> Plan:
        return plan_for(digest=self.digest, size=self.size)


def read_master(source: Path) -> Master:
    content = source.read_bytes()
    with Image.open(source) as image:  # the header only
        size = Size(*image.size)
    # S324: a name for content, as Wagtail's file_hash is, not a proof.
    digest = hashlib.sha1(content).hexdigest()  # noqa: S324
    return Master(source, digest, size, len(content))


def build_files(
    sources: Sequence[Path],
    root: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> list[Master]:
    """Put each master and its renditions below ``root``; returns the masters in order.

    Threads suffice: Pillow lets go of the interpreter while it scales and encodes.
    """
    pool = ThreadPoolExecutor(workers or os.cpu_count())
    try:
        futures = [pool.submit(_build, source, root) for source in sources]
        for done, future in enumerate(as_completed(futures), 1):
            future.result()
            if progress:
                progress(done, len(futures))
    finally:
        pool.shutdown(cancel_futures=True)
    return [future.result() for future in futures]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is either absent or complete, whenever the process dies and
    whoever writes the same one: two masters of one content are two threads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    partial.write_bytes(content)
    partial.replace(path)


def _build(source: Path, root: Path) -> Master:
    master = read_master(source)
    content = source.read_bytes()
    if not (root / master.path).exists():
        write_whole(root / master.path, content)
    if any(not (root / output.path).exists() for output in master.plan.files()):
        for output, encoded in encode(content, master.plan):
            write_whole(root / output.path, encoded)
    return master


def _masters_below(folder: Path) -> Iterable[Path]:
    return sorted(folder.rglob("*.webp"))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C: no more, and no traceback
    build_files(list(_masters_below(Path(sys.argv[1]))), Path(sys.argv[2]))
