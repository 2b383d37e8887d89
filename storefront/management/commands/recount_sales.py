"""Count again what was sold of each listing."""

from typing import Any

from django.core.management.base import BaseCommand

from storefront.order.sales import recount


class Command(BaseCommand):
    help = "Count again what was sold of each listing, for the product cards."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{recount()} cards counted")
