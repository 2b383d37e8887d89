"""Choosers whose value is a key: a page loads all that its blocks chose in one go.

Wagtail's own choosers hand each block its row, a query for every kind of block; here
rows are loaded by ``cms.gathering``, once for the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import escape
from wagtail.admin.compare import BlockComparison
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from catalog.choosers import ProducerChooserBlock, ProductChooserBlock
from showrooms.choosers import ShowroomChooserBlock


class KeyComparison(BlockComparison):
    def htmlvalue(self, val: Any) -> str:
        row = self.block.model_class.objects.filter(pk=val).first()
        return escape(str(row or ""))


class KeyMixin:
    model_class: Any

    def normalize(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> Any:
        return value

    def bulk_to_python(self, values: Any) -> list[Any]:
        return list(values)

    def get_prep_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def value_from_form(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        return self.value_from_form(super().clean(value))  # type: ignore[misc]

    def extract_references(self, value: Any) -> Iterator[tuple[Any, str, str, str]]:
        if value is not None:
            yield self.model_class, str(value), "", ""

    def get_comparison_class(self) -> type[KeyComparison]:
        return KeyComparison


class ImageKeyBlock(KeyMixin, ImageChooserBlock):
    pass


class DocumentKeyBlock(KeyMixin, DocumentChooserBlock):
    pass


class ProductKeyBlock(KeyMixin, ProductChooserBlock):
    pass


class ProducerKeyBlock(KeyMixin, ProducerChooserBlock):
    pass


class ShowroomKeyBlock(KeyMixin, ShowroomChooserBlock):
    pass
