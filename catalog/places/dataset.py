"""Reads the place files that ship with the code; see ``data/README.md``."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"

Key = tuple[str, dt.date | None]  # code and first day: a code alone is reused


@dataclass(frozen=True)
class Unit:
    """A commune as a file tells it."""

    code: str
    name: str
    kind: str
    province: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    version: str
    district: str = ""
    slug: str = ""
    is_area: bool = False
    note: str = ""

    @property
    def key(self) -> Key:
        return self.code, self.valid_from


@dataclass(frozen=True)
class Change:
    """One old unit went into a new one."""

    old: Key
    new: Key
    effective: dt.date
    is_whole: bool
    is_default: bool
    resolution: str


@dataclass(frozen=True)
class Dataset:
    """Everything the files say, ready to be compared with the database.

    ``reform`` is the day the old units ended, ``effective`` the day from which the
    current ones hold; the two differ once a later dataset has come."""

    version: str
    reform: dt.date
    effective: dt.date
    provinces: list[dict[str, str]]
    legacy_provinces: list[dict[str, str]]
    current: list[Unit]
    former: list[Unit]
    changes: list[Change]


def read(folder: Path = FOLDER) -> Dataset:
    """Read the national files and lay the area's own history over them."""
    about = json.loads((folder / "dataset.json").read_text("utf-8"))
    version: str = about["version"]
    reform, effective = _day(about["reform"]), _day(about["effective"])
    area = json.loads((folder / "phu_xuyen.json").read_text("utf-8"))
    legacy = list(_rows(folder / "legacy_communes.csv"))
    area_units = [_area_unit(item, area) for item in area["former"]]
    told = {unit.code: unit for unit in area_units if unit.valid_to == _eve(reform)}
    return Dataset(
        version,
        reform,
        effective,
        list(_rows(folder / "provinces.csv")),
        list(_rows(folder / "legacy_provinces.csv")),
        list(_current_units(folder, area, effective, version)),
        area_units + list(_legacy_units(legacy, told, _eve(reform), version)),
        list(_area_changes(area)) + list(_reform_changes(legacy, told, reform, area)),
    )


def _current_units(
    folder: Path, area: dict[str, Any], effective: dt.date, version: str
) -> Iterator[Unit]:
    slugs = {item["code"]: item["slug"] for item in area["current"]}
    for row in _rows(folder / "communes.csv"):
        yield Unit(
            row["code"],
            row["name"],
            row["kind"],
            row["province"],
            effective,
            None,
            version,
            slug=slugs.get(row["code"], ""),
            is_area=row["code"] in slugs,
        )


def _legacy_units(
    legacy: list[dict[str, str]], told: dict[str, Unit], last: dt.date, version: str
) -> Iterator[Unit]:
    """The old units of the national file, but for those the area tells better."""
    for row in legacy:
        if row["code"] not in told:
            yield Unit(
                row["code"],
                row["name"],
                row["kind"],
                row["province"],
                None,
                last,
                version,
                district=row["district"],
            )


def _reform_changes(
    legacy: list[dict[str, str]],
    told: dict[str, Unit],
    reform: dt.date,
    area: dict[str, Any],
) -> Iterator[Change]:
    for row in legacy:
        unit = told.get(row["code"])
        for position, new in enumerate(row["successors"].split()):
            yield Change(
                unit.key if unit else (row["code"], None),
                (new, reform),
                reform,
                is_whole=" " not in row["successors"],
                is_default=position == 0,
                resolution=area["resolution"] if unit else "",
            )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def _area_unit(item: dict[str, Any], area: dict[str, Any]) -> Unit:
    return Unit(
        item["code"],
        item["name"],
        item["kind"],
        area["province"],
        _first(item),
        _day(item["to"]),
        area["version"],
        district=item.get("district", area["district"]),
        slug=item.get("slug", ""),
        is_area="slug" in item,
        note=item.get("note", ""),
    )


def _area_changes(area: dict[str, Any]) -> Iterator[Change]:
    """The changes inside the area before the reform; the reform itself is in the
    national file."""
    keys = {item["id"]: (item["code"], _first(item)) for item in area["former"]}
    for item in area["changes"]:
        yield Change(
            keys[item["old"]],
            keys[item["new"]],
            _day(item["effective"]),
            is_whole=True,
            is_default=True,
            resolution=item["resolution"],
        )


def _first(item: dict[str, Any]) -> dt.date | None:
    return _day(item["from"]) if "from" in item else None


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
