"""Progress on a terminal as a bar, elsewhere as one plain line per step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

Advance = Callable[[int], object]


@contextmanager
def bar(label: str, total: int, out: Any) -> Iterator[Advance]:
    """Yield a function that counts finished pieces of ``total``; nothing to do, no
    line."""
    if not total:
        yield lambda done: None
    elif out.isatty():
        with tqdm(total=total, desc=f"{label:<22}", file=out, unit="") as progress:
            yield progress.update
    else:
        started = time.monotonic()
        yield lambda done: None
        out.write(f"{label}: {total} ({time.monotonic() - started:.1f} s)\n")
