"""The shipping table's desk: zones with their rates in one form, surcharges."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalog.dong import DongField
from catalog.office import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    Rows,
    RowsMixin,
)
from catalog.places.models import Province

from .models import ShippingRate, ShippingSurcharge, ShippingZone


class ZoneForm(WagtailAdminModelForm):
    """A zone is the shop's communes, the rest, or named provinces: one of three."""

    per_extra_kg = DongField(
        label=gettext_lazy("Mỗi kg thêm"),
        help_text=gettext_lazy("Tính cho mỗi kg vượt nấc cao nhất."),
    )
    free_from = DongField(
        label=gettext_lazy("Miễn phí từ"),
        required=False,
        help_text=gettext_lazy("Tiền hàng của một cơ sở; để trống nếu không miễn phí."),
    )
    provinces = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tỉnh, thành phố"),
        queryset=Province.objects.filter(valid_to=None).order_by("sort_key"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ShippingZone
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kinds = [cleaned.get("is_home"), cleaned.get("is_rest")]
        provinces = list(cleaned.get("provinces") or [])
        if sum(map(bool, [*kinds, provinces])) != 1:
            self.add_error(
                "provinces",
                _("Chọn một trong ba: các xã của cửa hàng, phần còn lại, hoặc tỉnh."),
            )
        self._refuse_second("is_home", cleaned)
        self._refuse_second("is_rest", cleaned)
        self._refuse_overlap(provinces)
        first, last = cleaned.get("days_min"), cleaned.get("days_max")
        if first is not None and last is not None and first > last:
            self.add_error("days_max", _("Ngày chậm nhất phải sau ngày sớm nhất."))
        return cleaned

    def _others(self) -> QuerySet[ShippingZone]:
        return ShippingZone.objects.exclude(pk=self.instance.pk)

    def _refuse_second(self, flag: str, cleaned: dict[str, Any]) -> None:
        other = self._others().filter(**{flag: True}).first()
        if cleaned.get(flag) and other:
            self.add_error(flag, _("Vùng “%s” đã là vùng này.") % other.name)

    def _refuse_overlap(self, provinces: list[Province]) -> None:
        taken = self._others().filter(provinces__in=provinces)
        for name, zone in taken.values_list("provinces__name", "name").distinct():
            if name in {province.name for province in provinces}:
                self.add_error(
                    "provinces",
                    _("%(province)s đã thuộc vùng “%(zone)s”.")
                    % {"province": name, "zone": zone},
                )


class RateForm(forms.ModelForm[ShippingRate]):
    charge = DongField(label=gettext_lazy("Phí"))

    class Meta:
        model = ShippingRate
        fields = ["up_to_g", "charge"]


class BaseRateFormSet(BaseInlineFormSet[ShippingRate, ShippingZone, RateForm]):
    """At least one rate; a heavier parcel never costs less than a lighter one."""

    def clean(self) -> None:
        super().clean()
        rows = (
            sorted(
                (form.cleaned_data["up_to_g"], form.cleaned_data["charge"], form)
                for form in self.forms
                if form.is_valid()
                and form.cleaned_data.get("up_to_g")
                and not form.cleaned_data.get("DELETE")
            )
            if not any(self.errors)
            else []
        )
        if not rows and not any(self.errors):
            raise forms.ValidationError(_("Vùng cần ít nhất một nấc phí."))
        for (_weight, charge, _form), (_heavier, more, form) in pairwise(rows):
            if more < charge:
                form.add_error("charge", _("Nấc nặng hơn không thể rẻ hơn."))


RateFormSet = forms.inlineformset_factory(
    ShippingZone,
    ShippingRate,
    form=RateForm,
    formset=BaseRateFormSet,
    extra=3,
    max_num=30,
    can_delete=True,
)


class _ZoneRows(RowsMixin):
    rows = (
        Rows(
            "rates",
            gettext_lazy("Nấc phí theo cân nặng"),
            RateFormSet,
            gettext_lazy("Tính cả gam cuối của nấc. Dòng trống được bỏ qua."),
        ),
    )


class ZoneCreateView(_ZoneRows, OfficeCreateView):
    pass


class ZoneEditView(_ZoneRows, OfficeEditView):
    pass


def zones() -> QuerySet[ShippingZone]:
    return ShippingZone.objects.prefetch_related("rates", "provinces")


def _rates(zone: ShippingZone) -> str:
    rates = sorted(zone.rates.all(), key=lambda rate: rate.up_to_g)
    return "; ".join(f"≤ {rate.up_to_g} g: {int(rate.charge)}" for rate in rates)


class ZoneIndexView(OfficeIndexView):
    base_queryset = staticmethod(zones)
    default_ordering = "position"
    export_filename = "bang-phi-giao-hang"
    exported = {
        "code": (gettext_lazy("Mã"), lambda zone: zone.code),
        "name": (gettext_lazy("Tên vùng"), lambda zone: zone.name),
        "provinces": (
            gettext_lazy("Tỉnh, thành phố"),
            lambda zone: ", ".join(p.name for p in zone.provinces.all()),
        ),
        "rates": (gettext_lazy("Nấc phí"), _rates),
        "per_extra_kg": (gettext_lazy("Mỗi kg thêm"), lambda zone: zone.per_extra_kg),
        "free_from": (gettext_lazy("Miễn phí từ"), lambda zone: zone.free_from),
    }


class SurchargeForm(WagtailAdminModelForm):
    amount = DongField(label=gettext_lazy("Phụ phí"))

    class Meta:
        model = ShippingSurcharge
        fields: list[str] = []
