"""The product desk: the list of listings, and the page that edits one whole."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from catalog.finding import find_listings
from catalog.listing_forms import PhotoFormSet, VariantFormSet
from catalog.listings import VariantInUse, save_listing
from catalog.models import Category, Product
from catalog.office import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    text_of,
)
from catalog.partner.models import Partner, StockRecord


def listings() -> QuerySet[Product]:
    """Listings with everything a row of the desk shows: four queries in all."""
    records = StockRecord.objects.all()
    children = Product.objects.prefetch_related(Prefetch("stockrecords", records))
    return (
        Product.objects.exclude(structure=Product.CHILD)
        .select_related("producer")
        .prefetch_related(
            "categories",
            Prefetch("stockrecords", records),
            Prefetch("children", children),
        )
    )


class ListingFilterSet(WagtailFilterSet):
    group = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Nhóm"),
        field_name="categories",
        queryset=Category.objects.filter(depth=1).order_by("path"),
    )
    producer = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ sở"), queryset=Partner.objects.order_by("name")
    )
    is_public = django_filters.BooleanFilter(label=gettext_lazy("Hiện trên trang"))
    is_featured = django_filters.BooleanFilter(label=gettext_lazy("Nổi bật"))
    shipping_class = django_filters.ChoiceFilter(
        label=gettext_lazy("Cách gửi"), choices=Product.Shipping.choices
    )
    photos = django_filters.BooleanFilter(
        label=gettext_lazy("Chưa có hình"), method="without_photos"
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def without_photos(
        self, products: QuerySet[Product], _name: str, is_missing: bool
    ) -> QuerySet[Product]:
        counted = products.annotate(photo_count=Count("images", distinct=True))
        return (
            counted.filter(photo_count=0)
            if is_missing
            else counted.filter(photo_count__gt=0)
        )


def _records(product: Product) -> list[StockRecord]:
    own = list(product.stockrecords.all())
    return own + [
        r for child in product.children.all() for r in child.stockrecords.all()
    ]


def lowest_price(product: Product) -> int | None:
    """The lowest price of a listing and its variants, in đồng."""
    prices = [int(r.price) for r in _records(product) if r.price is not None]
    return min(prices, default=None)


def _price(product: Product) -> str:
    price = lowest_price(product)
    return "" if price is None else f"{price:,}\N{NO-BREAK SPACE}₫".replace(",", ".")


def _stock(product: Product) -> int:
    return sum(r.num_in_stock or 0 for r in _records(product))


def _group(product: Product) -> str:
    return ", ".join(group.name for group in product.categories.all())


class ListingIndexView(OfficeIndexView):
    find = staticmethod(find_listings)
    base_queryset = staticmethod(listings)
    filterset_class = ListingFilterSet
    default_ordering = "title"
    export_filename = "san-pham"
    exported = {
        "upc": (gettext_lazy("Mã"), lambda p: p.upc or ""),
        "title": (gettext_lazy("Tên"), lambda p: p.title),
        "producer": (gettext_lazy("Cơ sở"), lambda p: text_of(p.producer)),
        "group": (gettext_lazy("Nhóm"), _group),
        "unit": (gettext_lazy("Đơn vị bán"), lambda p: p.unit),
        "price": (gettext_lazy("Giá"), lowest_price),
        "variants": (gettext_lazy("Số lựa chọn"), lambda p: len(p.children.all())),
        "stock": (gettext_lazy("Đang có"), _stock),
        "is_public": (gettext_lazy("Hiện trên trang"), lambda p: int(p.is_public)),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "title",
                label=_("Tên"),
                sort_key="title",
                get_url=lambda p: self.get_edit_url(p),
            ),
            Column("producer", label=_("Cơ sở"), sort_key="producer__name"),
            Column("group", label=_("Nhóm"), accessor=_group),
            Column("price", label=_("Giá từ"), accessor=_price),
            Column("stock", label=_("Đang có"), accessor=_stock),
            BooleanColumn("is_public", label=_("Hiện"), sort_key="is_public"),
            UpdatedAtColumn(label=_("Sửa lúc")),
        ]


class _ListingFormView:
    """What adding and editing share: the form and its two sets of rows."""

    template_name = "catalog/desk/listing.html"
    form: Any
    object: Product
    request: HttpRequest

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        data = self.request.POST if self.request.method == "POST" else None
        self.variants = VariantFormSet(data, listing=form.instance, prefix="variants")
        self.photos = PhotoFormSet(data, instance=form.instance, prefix="photos")
        return form

    def is_valid(self, form: Any) -> bool:
        valid = super().is_valid(form)
        rows: list[BaseFormSet[Any]] = [self.variants, self.photos]
        answers = [formset.is_valid() for formset in rows]  # all, to show every error
        if valid and all(answers):
            return True
        self.produced_error_code = "validation_error"
        self.produced_error_message = str(self.error_message)  # type: ignore[attr-defined]
        return False

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except VariantInUse as refused:
            words = _("“%s” đã có nhập xuất hoặc đơn hàng: chọn Tạm ngưng bán.")
            form.add_error(None, words % refused.label)
            self.produced_error_message = str(self.error_message)  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]

    def save_instance(self) -> Product:
        product: Product = self.form.save(commit=False)
        with transaction.atomic():
            save_listing(
                product=product,
                group=self.form.cleaned_data["group"],
                offer=self.form.offer,
                variants=self.variants.variants,
            )
            self.photos.instance = product
            self.photos.save()
            log(product, self.log_action)  # type: ignore[attr-defined]
        return product

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {"variants": self.variants, "photos": self.photos}
        context["media"] += self.variants.media + self.photos.media
        return context


class ListingCreateView(_ListingFormView, OfficeCreateView):
    log_action = "wagtail.create"
    object: Any

    def get_success_url(self) -> str:
        return reverse("san-pham:edit", args=[self.object.pk])


class ListingEditView(_ListingFormView, OfficeEditView):
    log_action = "wagtail.edit"

    def get_object(self, queryset: Any = None) -> Product:
        found = Product.objects.exclude(structure=Product.CHILD)
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("san-pham:edit", args=[self.object.pk])

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if self.object.is_public:
            buttons.append(
                Button(
                    _("Xem trên trang"),
                    url=self.object.get_absolute_url(),
                    icon_name="view",
                    priority=5,
                )
            )
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["stock_rows"] = (
            StockRecord.objects.filter(
                Q(product=self.object) | Q(product__parent=self.object)
            )
            .select_related("product")
            .order_by("product_id")
        )
        return context


def by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from a product or variant to its listing; Oscar's dashboard links here."""
    product = get_object_or_404(Product, pk=pk)
    return redirect("san-pham:edit", product.parent_id or product.pk)
