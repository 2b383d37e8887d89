"""Brings the place tables in line with a dataset: opens and closes, never deletes."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection, transaction

from catalog.places.dataset import Dataset, Key, Unit
from catalog.places.models import Commune, CommuneChange, Province
from catalog.vietnamese import fold_name, sort_key

BATCH = 2000


@dataclass
class Loaded:
    """What a load did."""

    provinces_opened: list[Province] = field(default_factory=list)
    provinces_closed: list[Province] = field(default_factory=list)
    opened: list[Commune] = field(default_factory=list)
    closed: list[Commune] = field(default_factory=list)
    corrected: list[Commune] = field(default_factory=list)
    changes: list[CommuneChange] = field(default_factory=list)


@transaction.atomic
def load(dataset: Dataset) -> Loaded:
    """Write what the dataset knows and the tables do not; all of it or nothing."""
    loaded = Loaded()
    _load_provinces(dataset, loaded)
    _load_communes(dataset, loaded)
    _load_changes(dataset, loaded)
    if loaded.opened or loaded.changes:
        _tell_planner()
    return loaded


def _tell_planner() -> None:
    """Ten thousand new rows: while PostgreSQL still takes the tables for empty, its
    plans for the simplest join run for minutes."""
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in (Province, Commune, CommuneChange)]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(tables))


def _load_provinces(dataset: Dataset, loaded: Loaded) -> None:
    current = {row.code: row for row in Province.objects.current()}
    for item in dataset.provinces:
        row = current.pop(item["code"], None)
        if row and row.kind == item["kind"] and _is_same(row.name, item["name"]):
            continue
        if row:
            loaded.provinces_closed.append(row)
        first = None if item["unchanged"] and not row else dataset.effective
        loaded.provinces_opened.append(_province(item, dataset, first, None))
    loaded.provinces_closed += current.values()
    known = set(Province.objects.exclude(valid_to=None).values_list("code", "name"))
    last = _eve(dataset.reform)
    loaded.provinces_opened += [
        _province(item, dataset, None, last)
        for item in dataset.legacy_provinces
        if (item["code"], item["name"]) not in known
    ]
    for row in loaded.provinces_closed:
        row.valid_to = _eve(dataset.effective)
    Province.objects.bulk_update(loaded.provinces_closed, ["valid_to"])
    Province.objects.bulk_create(loaded.provinces_opened)


def _province(
    item: dict[str, str], dataset: Dataset, first: dt.date | None, last: dt.date | None
) -> Province:
    return Province(
        code=item["code"],
        name=item["name"],
        kind=item["kind"],
        sort_key=sort_key(item["name"]),
        valid_from=first,
        valid_to=last,
        dataset_version=dataset.version,
    )


def _load_communes(dataset: Dataset, loaded: Loaded) -> None:
    provinces = list(Province.objects.all())
    now = {row.code: row for row in provinces if row.valid_to is None}
    then = now | {row.code: row for row in provinces if row.valid_to is not None}
    rows = {(row.code, row.valid_from): row for row in Commune.objects.all()}
    current = {row.code: row for row in rows.values() if row.valid_to is None}
    for unit in dataset.current:
        _compare(unit, current.pop(unit.code, None), now[unit.province], loaded)
    loaded.closed += current.values()
    loaded.opened += [
        _commune(unit, then[unit.province])
        for unit in dataset.former
        if unit.key not in rows
    ]
    for row in loaded.closed:
        row.valid_to = _eve(dataset.effective)
    Commune.objects.bulk_update(loaded.closed, ["valid_to", "slug"], batch_size=BATCH)
    Commune.objects.bulk_update(
        loaded.corrected, ["name", "kind", "province", "folded", "sort_key"]
    )
    Commune.objects.bulk_create(loaded.opened, batch_size=BATCH)


def _compare(
    unit: Unit, row: Commune | None, province: Province, loaded: Loaded
) -> None:
    """Another spelling corrects the row; another kind, name or province is another
    unit, unless the row began on this very day: then the dataset was mistaken."""
    if row is None:
        loaded.opened.append(_commune(unit, province))
        return
    same = (row.kind, row.province_id) == (unit.kind, province.pk)
    same = same and _is_same(row.name, unit.name)
    if same and row.name == unit.name:
        return
    if same or row.valid_from == unit.valid_from:
        row.name, row.kind, row.province = unit.name, unit.kind, province
        row.derive()
        loaded.corrected.append(row)
        return
    successor = _commune(unit, province)
    # the shop's own facts about a place outlive a new name or kind
    successor.is_area, successor.slug, row.slug = row.is_area, row.slug, ""
    loaded.closed.append(row)
    loaded.opened.append(successor)


def _commune(unit: Unit, province: Province) -> Commune:
    row = Commune(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        province=province,
        former_district=unit.district,
        slug=unit.slug,
        is_area=unit.is_area,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        dataset_version=unit.version,
        note=unit.note,
    )
    row.derive()
    return row


def _load_changes(dataset: Dataset, loaded: Loaded) -> None:
    rows: dict[Key, int] = {
        (code, first): pk
        for code, first, pk in Commune.objects.values_list("code", "valid_from", "pk")
    }
    known = set(CommuneChange.objects.values_list("old_id", "new_id"))
    changes = [
        CommuneChange(
            old_id=rows[change.old],
            new_id=rows[change.new],
            share=CommuneChange.Share.ALL
            if change.is_whole
            else CommuneChange.Share.PART,
            is_default=change.is_default,
            effective=change.effective,
            resolution=change.resolution,
        )
        for change in dataset.changes
    ] + _renewals(dataset, loaded)
    loaded.changes = [
        change for change in changes if (change.old_id, change.new_id) not in known
    ]
    CommuneChange.objects.bulk_create(loaded.changes, batch_size=BATCH)


def _renewals(dataset: Dataset, loaded: Loaded) -> list[CommuneChange]:
    """A unit that got another kind, name or province under its old code."""
    opened = {row.code: row for row in loaded.opened if row.valid_to is None}
    return [
        CommuneChange(
            old=row,
            new=opened[row.code],
            share=CommuneChange.Share.ALL,
            effective=dataset.effective,
        )
        for row in loaded.closed
        if row.code in opened
    ]


def _is_same(name: str, other: str) -> bool:
    return fold_name(name) == fold_name(other)


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)
