"""What the steps of one loading share: the data, the moment, rows looked up once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from catalog.models import Category, Product
from catalog.partner.models import Partner
from catalog.places.models import Commune, CraftVillage
from cms.fairs.models import Fair
from media.models import StoreImage
from media.prebuild import read_master

from . import dataset
from .dataset import Dataset


@dataclass
class World:
    """Rows are read when first asked for: a step asks only for what earlier steps
    have written."""

    data: Dataset
    at: dt.datetime

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)

    def moment(self, days_ago: int, hour: str = "09:00") -> dt.datetime:
        """That hour of that day, or a little before now if it is still to come."""
        day = self.day - dt.timedelta(days=days_ago)
        then = timezone.make_aware(
            dt.datetime.combine(day, dt.time.fromisoformat(hour))
        )
        return min(then, self.at - dt.timedelta(minutes=3))

    @cached_property
    def communes(self) -> dict[str, Commune]:
        """The area's communes, old and new, by slug."""
        return {c.slug: c for c in Commune.objects.in_area().select_related("province")}

    @cached_property
    def groups(self) -> dict[str, Category]:
        return {group.code: group for group in Category.objects.all() if group.code}

    @cached_property
    def villages(self) -> dict[str, CraftVillage]:
        return {village.slug: village for village in CraftVillage.objects.all()}

    @cached_property
    def producers(self) -> dict[str, Partner]:
        return {producer.code: producer for producer in Partner.objects.all()}

    @cached_property
    def fairs(self) -> dict[str, Fair]:
        """The demo's fairs by the slug of its data."""
        by_name = {fair.name: fair for fair in Fair.objects.filter(is_demo=True)}
        return {
            row.slug: by_name[row.name]
            for row in self.data.fairs
            if row.name in by_name
        }

    @cached_property
    def products(self) -> dict[str, Product]:
        """Demo listings and variants by the code that tells them from real ones."""
        rows = Product.objects.filter(upc__startswith="demo-").select_related("parent")
        return {row.upc: row for row in rows}

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each picture's content, by its path below ``pictures``."""
        return {
            path: read_master(dataset.PICTURES / path).digest
            for path in self.data.alt_texts
        }

    @cached_property
    def images(self) -> dict[str, StoreImage]:
        """The library's row of each picture that is there, by path."""
        by_hash = {
            image.file_hash: image
            for image in StoreImage.objects.filter(
                file_hash__in=self.digests.values()
            ).order_by("-pk")
        }
        return {
            path: by_hash[digest]
            for path, digest in self.digests.items()
            if digest in by_hash
        }

    def listing(self, slug: str) -> Product:
        return self.products[f"demo-{slug}"]


@dataclass(frozen=True)
class Step:
    """One kind of thing to load. ``missing`` names what is not there yet, so a step
    that was interrupted goes on where it stopped; ``write`` gets a few of them and
    runs in a transaction of its own, short enough to hold nobody up."""

    label: str
    missing: Callable[[World], Sequence[Any]]
    write: Callable[[World, Sequence[Any]], None]
    batch: int = 20
