"""Choosers whose value is a key: a page loads all that its blocks chose in one go.

Wagtail's own choosers hand each block its row, a query for every kind of block; here
rows are loaded by ``cms.gathering``, once for the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape
from wagtail import blocks
from wagtail.admin.compare import BlockComparison

from catalog.choosers import producer_chooser, product_chooser
from showrooms.choosers import showroom_chooser


class KeyComparison(BlockComparison):
    """Two versions of a page side by side show what was chosen by name."""

    def htmlvalue(self, val: Any) -> str:
        row = self.block.model_class.objects.filter(pk=val).first()
        return escape(str(row or ""))


class KeyBlock(blocks.ChooserBlock):
    """Takes a row or its key, keeps the key."""

    def normalize(self, value: Any) -> Any:
        return _key(value)

    def to_python(self, value: Any) -> Any:
        return value

    def bulk_to_python(self, values: Any) -> list[Any]:
        return list(values)

    def get_prep_value(self, value: Any) -> Any:
        return _key(value)

    def value_from_form(self, value: Any) -> Any:
        return _key(value)

    def clean(self, value: Any) -> Any:
        return _key(super().clean(value))

    def extract_references(self, value: Any) -> Iterator[tuple[Any, str, str, str]]:
        if value is not None:
            yield self.model_class, str(value), "", ""

    def get_comparison_class(self) -> type[KeyComparison]:
        return KeyComparison


class ImageKeyBlock(KeyBlock):
    target_model = "media.StoreImage"

    class Meta:
        icon = "image"

    @cached_property
    def widget(self) -> Any:
        from wagtail.images.widgets import AdminImageChooser

        return AdminImageChooser()


class DocumentKeyBlock(KeyBlock):
    target_model = "wagtaildocs.Document"

    class Meta:
        icon = "doc-empty"

    @cached_property
    def widget(self) -> Any:
        from wagtail.documents.widgets import AdminDocumentChooser

        return AdminDocumentChooser()


class ProductKeyBlock(KeyBlock):
    target_model = "catalogue.Product"

    class Meta:
        icon = "tag"

    @cached_property
    def widget(self) -> Any:
        return product_chooser.widget_class()


class ProducerKeyBlock(KeyBlock):
    target_model = "partner.Partner"

    class Meta:
        icon = "group"

    @cached_property
    def widget(self) -> Any:
        return producer_chooser.widget_class()


class ShowroomKeyBlock(KeyBlock):
    target_model = "showrooms.Showroom"

    class Meta:
        icon = "home"

    @cached_property
    def widget(self) -> Any:
        return showroom_chooser.widget_class()


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)
