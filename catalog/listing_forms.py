"""Forms of the product desk: the listing, its variants, its photographs."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from catalog.dong import DongField
from catalog.listings import Offer, Variant
from catalog.models import Category, Product, ProductImage
from catalog.office import choose_from, take_comma
from catalog.partner.models import Partner, StockRecord
from catalog.places.models import Commune
from catalog.vietnamese import nfc

MORE_VARIANTS = 4
MORE_PHOTOS = 2


class ListingForm(WagtailAdminModelForm):
    """The listing's facts, its group, and its price while it has no variants."""

    group: forms.ModelChoiceField[Category] = forms.ModelChoiceField(
        label=_("Nhóm sản phẩm"),
        queryset=Category.objects.filter(depth=1).order_by("path"),
    )
    price = DongField(
        label=_("Giá"),
        required=False,
        help_text=_("Số đồng nguyên, ví dụ 125.000. Để trống: liên hệ báo giá."),
    )
    selling = forms.ChoiceField(
        label=_("Cách bán"), choices=StockRecord.Selling.choices
    )
    lead_days = forms.IntegerField(
        label=_("Số ngày làm"), required=False, min_value=1, max_value=365
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from catalog.listings import goods_class

        product: Product = self.instance
        if product.product_class_id is None:
            product.product_class = goods_class()
        self.fields["producer"].required = True
        choose_from(self.fields["producer"], Partner.objects.order_by("name"))
        self.fields["title"].required = True
        for name in ("description", "story", "ingredients", "storage", "usage"):
            self.fields[name].widget.attrs["rows"] = 4
        self.fields["warnings"].widget.attrs["rows"] = 2
        take_comma(self.fields["net_quantity"])
        communes = Commune.objects.in_area().order_by("sort_key", "pk")
        choose_from(self.fields["origin_commune"], communes)
        self._fill_from_rows(product)

    def _fill_from_rows(self, product: Product) -> None:
        if not product.pk:
            return
        self.initial["group"] = product.categories.first()
        record = product.stockrecords.first()
        if record:
            self.initial.update(
                price=record.price,
                selling=record.selling,
                lead_days=record.lead_days,
            )

    def clean_title(self) -> str:
        return nfc(self.cleaned_data["title"]).strip()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("season_from"), cleaned.get("season_to")
        if (first is None) != (last is None):
            self.add_error("season_to", _("Ghi cả tháng đầu và tháng cuối của vụ."))
        if bool(cleaned.get("net_quantity")) != bool(cleaned.get("net_unit")):
            self.add_error("net_unit", _("Lượng tịnh đi cùng đơn vị đo."))
        needs_days = cleaned.get("selling") == StockRecord.Selling.MADE_TO_ORDER
        if needs_days and not cleaned.get("lead_days"):
            self.add_error("lead_days", _("Hàng đặt làm phải ghi số ngày làm."))
        return cleaned

    @property
    def offer(self) -> Offer:
        """The price and way of selling that were typed."""
        cleaned = self.cleaned_data
        return Offer(cleaned["price"], cleaned["selling"], cleaned["lead_days"])


class VariantForm(forms.Form):
    product_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("Tên lựa chọn"), max_length=40, help_text=_("Ví dụ: Cỡ 41.")
    )
    price = DongField(label=_("Giá"))
    # The browser sends the first choice of an idle row too: it is no change.
    selling = forms.ChoiceField(
        label=_("Cách bán"),
        choices=StockRecord.Selling.choices,
        initial=StockRecord.Selling.COUNTED,
    )
    lead_days = forms.IntegerField(
        label=_("Số ngày làm"), required=False, min_value=1, max_value=365
    )
    weight_g = forms.IntegerField(
        label=_("Nặng cả gói (g)"), required=False, min_value=0, max_value=1_000_000
    )

    @property
    def variant(self) -> Variant:
        cleaned = self.cleaned_data
        return Variant(
            product_id=cleaned["product_id"],
            label=nfc(cleaned["label"]).strip(),
            offer=Offer(cleaned["price"], cleaned["selling"], cleaned["lead_days"]),
            weight_g=cleaned["weight_g"] or 0,
            is_removed=bool(cleaned.get("DELETE")),
        )


class BaseVariantFormSet(forms.BaseFormSet[VariantForm]):
    """All variants of one listing; an id that is not its own is refused."""

    def __init__(self, *args: Any, listing: Product, **kwargs: Any) -> None:
        self.listing = listing
        kwargs["initial"] = [_row(child) for child in _children(listing)]
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        own = {row["product_id"] for row in self.initial or []}
        labels: set[str] = set()
        for form in self.filled:
            given = form.cleaned_data.get("product_id")
            if given is not None and given not in own:
                form.add_error(None, _("Lựa chọn này thuộc sản phẩm khác."))
            label = form.cleaned_data.get("label", "").casefold()
            if label in labels:
                form.add_error("label", _("Hai lựa chọn trùng tên."))
            labels.add(label)

    @property
    def filled(self) -> list[VariantForm]:
        """The rows that hold something."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", {}).get("label")
        ]

    @property
    def variants(self) -> list[Variant]:
        return [form.variant for form in self.filled]


def _children(listing: Product) -> list[Product]:
    if not listing.pk:
        return []
    return list(listing.children.prefetch_related("stockrecords").order_by("pk"))


def _row(child: Product) -> dict[str, Any]:
    record = next(iter(child.stockrecords.all()), StockRecord())
    return {
        "product_id": child.pk,
        "label": child.variant_label or child.title,
        "price": record.price,
        "selling": record.selling,
        "lead_days": record.lead_days,
        "weight_g": child.weight_g,
    }


VariantFormSet = cast(
    type[BaseVariantFormSet],
    forms.formset_factory(
        VariantForm,
        formset=BaseVariantFormSet,
        extra=MORE_VARIANTS,
        can_delete=True,
        max_num=60,
    ),
)


class PhotoForm(forms.ModelForm[ProductImage]):
    class Meta:
        model = ProductImage
        fields = ["original", "caption", "display_order"]
        widgets = {"original": AdminImageChooser}
        labels = {
            "original": _("Hình"),
            "caption": _("Chú thích"),
            "display_order": _("Thứ tự"),
        }
        help_texts = {"display_order": _("Số nhỏ nhất là hình chính.")}


PhotoFormSet = forms.inlineformset_factory(
    Product,
    ProductImage,
    form=PhotoForm,
    formset=BaseInlineFormSet,
    extra=MORE_PHOTOS,
    can_delete=True,
    max_num=20,
)
