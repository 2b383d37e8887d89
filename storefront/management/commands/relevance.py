"""Asks the set of real queries and prints how many are met."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from search import engines
from storefront.demo import relevance


class Command(BaseCommand):
    help = (
        "Hỏi bộ câu tìm mẫu trên dữ liệu minh họa, in tỷ lệ đúng trong ba kết quả đầu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", choices=sorted(engines.ENGINES))

    def handle(self, *args: Any, engine: str | None, **options: Any) -> None:
        names = [engine] if engine else list(engines.indexes())
        shares = []
        for name in names:
            asked = import_string(engines.ENGINES[name][0])()
            answers = relevance.judge(asked, day=timezone.localdate())
            self.stdout.write(f"{name}\n" + "\n".join(relevance.table(answers)) + "\n")
            shares.append(relevance.share(answers))
        if min(shares) < relevance.GOAL:
            raise CommandError(f"Dưới {relevance.GOAL:.0%}.")
