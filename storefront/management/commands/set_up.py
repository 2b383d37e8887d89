"""Makes what a shop needs before its first visitor; see ``storefront.installing``."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Workflow

from catalog.models import Category
from catalog.places.models import Commune
from storefront import installing
from storefront.accounts.groups import RIGHTS


class Command(BaseCommand):
    help = "Lập những gì cửa hàng cần trước khi mở; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        before = [rows.count() for rows in _counted().values()]
        installing.set_up(day=timezone.localdate())
        self.stdout.write("Cửa hàng đã sẵn sàng:")
        for (label, rows), earlier in zip(_counted().items(), before, strict=True):
            count = rows.count()
            self.stdout.write(f"  {label}: {count} (thêm {count - earlier})")
        left = list(installing.still_to_do())
        if left:
            self.stdout.write("Còn lại, chỉ người làm được:")
            self.stdout.write("\n".join(f"  - {line}" for line in left))


def _counted() -> dict[str, QuerySet[Any]]:
    return {
        "xã, phường": Commune.objects.all(),
        "nhóm hàng": Category.objects.all(),
        "nhóm quyền": Group.objects.filter(name__in=RIGHTS),
        "quy trình duyệt": Workflow.objects.all(),
        "trang": Page.objects.filter(depth__gt=1),
    }
