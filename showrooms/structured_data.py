"""What a showroom tells machines: schema.org's Store with its opening hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from catalog.structured_data import CONTEXT, Data, absolute, postal_address
from media.renditions import Picture
from showrooms import hours
from showrooms.models import Showroom
from showrooms.showing import closures, openings

CITY = "Hà Nội"
_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def store_data(
    showroom: Showroom, site: str, *, picture: Picture | None, day: dt.date
) -> Data:
    """The Store; closures that ended before ``day`` are left out."""
    url = site + showroom.get_absolute_url()
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Store",
        "@id": url,
        "name": showroom.name,
        "url": url,
        "address": postal_address(showroom.place, region=CITY),
        "openingHoursSpecification": [_opening(row) for row in openings(showroom)],
    }
    shut = [_closed(row) for row in closures(showroom) if row.last >= day]
    if shut:
        data["specialOpeningHoursSpecification"] = shut
    if showroom.phone:
        data["telephone"] = showroom.phone.as_e164
    if picture:
        data["image"] = absolute(picture["src"], site)
    return data


def _opening(opening: hours.Opening) -> Data:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"{CONTEXT}/{_WEEKDAYS[opening.weekday]}",
        "opens": f"{opening.opens:%H:%M}",
        "closes": f"{opening.closes:%H:%M}",
    }


def _closed(closure: hours.Closure) -> Data:
    """A day on which opening and closing are one is a day shut."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": closure.first.isoformat(),
        "validThrough": closure.last.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }
