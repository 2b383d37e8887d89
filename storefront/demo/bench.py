"""What the shop's pages cost, as ratios to an empty page measured in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.signing import Signer
from django.db import connection
from django.test import Client, override_settings

from catalog.models import Category, Product, ProductCard
from catalog.partner.strategy import Strategy
from storefront.basket.models import Basket

EMPTY = "empty page"
LINES = 5


class PageFailed(Exception):
    """A page answered with another status than 200."""


@dataclass(frozen=True)
class Cost:
    """Of one page: queries, median CPU and wall time in ms, bytes of HTML."""

    page: str
    queries: int
    cpu: float
    wall: float
    size: int


def measure(runs: int) -> list[Cost]:
    """Measure every page ``runs`` times with a warm cache, the empty page first."""
    buyer = Client()
    buyer.cookies["oscar_open_basket"] = Signer().sign(str(_basket().pk))
    with override_settings(
        DEBUG=False, ROOT_URLCONF="storefront.demo.bench_urls", ALLOWED_HOSTS=["*"]
    ):
        looks = [_cost(Client(), page, path, runs) for page, path in _pages()]
        return looks + [_cost(buyer, page, path, runs) for page, path in _BUYING]


_BUYING = (
    (f"basket, {LINES} lines", "/gio-hang/"),
    (f"checkout, {LINES} lines", "/dat-hang/"),
    ("listing, with basket", "/san-pham/"),
)


def _pages() -> Iterator[tuple[str, str]]:
    group = Category.objects.get(code="food")
    product = ProductCard.objects.filter(state="in_stock", stars=4).order_by("pk")[0]
    yield EMPTY, "/trang-trong/"
    yield "home", "/"
    yield "listing", "/san-pham/"
    yield "listing, filtered", "/san-pham/?sao=4"
    yield "group", group.get_absolute_url()
    yield "product", product.url


def _basket() -> Basket:
    """An open basket with five different products that are there."""
    basket: Basket = Basket.objects.create()
    basket.strategy = Strategy()
    goods = Product.objects.filter(
        structure=Product.STANDALONE, card__state="in_stock"
    ).order_by("pk")
    for product in goods[:LINES]:
        basket.add_product(product, 1)
    return basket


def _cost(client: Client, page: str, path: str, runs: int) -> Cost:
    for _warming in range(3):
        answer = client.get(path)
    if answer.status_code != 200:
        raise PageFailed(f"{path}: {answer.status_code}")
    with _counting() as queries:
        client.get(path)
    cpu, wall = [], []
    for _run in range(runs):
        started = time.process_time(), time.perf_counter()
        client.get(path)
        cpu.append((time.process_time() - started[0]) * 1000)
        wall.append((time.perf_counter() - started[1]) * 1000)
    return Cost(
        page,
        len(queries),
        statistics.median(cpu),
        statistics.median(wall),
        len(answer.content),
    )


@contextmanager
def _counting() -> Iterator[list[str]]:
    """Collect the SQL that runs inside."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements


def table(costs: list[Cost]) -> Iterator[str]:
    """Lines of text: the figures, and CPU as a ratio to the empty page."""
    empty = costs[0].cpu
    yield f"{'page':22}{'queries':>8}{'CPU ms':>9}{'wall ms':>9}{'HTML kB':>9}{'× empty':>9}"
    for cost in costs:
        yield (
            f"{cost.page:22}{cost.queries:8}{cost.cpu:9.2f}{cost.wall:9.2f}"
            f"{cost.size / 1000:9.1f}{cost.cpu / empty:9.1f}"
        )
