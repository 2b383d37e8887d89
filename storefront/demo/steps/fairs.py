"""Fairs: one over, one running, one to come, with those who take part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cms.fairs.models import Booth, Contract, Fair, Funding, Participation
from storefront.demo import dataset
from storefront.demo.world import Step, World


def _missing(world: World) -> list[dataset.Fair]:
    known = set(Fair.objects.filter(is_demo=True).values_list("name", flat=True))
    return [row for row in world.data.fairs if row.name not in known]


def _write(world: World, rows: Sequence[dataset.Fair]) -> None:
    for row in rows:
        fair = _fair(world, row)
        booths = {
            number: Booth.objects.create(fair=fair, number=number, note=note)
            for number, note in row.booths.items()
        }
        Funding.objects.bulk_create(
            Funding(fair=fair, what=what, funder=funder, amount=amount)
            for what, funder, amount in row.funding
        )
        for part in row.participations:
            if part["producer"] in world.producers:
                _take_part(world, fair, booths, part)


def _fair(world: World, row: dataset.Fair) -> Fair:
    starts_on = _day(world, row.starts_in)
    return Fair.objects.create(
        name=row.name,
        scope=row.scope,
        status=row.status,
        place=row.place,
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(row.days - 1),
        hours_note=row.hours_note,
        organiser=row.organiser,
        host=row.host,
        invitation_number=row.invitation_number,
        register_until=_day_if(world, row.register_in),
        results_on=_day_if(world, row.results_in),
        is_demo=True,
    )


def _take_part(
    world: World, fair: Fair, booths: dict[str, Booth], part: dict[str, Any]
) -> None:
    row = Participation.objects.create(
        fair=fair,
        producer=world.producers[part["producer"]],
        state=part["state"],
        booth=booths.get(part.get("booth", "")),
        registered_on=min(fair.starts_on - dt.timedelta(21), world.day),
        sales_amount=part.get("sales"),
        contact_note=part.get("note", ""),
    )
    shown = (world.products.get(f"demo-{slug}") for slug in part.get("products", ()))
    row.products.set([product for product in shown if product])
    Contract.objects.bulk_create(
        Contract(
            participation=row,
            partner_name=partner,
            value=value,
            signed_on=fair.starts_on + dt.timedelta(after),
            note=note,
        )
        for partner, value, after, note in part.get("contracts", ())
    )


def _day(world: World, days: int) -> dt.date:
    return world.day + dt.timedelta(days)


def _day_if(world: World, days: int | None) -> dt.date | None:
    return None if days is None else _day(world, days)


FAIRS = Step("Hội chợ", _missing, _write, batch=1)
