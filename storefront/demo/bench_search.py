"""What a search costs: words and four facets of several choices, never kept counts."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from search.engines.base import BANDS, Engine, Index, Query, Sort
from search.vocabulary import vocabulary

_WORDS = [
    "kẹo lạc",
    "keo lac que",
    "khay khảm trai",
    "kham trai",
    "giày da",
    "giay da nho",
    "giỏ cỏ tế",
    "co te",
    "tinh dầu sả",
    "tinh dau",
    "xà phòng",
    "bưởi",
    "buoi canh",
    "rau cần",
    "măng tây",
    "gạo nếp",
    "trứng gà",
    "giò lụa",
    "tương nếp",
    "tò he",
    "sơn mài",
    "ghế đẩu",
    "mẹt tre",
    "sen cảnh",
    "quất thế",
    "trà lá sen",
    "nước ép",
    "si rô dâu",
    "đặc biệt",
    "hộp quà",
    "khay tr",
    "giỏ c",
    "túi thơm thủ công",
    "cá bảy màu",
]
# A server that has just started compiles its own code while it works, and is several
# times slower for a while; no shop's server is always new.
_WARMING_QUERIES = 1_500


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a fresh search at three shares, and what its index took."""

    queries: int
    p50: float
    p95: float
    p99: float
    index_seconds: float
    index_bytes: int


def queries(count: int, day: dt.date, seed: int = 2026) -> Iterator[Query]:
    """Different ones each time, the same for the same seed: no count is kept of any."""
    chance = random.Random(seed)  # noqa: S311
    names = vocabulary()
    bands = [band.code for band in BANDS]
    for number in range(count):
        yield Query(
            day=day,
            text=chance.choice(_WORDS),
            sort=Sort.RELEVANCE,
            groups=_some(chance, [term.slug for term in names.groups], 3),
            villages=_some(chance, [term.slug for term in names.villages], 6),
            stars=(3, 4),
            bands=_some(chance, bands, 3),
            price_max=1_000_000 + number,
        )


def _some(chance: random.Random, values: list[str], count: int) -> tuple[str, ...]:
    return tuple(chance.sample(values, min(count, len(values))))


def measure(engine: Engine, index: Index, *, runs: int, day: dt.date) -> Cost:
    """Write the index anew, then ask ``runs`` fresh queries after others to warm up."""
    started = time.perf_counter()
    index.rebuild()
    index_seconds = time.perf_counter() - started
    spent = []
    for query in queries(_WARMING_QUERIES + runs, day):
        started = time.perf_counter()
        engine.search(query)
        spent.append((time.perf_counter() - started) * 1000)
    spent = sorted(spent[_WARMING_QUERIES:])
    p50, p95, p99 = (spent[int(len(spent) * share)] for share in (0.5, 0.95, 0.99))
    return Cost(runs, p50, p95, p99, index_seconds, index.size())


def line(products: int, name: str, cost: Cost) -> str:
    return (
        f"{products:9} {name:14}{cost.p50:8.1f}{cost.p95:8.1f}{cost.p99:8.1f}"
        f"{cost.index_seconds:9.1f}{products / cost.index_seconds:10.0f}"
        f"{cost.index_bytes / 1e6:9.1f}"
    )


HEADING = (
    f"{'products':>9} {'engine':14}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}"
    f"{'index s':>9}{'per s':>10}{'MB':>9}"
)
