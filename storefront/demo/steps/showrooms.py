"""Showrooms with their hours and what they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from catalog.partner.models import Location
from showrooms.models import OpeningHours, Showroom
from storefront.demo import dataset
from storefront.demo.world import Step, World


def _missing(world: World) -> list[tuple[int, dataset.Showroom]]:
    known = set(Showroom.objects.values_list("slug", flat=True))
    numbered = enumerate(world.data.showrooms, 1)
    return [(place, row) for place, row in numbered if row.slug not in known]


def _write(world: World, rows: Sequence[tuple[int, dataset.Showroom]]) -> None:
    for position, row in rows:
        showroom = _showroom(world, row, position)
        OpeningHours.objects.bulk_create(
            OpeningHours(
                showroom=showroom,
                weekday=weekday,
                opens=dt.time.fromisoformat(hours["opens"]),
                closes=dt.time.fromisoformat(hours["closes"]),
            )
            for hours in row.hours
            for weekday in hours["weekdays"]
        )
        shown = (world.products.get(f"demo-{slug}") for slug in row.products)
        showroom.products.set([product for product in shown if product])


def _showroom(world: World, row: dataset.Showroom, position: int) -> Showroom:
    place, _is_new = Location.objects.get_or_create(
        code=row.slug, defaults={"name": row.name, "kind": Location.Kind.SHOWROOM}
    )
    return Showroom.objects.create(
        name=row.name,
        short_name=row.short_name,
        slug=row.slug,
        commune=world.communes[row.commune],
        place=row.place,
        phone=row.phone,
        location=place,
        decision=row.decision,
        opened_on=row.opened_on,
        focus=row.focus,
        closed_note=row.closed_note,
        commission_pct=Decimal(row.commission_pct),
        picture=world.images.get(row.picture),
        position=position,
        is_demo=True,
    )


SHOWROOMS = Step("Điểm bán", _missing, _write)
