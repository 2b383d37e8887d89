"""Loads the demo shop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from storefront.demo import dataset, logins, seeding


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa; dừng giữa chừng thì chạy lại là xong. Chỉ khi DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = ""  # a progress bar ends its own lines
        try:
            seeding.seed(data=dataset.read(), at=timezone.localtime(), out=self.stdout)
        except seeding.NotAtADesk as refusal:
            raise CommandError(
                "Dữ liệu minh họa có mật khẩu công khai nên chỉ nạp khi DEBUG bật."
            ) from refusal
        self.stdout.write(f"Đã nạp xong. Tài khoản minh họa:\n{logins.table()}\n")
