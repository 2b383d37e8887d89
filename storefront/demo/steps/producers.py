"""Producers, each with its own store."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.partner.models import Location, Partner
from storefront.demo.dataset import Producer
from storefront.demo.world import Step, World


def _missing(world: World) -> list[Producer]:
    known = set(Partner.objects.values_list("code", flat=True))
    return [row for row in world.data.producers if row.code not in known]


def _write(world: World, rows: Sequence[Producer]) -> None:
    made = Partner.objects.bulk_create(_partner(world, row) for row in rows)
    Location.objects.bulk_create(
        Location(
            code=f"kho-{partner.code}",
            name=f"Kho của {partner.name}",
            kind=Location.Kind.STORE,
            partner=partner,
        )
        for partner in made
    )


def _partner(world: World, row: Producer) -> Partner:
    return Partner(
        code=row.code,
        name=row.name,
        legal_form=row.legal_form,
        origin_commune=world.communes[row.origin_commune],
        commune=world.communes[row.commune],
        address_line=row.address,
        phone=row.phone,
        registration_number=row.registration_number,
        lines_of_business=row.lines_of_business,
        story=row.story,
        picture=world.images.get(row.picture),
        is_public=True,
        is_demo=True,
        real_name=row.real_name,
    )


PRODUCERS = Step("Cơ sở", _missing, _write)
