"""Measures the search at several sizes, in the configured database."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from catalog.models import ProductCard
from search import engines
from storefront.demo import bench_search, dataset, seeding, synthetic
from storefront.demo.copies import Copies

_WARMING = 20_000  # entries a server writes before writing is timed
_MOST_TURNS = 3


class Command(BaseCommand):
    help = "Đo tốc độ tìm kiếm ở nhiều cỡ; ghi dữ liệu vào cơ sở dữ liệu đang đặt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sizes", type=int, nargs="+", default=[120, 10_000])
        parser.add_argument(
            "--copies", type=int, default=0, help="so many documents, in the index only"
        )
        parser.add_argument("--runs", type=int, default=200)

    def handle(
        self, *args: Any, sizes: list[int], copies: int, runs: int, **options: Any
    ) -> None:
        at = timezone.localtime()
        call_command("migrate", verbosity=0)
        seeding.seed(data=dataset.read(), at=at, out=self.stdout)
        settings.DEBUG = False  # or each statement is kept and slows the next
        self.stdout.write("\n" + bench_search.HEADING)
        for size in sorted(sizes):
            missing = max(0, size - ProductCard.objects.count())
            there = synthetic.ours().count()
            for _rows in synthetic.grow(products=there + missing, seed=2026, at=at):
                pass
            for name, index in engines.indexes().items():
                asked = import_string(engines.ENGINES[name][0])()
                for _turn in range(min(_WARMING // size, _MOST_TURNS)):
                    index.rebuild()
                cost = bench_search.measure(asked, index, runs=runs, day=at.date())
                count = ProductCard.objects.count()
                self.stdout.write(bench_search.line(count, name, cost))
        if copies:
            self._measure_copies(copies, runs, at.date())

    def _measure_copies(self, count: int, runs: int, day: dt.date) -> None:
        """Imported late: nothing else here needs the client of the server."""
        from search.engines.elastic.index import ElasticsearchIndex
        from search.engines.elasticsearch import ElasticsearchEngine

        index = ElasticsearchIndex(Copies(count))
        cost = bench_search.measure(ElasticsearchEngine(), index, runs=runs, day=day)
        self.stdout.write(bench_search.line(count, "copies", cost))
