"""Make the renditions that pictures of the library lack."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.bulk import remake_all


class Command(BaseCommand):
    help = "Make the renditions that pictures of the library lack."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="also write the addresses of ready pictures anew (new MEDIA_URL)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = remake_all(everything=options["all"], progress=self._report)
        if failed:
            raise CommandError(f"{failed} pictures could not be used; see the log.")

    def _report(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            self.stdout.write(f"{done}/{total}")
