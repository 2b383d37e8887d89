"""How long a certificate lives: months, last days, extensions. Pure."""

import calendar
import datetime as dt

MONTHS = 36
EXTENSION_DAYS = 180


def last_day(issued_on: dt.date, months: int = MONTHS) -> dt.date:
    """Return the last valid day, itself included, of a certificate of ``issued_on``.

    It bears the same day number; 29 February becomes the 28th where there is none."""
    total = issued_on.year * 12 + issued_on.month - 1 + months
    year, month = divmod(total, 12)
    days = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(issued_on.day, days))


def latest_extension(expires_on: dt.date) -> dt.date:
    """Return the last day to which a certificate may be extended."""
    return expires_on + dt.timedelta(days=EXTENSION_DAYS)
