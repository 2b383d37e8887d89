"""The desk of fairs: one form with booths, costs and papers, one page with all."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.documents.widgets import AdminDocumentChooser

from catalog.dong import DongField
from catalog.office import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    Rows,
    RowsMixin,
)
from catalog.vietnamese import clean_text, fold
from cms.models import FairPage

from . import register
from .models import Booth, Evidence, Fair, Funding
from .phases import Phase
from .showing import period_text, phase_label
from .states import State

PHASES = (
    (Phase.BEFORE.value, gettext_lazy("Sắp diễn ra")),
    (Phase.DURING.value, gettext_lazy("Đang diễn ra")),
    (Phase.AFTER.value, gettext_lazy("Đã kết thúc")),
)


class LargeDongField(DongField):
    """Money of a fair: orders of a craft village go beyond a billion."""

    default_error_messages = {"huge": gettext_lazy("Số tiền lớn quá 1.000 tỷ đồng.")}
    largest = DongField.largest * 1000


class ComposedTextMixin:
    """A form whose texts come out composed and clean."""

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return {
            name: clean_text(value).strip() if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class FairForm(ComposedTextMixin, WagtailAdminModelForm):
    class Meta:
        model = Fair
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("Ngày cuối phải sau ngày đầu."))
        until, as_of = cleaned.get("register_until"), cleaned.get("results_on")
        if until and last and until > last:
            self.add_error(
                "register_until", _("Hạn đăng ký phải trước ngày cuối của hội chợ.")
            )
        if as_of and first and as_of < first:
            self.add_error(
                "results_on", _("Số liệu tính đến ngày phải sau ngày khai mạc.")
            )
        return cleaned


class BoothForm(ComposedTextMixin, forms.ModelForm[Booth]):
    class Meta:
        model = Booth
        fields = ["number", "note"]


class BaseBoothFormSet(BaseInlineFormSet[Booth, Fair, BoothForm]):
    """A booth that somebody has stays."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            taken = form.instance.participations.select_related("producer").first()
            if taken is not None:
                raise forms.ValidationError(
                    _("Gian %(number)s đang giao cho %(producer)s, chưa bỏ được.")
                    % {"number": form.instance.number, "producer": taken.producer}
                )


class FundingForm(ComposedTextMixin, forms.ModelForm[Funding]):
    amount = LargeDongField(label=gettext_lazy("Số tiền"))

    class Meta:
        model = Funding
        fields = ["what", "funder", "amount"]


class EvidenceForm(forms.ModelForm[Evidence]):
    class Meta:
        model = Evidence
        fields = ["kind", "document"]
        widgets = {"document": AdminDocumentChooser}


BoothFormSet = forms.inlineformset_factory(
    Fair, Booth, form=BoothForm, formset=BaseBoothFormSet, extra=3, max_num=60
)
FundingFormSet = forms.inlineformset_factory(
    Fair, Funding, form=FundingForm, extra=2, max_num=30
)
EvidenceFormSet = forms.inlineformset_factory(
    Fair, Evidence, form=EvidenceForm, extra=2, max_num=30
)
STAFF_ONLY = gettext_lazy("Tệp gắn ở đây chỉ cán bộ mở được.")


class _FairRows(RowsMixin):
    rows = (
        Rows(
            "booths",
            gettext_lazy("Gian hàng"),
            BoothFormSet,
            gettext_lazy("Các gian được giao cho đoàn. Dòng trống được bỏ qua."),
        ),
        Rows("funding", gettext_lazy("Chi phí và nguồn chi"), FundingFormSet),
        Rows("evidence", gettext_lazy("Minh chứng chung"), EvidenceFormSet, STAFF_ONLY),
    )


class FairCreateView(_FairRows, OfficeCreateView):
    def get_success_url(self) -> str:
        return reverse("hoi-cho:inspect", args=[self.form.instance.pk])


class FairEditView(_FairRows, OfficeEditView):
    pass


def fairs() -> QuerySet[Fair]:
    return Fair.objects.annotate(
        confirmed_count=Count(
            "participations",
            filter=Q(participations__state=State.CONFIRMED),
            distinct=True,
        ),
        registered_count=Count("participations", distinct=True),
    )


def find_fairs(found: QuerySet[Fair], text: str) -> QuerySet[Fair]:
    """Fairs whose name, place or organiser has every word; there are few of them."""
    words = fold(clean_text(text)).split()
    rows = Fair.objects.values_list("pk", "name", "place", "organiser")
    matching = [
        pk
        for pk, *texts in rows
        if all(word in fold(" ".join(texts)) for word in words)
    ]
    return found.filter(pk__in=matching)


