"""Rebuild every product card, or tell which have drifted."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from catalog import cards


class Command(BaseCommand):
    help = "Rebuild the product cards from the products; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="list the cards that drifted and exit with 1 if there are any",
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        day = timezone.localdate()
        with tqdm(
            total=len(cards.all_ids()), unit="card", disable=not sys.stderr.isatty()
        ) as bar:
            if check:
                drifted = list(cards.drift(day=day, progress=bar.update))
            else:
                cards.rebuild_all(day=day, progress=bar.update)
        if check:
            self._report(drifted)

    def _report(self, drifted: list[cards.Drift]) -> None:
        for drift in drifted:
            fields = ", ".join(drift.fields) or "row missing or superfluous"
            self.stdout.write(f"{drift.product_id}: {fields}")
        if drifted:
            raise CommandError(f"{len(drifted)} cards drifted; run rebuild_cards.")
        self.stdout.write("No card drifted.")
