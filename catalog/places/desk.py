"""The desk of provinces, communes, their changes and craft villages."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalog.office import OfficeIndexView
from catalog.places.models import Commune, CommuneChange, CraftVillage, Province
from catalog.vietnamese import clean_line, clean_text, fold_name, slugify


def find_communes(found: QuerySet[Commune], text: str) -> QuerySet[Commune]:
    """Communes whose name, code or old district has every word of ``text``."""
    for word in fold_name(clean_line(text)).split():
        found = found.filter(
            Q(folded__contains=word) | Q(code=word) | Q(slug__contains=word)
        )
    return found


def find_changes(found: QuerySet[CommuneChange], text: str) -> QuerySet[CommuneChange]:
    folded = fold_name(clean_line(text))
    return found.filter(
        Q(old__folded__contains=folded) | Q(new__folded__contains=folded)
    )


def find_villages(found: QuerySet[CraftVillage], text: str) -> QuerySet[CraftVillage]:
    for word in slugify(text).split("-"):
        found = found.filter(
            Q(slug__contains=word) | Q(origin_commune__folded__contains=word)
        )
    return found


class CommuneFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[("now", _("Đang có")), ("former", _("Đã thôi"))],
        method="filter_state",
    )
    is_area = django_filters.BooleanFilter(label=_("Thuộc vùng của cửa hàng"))
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=Commune.Kind.choices)
    province = django_filters.ModelChoiceFilter(
        label=_("Tỉnh, thành phố"), queryset=Province.objects.current().in_order()
    )

    class Meta:
        model = Commune
        fields: list[str] = []

    def filter_state(
        self, found: QuerySet[Commune], name: str, value: str
    ) -> QuerySet[Commune]:
        return found.filter(valid_to__isnull=value == "now")


class ProvinceIndexView(OfficeIndexView):
    default_ordering = "sort_key"
    export_filename = "tinh-thanh-pho"
    exported = {
        "code": (_("Mã"), lambda province: province.code),
        "name": (_("Tên"), lambda province: province.full_name),
        "valid_from": (_("Có từ ngày"), lambda province: province.valid_from),
        "valid_to": (_("Đến hết ngày"), lambda province: province.valid_to),
    }


class CommuneIndexView(OfficeIndexView):
    base_queryset = staticmethod(lambda: Commune.objects.select_related("province"))
    find = staticmethod(find_communes)
    default_ordering = ("sort_key", "kind", "code", "valid_from")
    export_filename = "xa-phuong"
    exported = {
        "code": (_("Mã"), lambda commune: commune.code),
        "name": (_("Tên"), lambda commune: commune.full_name),
        "province": (_("Tỉnh"), lambda commune: commune.province.full_name),
        "former_district": (_("Huyện cũ"), lambda commune: commune.former_district),
        "is_area": (_("Thuộc vùng"), lambda commune: int(commune.is_area)),
        "valid_from": (_("Có từ ngày"), lambda commune: commune.valid_from),
        "valid_to": (_("Đến hết ngày"), lambda commune: commune.valid_to),
        "dataset_version": (_("Bản dữ liệu"), lambda commune: commune.dataset_version),
    }


class ChangeIndexView(OfficeIndexView):
    base_queryset = staticmethod(
        lambda: CommuneChange.objects.select_related("old", "new__province")
    )
    find = staticmethod(find_changes)
    default_ordering = ("-effective", "pk")
    export_filename = "thay-doi-dia-gioi"
    exported = {
        "old_code": (_("Mã cũ"), lambda change: change.old.code),
        "old": (_("Xã cũ"), lambda change: change.old.full_name),
        "district": (_("Huyện cũ"), lambda change: change.old.former_district),
        "new_code": (_("Mã mới"), lambda change: change.new.code),
        "new": (_("Xã mới"), lambda change: change.new.full_name),
        "share": (_("Phần"), lambda change: change.get_share_display()),
        "is_default": (_("Nơi nhận chính"), lambda change: int(change.is_default)),
        "effective": (_("Từ ngày"), lambda change: change.effective),
        "resolution": (_("Nghị quyết"), lambda change: change.resolution),
    }


class VillageIndexView(OfficeIndexView):
    base_queryset = staticmethod(
        lambda: CraftVillage.objects.select_related("origin_commune", "commune")
    )
    find = staticmethod(find_villages)
    default_ordering = ("position", "pk")
    export_filename = "lang-nghe"
    exported = {
        "name": (_("Tên"), lambda village: village.name),
        "craft": (_("Nghề"), lambda village: village.craft),
        "origin": (
            _("Xã gốc (2019)"),
            lambda village: village.origin_commune.full_name,
        ),
        "commune": (_("Xã hiện nay"), lambda village: village.commune.full_name),
        "mark": (_("Nhãn hiệu tập thể"), lambda village: village.collective_mark),
    }


class VillageForm(WagtailAdminModelForm):
    """Origin among the 28 communes of 2019, commune among those of today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = Commune.objects.in_area().in_order()
        fields: dict[str, Any] = self.fields
        fields["origin_commune"].queryset = communes.of_2019()
        fields["commune"].queryset = communes.current()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                clean = clean_text if name == "facts" else clean_line
                cleaned[name] = clean(value)
        return cleaned