class FairFilterSet(WagtailFilterSet):
    phase = django_filters.ChoiceFilter(
        label=gettext_lazy("Thời điểm"), choices=PHASES, method="by_phase"
    )
    scope = django_filters.ChoiceFilter(
        label=gettext_lazy("Quy mô"), choices=Fair.Scope.choices
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=Fair.Status.choices
    )

    class Meta:
        model = Fair
        fields: list[str] = []

    def by_phase(self, found: QuerySet[Fair], _name: str, phase: str) -> QuerySet[Fair]:
        return found.in_phase(phase, timezone.localdate())  # type: ignore[attr-defined, no-any-return]


class FairIndexView(OfficeIndexView):
    find = staticmethod(find_fairs)
    base_queryset = staticmethod(fairs)
    filterset_class = FairFilterSet
    default_ordering = "-starts_on"
    export_filename = "hoi-cho"
    exported = {
        "name": (gettext_lazy("Hội chợ"), lambda fair: fair.name),
        "scope": (gettext_lazy("Quy mô"), lambda fair: fair.get_scope_display()),
        "place": (gettext_lazy("Địa điểm"), lambda fair: fair.place),
        "starts_on": (gettext_lazy("Từ ngày"), lambda fair: fair.starts_on),
        "ends_on": (gettext_lazy("Đến hết ngày"), lambda fair: fair.ends_on),
        "organiser": (gettext_lazy("Đơn vị tổ chức"), lambda fair: fair.organiser),
        "host": (gettext_lazy("Đơn vị đưa cơ sở đi"), lambda fair: fair.host),
        "invitation": (gettext_lazy("Số giấy mời"), lambda f: f.invitation_number),
        "status": (gettext_lazy("Tình trạng"), lambda fair: fair.get_status_display()),
        "registered": (gettext_lazy("Số đăng ký"), lambda f: f.registered_count),
        "confirmed": (gettext_lazy("Số được nhận"), lambda f: f.confirmed_count),
        "demo": (gettext_lazy("Minh họa"), lambda fair: int(fair.is_demo)),
    }

    @cached_property
    def columns(self) -> list[Column]:
        today = timezone.localdate()
        return [
            TitleColumn(
                "name",
                label=_("Hội chợ"),
                sort_key="name",
                get_url=lambda fair: reverse("hoi-cho:inspect", args=[fair.pk]),
            ),
            Column(
                "period", label=_("Ngày"), accessor=period_text, sort_key="starts_on"
            ),
            Column("place", label=_("Địa điểm")),
            Column("scope", label=_("Quy mô"), accessor="get_scope_display"),
            Column(
                "phase",
                label=_("Thời điểm"),
                accessor=lambda fair: phase_label(fair, today),
            ),
            Column("status", label=_("Tình trạng"), accessor="get_status_display"),
            Column("confirmed", label=_("Được nhận"), accessor="confirmed_count"),
        ]


class FairView(generic.InspectView):
    """One fair: its facts, who takes part and what may be done."""

    template_name = "fairs/desk/fair.html"
    page_title = gettext_lazy("Hội chợ")

    def get_object(self, queryset: Any = None) -> Fair:
        return get_object_or_404(fairs(), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = register.rows_of(self.object)
        context |= {
            "fair": self.object,
            "phase": phase_label(self.object, timezone.localdate()),
            "period": period_text(self.object),
            "rows": [(row, register.acts_of(row)) for row in rows],
            "totals": register.totals(rows),
            "funding": list(self.object.funding.order_by("pk")),
            "evidence": _papers(self.object),
            "pages": list(FairPage.objects.filter(fair=self.object).order_by("pk")),
            "may_move": self.request.user.has_perm("fairs.change_participation"),
            "may_add": self.request.user.has_perm("fairs.add_participation"),
        }
        return context


class ListView(PermissionCheckedMixin, View):
    """The participation list on paper: the confirmed, with their proofs."""

    model = Fair
    any_permission_required = ["add", "change", "view"]

    def dispatch(self, request: HttpRequest, pk: int) -> Any:
        self.fair = get_object_or_404(Fair, pk=pk)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        confirmed = [
            row
            for row in register.rows_of(self.fair)
            if row.state == State.CONFIRMED.value
        ]
        context = {
            "fair": self.fair,
            "period": period_text(self.fair),
            "rows": confirmed,
            "totals": register.totals(confirmed),
            "evidence": _papers(self.fair),
            "today": timezone.localdate(),
        }
        return render(request, "fairs/desk/list.html", context)


def _papers(fair: Fair) -> list[Evidence]:
    """The proofs of the fair as a whole."""
    return list(fair.evidence.select_related("document").order_by("pk"))
