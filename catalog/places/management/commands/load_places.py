"""Loads provinces, communes and their changes from the files that ship with us."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog.places.dataset import read
from catalog.places.loading import load

FEW = 20  # so many rows are named one by one


class Command(BaseCommand):
    help = "Nạp tỉnh, xã và các thay đổi địa giới; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        dataset = read()
        loaded = load(dataset)
        self.stdout.write(f"Địa bàn theo {dataset.version}:")
        self._tell("tỉnh, thành phố mở", loaded.provinces_opened)
        self._tell("tỉnh, thành phố đóng", loaded.provinces_closed)
        self._tell("xã, phường mở", loaded.opened)
        self._tell("xã, phường đóng", loaded.closed)
        self._tell("xã, phường sửa tên", loaded.corrected)
        self._tell("thay đổi địa giới thêm", loaded.changes)

    def _tell(self, what: str, rows: list[Any]) -> None:
        names = ", ".join(map(str, rows)) if 0 < len(rows) <= FEW else ""
        self.stdout.write(f"  {what}: {len(rows)}{names and f' ({names})'}")
