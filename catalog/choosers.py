"""Choosers of shop things for editors: search works without accents."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalog.finding import find_listings
from catalog.models import Product
from catalog.partner.models import Partner
from catalog.vietnamese import fold


class ProductSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Tìm sản phẩm"),
        widget=forms.TextInput(attrs={"placeholder": _("Tên, cơ sở, xã")}),
        required=False,
    )

    def filter(self, objects: QuerySet[Product]) -> QuerySet[Product]:
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return find_listings(objects, self.search_query or "")


class _ProductChooseMixin:
    filter_form_class = ProductSearchForm
    ordering = ["title", "pk"]

    def get_object_list(self) -> QuerySet[Product]:
        listings = Product.objects.exclude(structure=Product.CHILD)
        return listings.select_related("producer")

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,
            Column("producer", label=_("Cơ sở"), accessor="producer"),
        ]


class ProductChooseView(_ProductChooseMixin, chooser.ChooseView):
    pass


class ProductChooseResultsView(_ProductChooseMixin, chooser.ChooseResultsView):
    pass


class ProductChooserViewSet(ChooserViewSet):
    """Chooses among listings; a page shows those that are public."""

    model = Product
    icon = "tag"
    choose_one_text = _("Chọn sản phẩm")
    choose_another_text = _("Chọn sản phẩm khác")
    edit_item_text = _("Sửa sản phẩm này")
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductChooseResultsView


product_chooser = ProductChooserViewSet("chon-san-pham")
ProductChooserBlock = product_chooser.get_block_class(
    name="ProductChooserBlock", module_path="catalog.choosers"
)


class ProducerSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Tìm cơ sở"),
        widget=forms.TextInput(attrs={"placeholder": _("Tên cơ sở")}),
        required=False,
    )

    def filter(self, objects: QuerySet[Partner]) -> QuerySet[Partner]:
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        words = fold(self.search_query or "").split()
        names = objects.order_by().values_list("pk", "name")
        found = [pk for pk, name in names if all(w in fold(name) for w in words)]
        return objects.filter(pk__in=found)


class _ProducerChooseMixin:
    filter_form_class = ProducerSearchForm
    ordering = ["name", "pk"]

    def get_object_list(self) -> QuerySet[Partner]:
        return Partner.objects.select_related("commune")

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,
            Column("commune", label=_("Xã"), accessor="commune"),
        ]


class ProducerChooseView(_ProducerChooseMixin, chooser.ChooseView):
    pass


class ProducerChooseResultsView(_ProducerChooseMixin, chooser.ChooseResultsView):
    pass


class ProducerChooserViewSet(ChooserViewSet):
    """Chooses among producers; a page shows those that are public."""

    model = Partner
    icon = "group"
    register_widget = False  # the desk's own forms keep their lists
    choose_one_text = _("Chọn cơ sở")
    choose_another_text = _("Chọn cơ sở khác")
    edit_item_text = _("Sửa cơ sở này")
    choose_view_class = ProducerChooseView
    choose_results_view_class = ProducerChooseResultsView


producer_chooser = ProducerChooserViewSet("chon-co-so")
