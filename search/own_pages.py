"""Producers and showrooms as pages that are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from catalog.partner.models import Partner
from catalog.vietnamese import sort_key
from search.pages_found import PageDocument
from showrooms.models import Showroom


class Producers:
    kind = "producers"
    label = _("Cơ sở sản xuất")

    def documents(self, keys: Collection[str] | None) -> Iterator[PageDocument]:
        """Public producers; one with nothing on show has a page too."""
        found = Partner.objects.filter(is_public=True)
        if keys is not None:
            found = found.filter(code__in=keys)
        rows = found.select_related("commune", "origin_commune").order_by()
        for producer in sorted(rows, key=lambda row: sort_key(row.name)):
            places = [producer.commune, producer.origin_commune]
            yield PageDocument(
                key=producer.code,
                title=producer.name,
                url=producer.get_absolute_url(),
                note=producer.commune.full_name if producer.commune else "",
                names=" ".join(place.full_name for place in places if place),
                body=f"{producer.lines_of_business} {producer.story}",
            )


class Showrooms:
    kind = "showrooms"
    label = _("Điểm giới thiệu và bán")

    def documents(self, keys: Collection[str] | None) -> Iterator[PageDocument]:
        found = Showroom.objects.filter(is_active=True)
        if keys is not None:
            found = found.filter(slug__in=keys)
        for showroom in found.select_related("commune").order_by("position", "pk"):
            yield PageDocument(
                key=showroom.slug,
                title=showroom.name,
                url=showroom.get_absolute_url(),
                note=showroom.place,
                names=f"{showroom.short_name} {showroom.commune.full_name}",
                body=f"{showroom.place} {showroom.focus}",
            )
