"""A choice with more to say than its name."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Option:
    """Stands as the label of a form choice; `components/option_rows.html` shows it."""

    title: str | Promise
    note: str | Promise = ""
    amount: Decimal | int | None = None
    icon: str = ""

    def __str__(self) -> str:
        return str(self.title)
