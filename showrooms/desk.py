"""The showrooms' desk: hours and closures are rows of the showroom's own form."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from catalog.models import Product
from catalog.office import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    Rows,
    RowsMixin,
    choose_from,
    take_comma,
)
from catalog.partner.models import Location
from catalog.people import PeopleField
from catalog.places.models import Commune
from catalog.vietnamese import fold

from .models import ClosedPeriod, OpeningHours, Showroom


class ShowroomForm(WagtailAdminModelForm):
    """A new showroom gets its own place for goods."""

    people = PeopleField(label=gettext_lazy("Người phụ trách"))
    products: forms.ModelMultipleChoiceField[Product] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hàng đang bày"),
        queryset=Product.objects.exclude(structure=Product.CHILD).order_by("title"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Giữ Ctrl để chọn nhiều."),
    )

    class Meta:
        model = Showroom
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = Commune.objects.in_area().current()
        choose_from(self.fields["commune"], communes.order_by("sort_key", "pk"))
        take_comma(self.fields["commission_pct"])
        if self.instance.pk:
            self.initial["people"] = list(self.instance.keepers.order_by("pk"))

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "location"}

    def save(self, commit: bool = True) -> Showroom:
        showroom: Showroom = self.instance
        if showroom.location_id is None:
            showroom.location = Location.objects.get_or_create(
                code=f"diem-{showroom.slug}",
                defaults={
                    "name": showroom.short_name,
                    "kind": Location.Kind.SHOWROOM,
                },
            )[0]
        showroom = super().save(commit)
        if commit:
            showroom.keepers.set(self.cleaned_data["people"])
        return showroom


class HoursForm(forms.ModelForm[OpeningHours]):
    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]
        widgets = {"opens": AdminTimeInput, "closes": AdminTimeInput}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _("Giờ đóng phải sau giờ mở."))
        return cleaned


class BaseHoursFormSet(BaseInlineFormSet[OpeningHours, Showroom, HoursForm]):
    """Openings of one weekday may touch, never overlap."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        rows = sorted(
            (
                (row["weekday"], row["opens"], row["closes"])
                for row in (form.cleaned_data for form in self.forms)
                if row.get("opens") and not row.get("DELETE")
            ),
        )
        for (day, _opens, closes), (next_day, opens, _closes) in pairwise(rows):
            if day == next_day and opens < closes:
                name = dict(OpeningHours._meta.get_field("weekday").flatchoices)[day]
                raise forms.ValidationError(_("%s có hai giờ mở chồng nhau.") % name)


class ClosureForm(forms.ModelForm[ClosedPeriod]):
    class Meta:
        model = ClosedPeriod
        fields = ["starts_on", "ends_on", "reason"]
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("Ngày cuối phải sau ngày đầu."))
        return cleaned


HoursFormSet = forms.inlineformset_factory(
    Showroom,
    OpeningHours,
    form=HoursForm,
    formset=BaseHoursFormSet,
    extra=3,
    max_num=28,
)
ClosureFormSet = forms.inlineformset_factory(
    Showroom, ClosedPeriod, form=ClosureForm, extra=1, max_num=30
)


class _ShowroomRows(RowsMixin):
    rows = (
        Rows("hours", gettext_lazy("Giờ mở cửa"), HoursFormSet),
        Rows("closures", gettext_lazy("Kỳ nghỉ"), ClosureFormSet),
    )


class ShowroomCreateView(_ShowroomRows, OfficeCreateView):
    pass


class ShowroomEditView(_ShowroomRows, OfficeEditView):
    pass


def showrooms() -> QuerySet[Showroom]:
    return Showroom.objects.select_related("commune").annotate(
        product_count=Count("products", distinct=True)
    )


def find_showrooms(found: QuerySet[Showroom], text: str) -> QuerySet[Showroom]:
    for word in fold(text).split():
        found = found.filter(slug__contains=word)
    return found


class ShowroomIndexView(OfficeIndexView):
    base_queryset = staticmethod(showrooms)
    find = staticmethod(find_showrooms)
    default_ordering = "position"
    export_filename = "diem-ban"
    exported = {
        "name": (gettext_lazy("Tên"), lambda room: room.name),
        "commune": (gettext_lazy("Xã"), lambda room: str(room.commune)),
        "place": (gettext_lazy("Địa chỉ"), lambda room: room.place),
        "phone": (
            gettext_lazy("Điện thoại"),
            lambda room: room.phone.as_national if room.phone else "",
        ),
        "products": (gettext_lazy("Số hàng bày"), lambda room: room.product_count),
        "is_active": (gettext_lazy("Đang hoạt động"), lambda room: int(room.is_active)),
    }
