"""Where a day stands to a fair: before, during, after. Pure."""

import datetime as dt
from enum import StrEnum


class Phase(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def phase_on(day: dt.date, starts_on: dt.date, ends_on: dt.date) -> Phase:
    """Where ``day`` stands; ``ends_on`` is the fair's last day."""
    if day < starts_on:
        return Phase.BEFORE
    return Phase.DURING if day <= ends_on else Phase.AFTER
