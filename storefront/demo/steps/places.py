"""Communes, product groups and craft villages."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.models import Category
from catalog.places.dataset import read
from catalog.places.loading import load
from catalog.places.models import Commune, CraftVillage
from storefront.demo.dataset import Group, Village
from storefront.demo.world import Step, World


def _unloaded(world: World) -> list[str]:
    return [] if Commune.objects.in_area().current().exists() else ["communes"]


def _load(world: World, what: Sequence[str]) -> None:
    load(read())


def _missing_groups(world: World) -> list[Group]:
    known = set(Category.objects.values_list("code", flat=True))
    return [group for group in world.data.groups if group.code not in known]


def _write_groups(world: World, rows: Sequence[Group]) -> None:
    for row in rows:
        Category.add_root(
            code=row.code,
            slug=row.slug,
            name=row.name,
            description=row.description,
            picture=world.images.get(row.picture),
        )


def _missing_villages(world: World) -> list[tuple[int, Village]]:
    known = set(CraftVillage.objects.values_list("slug", flat=True))
    numbered = enumerate(world.data.villages, 1)
    return [(place, row) for place, row in numbered if row.slug not in known]


def _write_villages(world: World, rows: Sequence[tuple[int, Village]]) -> None:
    for position, row in rows:
        CraftVillage.objects.create(
            name=row.name,
            slug=row.slug,
            hamlets=", ".join(row.hamlets),
            craft=row.craft,
            origin_commune=world.communes[row.origin_commune],
            commune=world.communes[row.commune],
            facts="\n".join(row.facts),
            typical_products=", ".join(row.typical_products),
            collective_mark=row.collective_mark,
            picture=world.images.get(row.picture),
            position=position,
            is_demo=True,
        )


COMMUNES = Step("Tỉnh và xã", _unloaded, _load)
GROUPS = Step("Nhóm hàng", _missing_groups, _write_groups)
VILLAGES = Step("Làng nghề", _missing_villages, _write_villages)
