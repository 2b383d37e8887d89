"""Rewrite our place files from the data of ``vietnamadminunits``; a developer's tool.

See ``catalog/places/data/README.md``."""

import csv
import json
import sqlite3
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from catalog.places.dataset import FOLDER

KINDS = {
    "Thành phố": "thanh_pho",
    "Tỉnh": "tinh",
    "Xã": "xa",
    "Phường": "phuong",
    "Thị trấn": "thi_tran",
    "Đặc khu": "dac_khu",
    "Huyện": "huyen",
}
Row = sqlite3.Row


class Command(BaseCommand):
    help = "Viết lại các tệp địa bàn từ dữ liệu của gói vietnamadminunits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dataset", required=True, help="…/data/dataset.db")
        parser.add_argument("--converter", required=True, help="…/converter_2025.json")

    def handle(self, *args: Any, **options: Any) -> None:
        database = sqlite3.connect(options["dataset"])
        database.row_factory = sqlite3.Row
        now = list(database.execute("SELECT * FROM admin_units"))
        old = list(database.execute("SELECT * FROM admin_units_legacy"))
        converter = json.loads(Path(options["converter"]).read_text("utf-8"))
        _write("provinces.csv", _provinces(now, converter))
        _write("communes.csv", map(_commune, now))
        _write("legacy_provinces.csv", _legacy_provinces(old, converter))
        _write("legacy_communes.csv", _legacy_communes(now, old, converter))
        self.stdout.write(f"{len(now)} + {len(old)}")


def _write(name: str, rows: Iterable[dict[str, str]]) -> None:
    ordered = sorted(rows, key=lambda row: row["code"])
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ordered[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)


def _split(full_name: str) -> dict[str, str]:
    """Kind and name of "Thị Trấn Ái Tử"; short names in the source are not clean."""
    full_name = full_name.replace("Thị Trấn ", "Thị trấn ")
    kind = next(kind for kind in KINDS if full_name.startswith(kind + " "))
    return {"kind": KINDS[kind], "name": full_name.removeprefix(kind).strip()}


def _unchanged(converter: dict[str, Any]) -> set[str]:
    """Keys of the provinces that the reform of July 2025 left alone."""
    return {new for new, olds in converter["DICT_PROVINCE"].items() if olds == [new]}


def _provinces(now: list[Row], converter: dict[str, Any]) -> Iterator[dict[str, str]]:
    kept = _unchanged(converter)
    for key in {row["provinceKey"]: row for row in now}.values():
        unchanged = "yes" if key["provinceKey"] in kept else ""
        yield {
            "code": key["provinceCode"],
            **_split(key["province"]),
            "unchanged": unchanged,
        }


def _legacy_provinces(
    old: list[Row], converter: dict[str, Any]
) -> Iterator[dict[str, str]]:
    kept = _unchanged(converter)
    for key, row in {row["provinceKey"]: row for row in old}.items():
        if key not in kept:
            yield {"code": row["provinceCode"], **_split(row["province"])}


def _commune(row: Row) -> dict[str, str]:
    return {
        "code": row["wardCode"],
        **_split(row["ward"]),
        "province": row["provinceCode"],
    }


def _legacy_communes(
    now: list[Row], old: list[Row], converter: dict[str, Any]
) -> Iterator[dict[str, str]]:
    heirs = _heirs(now, converter)
    for row in old:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        district = row["district"]
        yield {
            # five islands were districts without communes
            "code": row["wardCode"] or row["districtCode"],
            **_split(row["ward"] or district),
            "district": district[0].lower() + district[1:] if row["ward"] else "",
            "province": row["provinceCode"],
            "successors": " ".join(heirs[key]),
        }


def _heirs(now: list[Row], converter: dict[str, Any]) -> dict[str, list[str]]:
    """Codes of the successors by an old unit's key, the default one first."""
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in now}
    heirs: dict[str, list[str]] = {}
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            heirs |= {key: [codes[province, commune]] for key in olds}
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in olds.items():
            parts.sort(key=lambda part: not part["isDefaultNewWard"])
            heirs[key] = [codes[province, part["newWardKey"]] for part in parts]
    return heirs
