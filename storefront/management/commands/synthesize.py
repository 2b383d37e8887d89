"""Adds or removes the synthetic catalogue for measuring."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from storefront.demo import dataset, synthetic
from storefront.demo.progress import bar
from storefront.demo.seeding import run
from storefront.demo.steps import places
from storefront.demo.world import World


class Command(BaseCommand):
    help = "Thêm danh mục giả để đo tốc độ; --clear thì bỏ đi. Chỉ ở cửa hàng minh họa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--products", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--clear", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SHOP_IS_DEMO:
            raise CommandError("Chỉ dùng ở cửa hàng minh họa (SHOP_IS_DEMO).")
        self.stdout.ending = ""  # a progress bar ends its own lines
        if options["clear"]:
            self._clear()
        else:
            self._grow(options["products"], options["seed"])

    def _grow(self, products: int, seed: int) -> None:
        world = World(dataset.read(), timezone.localtime())
        for step in (places.COMMUNES, places.GROUPS):
            run(step, world, self.stdout)
        missing = max(0, products - synthetic.ours().count())
        with bar("Sản phẩm giả", missing, self.stdout) as advance:
            for done in synthetic.grow(products=products, seed=seed, at=world.at):
                advance(done)

    def _clear(self) -> None:
        with bar("Bỏ sản phẩm giả", synthetic.ours().count(), self.stdout) as advance:
            for done in synthetic.clear():
                advance(done)
