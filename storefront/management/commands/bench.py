"""Measures the pages at 120 and at 10,000 products, in the configured database."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from catalog.models import ProductCard
from storefront.demo import bench, dataset, seeding, synthetic


class Command(BaseCommand):
    help = (
        "Đo các trang ở 120 và 10.000 sản phẩm; ghi dữ liệu vào cơ sở dữ liệu đang đặt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--products", type=int, default=10_000)
        parser.add_argument("--runs", type=int, default=40)

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.localtime()
        call_command("migrate", verbosity=0)
        for _rows in synthetic.clear():
            pass
        seeding.seed(data=dataset.read(), at=at, out=self.stdout)
        small = self._measured(options["runs"])
        missing = max(0, options["products"] - ProductCard.objects.count())
        for _rows in synthetic.grow(products=missing, seed=2026, at=at):
            pass
        large = self._measured(options["runs"])
        self.stdout.write(
            "CPU at the larger size ÷ CPU at the smaller, × empty page:\n"
        )
        for before, after in zip(small, large, strict=True):
            ratio = (after.cpu / large[0].cpu) / (before.cpu / small[0].cpu)
            self.stdout.write(f"{after.page:22}{ratio:9.2f}\n")

    def _measured(self, runs: int) -> list[bench.Cost]:
        self.stdout.write(f"\n{ProductCard.objects.count()} products\n")
        costs = bench.measure(runs)
        self.stdout.write("\n".join(bench.table(costs)) + "\n\n")
        return costs
