"""List what the back office still says in English, screen by screen."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from storefront.untranslated import Findings, look


class Command(BaseCommand):
    help = (
        "Renders the screens of the back offices and of signing in, and lists the "
        "words that have no Vietnamese translation. Nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fail-over",
            type=int,
            metavar="N",
            help="end with an error if more than N words are found",
        )
        parser.add_argument("--max-screens", type=int, default=1000, metavar="N")
        parser.add_argument(
            "--user", help="whose screens, by e-mail; else an administrator's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = look(user=_user(options["user"]), max_screens=options["max_screens"])
        self._list(found)
        limit = options["fail_over"]
        if limit is not None and len(found.words) > limit:
            raise CommandError(f"{len(found.words)} words are over {limit}.")

    def _list(self, found: Findings) -> None:
        for word, screens in sorted(found.words.items()):
            more = f" (+{len(screens) - 1})" if len(screens) > 1 else ""
            self.stdout.write(f"{word.origin}\t{word.text!r}\t{screens[0]}{more}")
        for url, status in found.broken:
            self.stderr.write(f"{url} answered {status}; its words are not known.")
        self.stdout.write(
            f"{len(found.words)} words in English on {len(found.screens)} screens. "
            "Not seen: words written without gettext, and what only a script or a "
            "filled form shows. Origin ? means: in no package's catalogue."
        )


def _user(email: str | None) -> Any:
    people = get_user_model()._default_manager.filter(is_active=True)
    chosen = people.filter(email=email) if email else people.filter(is_superuser=True)
    user = chosen.order_by("pk").first()
    if user is None:
        raise CommandError("There is no such active user; create one or run seed.")
    return user
