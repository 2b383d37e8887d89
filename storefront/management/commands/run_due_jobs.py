"""Run the recurring jobs that are due; a timer calls this each minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from storefront.jobs.runner import run_due


class Command(BaseCommand):
    help = "Run the recurring jobs that are due, and record how each went."

    def handle(self, *args: Any, **options: Any) -> None:
        for outcome in run_due(at=timezone.now()):
            stream = self.stdout if outcome.succeeded else self.stderr
            stream.write(f"{outcome.job.name}: {outcome.message}")
