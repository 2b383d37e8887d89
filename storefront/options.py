"""A choice with more to say than its name."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Option:
    """Stands as the label of a form choice; `components/option_rows.html` shows it."""

    title: str
    note: str = ""
    amount: Decimal | int | None = None
    icon: str = ""

    def __str__(self) -> str:
        return self.title
