"""The desk of participations: who goes where, with what, and what came of it."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput

from catalog.models import Product
from catalog.office import (
    OfficeCreateView,
    OfficeEditView,
    OfficeIndexView,
    Rows,
    RowsMixin,
    choose_from,
    officer,
)
from catalog.partner.models import Partner
from catalog.vietnamese import clean_text, fold

from . import register, services
from .desk import STAFF_ONLY, ComposedTextMixin, EvidenceForm, LargeDongField
from .models import Contract, Evidence, Fair, Participation
from .register import ACTS
from .states import HOLD_A_BOOTH


class RegisterForm(ComposedTextMixin, WagtailAdminModelForm):
    """A producer asks to go; goods and booth follow on the next page."""

    class Meta:
        model = Participation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_fairs = Fair.objects.exclude(status=Fair.Status.CANCELLED)
        choose_from(self.fields["fair"], open_fairs.order_by("-starts_on", "pk"))
        choose_from(self.fields["producer"], Partner.objects.order_by("name", "pk"))


class ParticipationForm(ComposedTextMixin, WagtailAdminModelForm):
    """What a producer shows and where, and what it sold."""

    sales_amount = LargeDongField(
        label=gettext_lazy("Doanh số tại hội chợ"),
        required=False,
        help_text=gettext_lazy("Số đồng cơ sở báo, kể cả hàng bán lẻ."),
    )
    products: forms.ModelMultipleChoiceField[Product] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sản phẩm trưng bày"),
        queryset=Product.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Hàng của cơ sở này đã có trên trang."),
    )

    class Meta:
        model = Participation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listings = Product.objects.exclude(structure=Product.CHILD)
        choose_from(
            self.fields["products"],
            listings.filter(producer=self.instance.producer_id).order_by("title", "pk"),
        )
        booths = self.instance.fair.booths.order_by("number", "pk")
        choose_from(self.fields["booth"], booths)

    def clean_booth(self) -> Any:
        booth = self.cleaned_data["booth"]
        if booth is not None and self.instance.state not in HOLD_A_BOOTH:
            raise forms.ValidationError(_("Chỉ cơ sở tham gia mới giữ gian."))
        return booth


class ContractForm(ComposedTextMixin, forms.ModelForm[Contract]):
    value = LargeDongField(label=gettext_lazy("Giá trị"))

    class Meta:
        model = Contract
        fields = ["partner_name", "value", "signed_on", "note"]
        widgets = {"signed_on": AdminDateInput}


ContractFormSet = forms.inlineformset_factory(
    Participation, Contract, form=ContractForm, extra=2, max_num=30
)
EvidenceFormSet = forms.inlineformset_factory(
    Participation, Evidence, form=EvidenceForm, extra=2, max_num=30
)


class RegisterView(OfficeCreateView):
    page_title = gettext_lazy("Ghi cơ sở đăng ký")
    success_message = gettext_lazy("Đã ghi. Chọn tiếp gian và sản phẩm.")

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()
        fair = self.request.GET.get("fair", "")
        return initial | {"fair": fair} if re.fullmatch(r"\d{1,9}", fair) else initial

    def get_success_url(self) -> str:
        return reverse("tham-gia-hoi-cho:edit", args=[self.form.instance.pk])


class ParticipationEditView(RowsMixin, OfficeEditView):
    rows = (
        Rows("contracts", gettext_lazy("Hợp đồng ký tại hội chợ"), ContractFormSet),
        Rows("evidence", gettext_lazy("Minh chứng"), EvidenceFormSet, STAFF_ONLY),
    )

    def get_success_url(self) -> str:
        return reverse("hoi-cho:inspect", args=[self.object.fair_id])


def find_participations(
    found: QuerySet[Participation], text: str
) -> QuerySet[Participation]:
    """Participations whose producer or fair has every word."""
    producers = [
        (pk, fold(name)) for pk, name in Partner.objects.values_list("pk", "name")
    ]
    fairs = [(pk, fold(name)) for pk, name in Fair.objects.values_list("pk", "name")]
    for word in fold(clean_text(text)).split():
        found = found.filter(
            Q(producer__in=[pk for pk, name in producers if word in name])
            | Q(fair__in=[pk for pk, name in fairs if word in name])
        )
    return found


class ParticipationFilterSet(WagtailFilterSet):
    fair = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Hội chợ"), queryset=Fair.objects.order_by("-starts_on")
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=Participation.STATES
    )
    scope = django_filters.ChoiceFilter(
        label=gettext_lazy("Quy mô"),
        field_name="fair__scope",
        choices=Fair.Scope.choices,
    )
    producer = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ sở"), queryset=Partner.objects.order_by("name")
    )
    year = django_filters.NumberFilter(
        label=gettext_lazy("Năm"),
        field_name="fair__starts_on__year",
        min_value=2000,
        max_value=2100,
    )

    class Meta:
        model = Participation
        fields: list[str] = []


class ParticipationIndexView(OfficeIndexView):
    find = staticmethod(find_participations)
    base_queryset = staticmethod(register.participations)
    filterset_class = ParticipationFilterSet
    default_ordering = "-fair__starts_on"
    export_filename = "tham-gia-hoi-cho"
    exported = register.EVIDENCE_COLUMNS

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "producer",
                label=_("Cơ sở"),
                accessor="producer",
                sort_key="producer__name",
                get_url=lambda row: reverse("tham-gia-hoi-cho:edit", args=[row.pk]),
            ),
            Column("fair", label=_("Hội chợ"), sort_key="fair__starts_on"),
            Column("booth", label=_("Gian"), accessor=lambda row: row.booth or ""),
            Column("state", label=_("Tình trạng"), accessor="get_state_display"),
            Column(
                "products",
                label=_("Sản phẩm"),
                accessor=lambda row: len(row.products.all()),
            ),
            Column(
                "sales",
                label=_("Doanh số"),
                accessor=register.sales_words,
                sort_key="sales_amount",
            ),
            Column(
                "contracts",
                label=_("Hợp đồng"),
                accessor=lambda row: len(row.contracts.all()),
            ),
        ]


class ActView(PermissionCheckedMixin, View):
    """One button of a fair's page."""

    model = Participation
    permission_required = "change"
    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, pk: int, act: str) -> Any:
        if act not in ACTS:
            raise PermissionDenied
        self.to, self.label = ACTS[act]
        self.row = get_object_or_404(
            Participation.objects.select_related("producer", "fair"), pk=pk
        )
        return super().dispatch(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        words = {"producer": self.row.producer, "act": self.label}
        try:
            services.move(
                participation=self.row, to=self.to, acting_user=officer(request)
            )
        except services.CannotMove:
            messages.error(
                request, _("%(producer)s: không còn làm được việc này.") % words
            )
        else:
            messages.success(request, _("%(producer)s: đã ghi “%(act)s”.") % words)
        return redirect("hoi-cho:inspect", self.row.fair_id)
