"""Write the search indexes anew, or tell which products' entries have drifted."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import engines, pages_found, sources
from search.engines.base import Index


class Command(BaseCommand):
    help = "Write the search indexes anew; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="list the entries that are missing, superfluous or outdated; exit 1 if any",
        )
        parser.add_argument(
            "--engine", choices=sorted(engines.ENGINES), help="only this engine's index"
        )

    def handle(
        self, *args: Any, check: bool, engine: str | None, **options: Any
    ) -> None:
        chosen = {
            name: index
            for name, index in engines.indexes().items()
            if engine in (None, name)
        }
        if not chosen:
            raise CommandError(f"{engine} is not in use: see SEARCH_ENGINE.")
        if check:
            self._check(chosen)
            return
        for name, index in chosen.items():
            self._rebuild(name, index)
        self.stdout.write(f"pages: {pages_found.rebuild()}")

    def _rebuild(self, name: str, index: Index) -> None:
        total = len(sources.all_ids())
        with tqdm(
            total=total, desc=name, unit="product", disable=not sys.stderr.isatty()
        ) as bar:
            index.rebuild(bar.update)
        self.stdout.write(f"{name}: {total} products")

    def _check(self, chosen: dict[str, Index]) -> None:
        drifted = {name: list(index.drift()) for name, index in chosen.items()}
        for name, entries in drifted.items():
            for drift in entries:
                self.stdout.write(f"{name}: product {drift.product_id} {drift.how}")
        if any(drifted.values()):
            count = sum(map(len, drifted.values()))
            raise CommandError(f"{count} entries drifted; run reindex.")
        self.stdout.write("No entry drifted.")
