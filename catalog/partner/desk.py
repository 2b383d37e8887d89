"""The desk of producers, and the page where goods are booked in and counted."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from catalog.office import OfficeIndexView, choose_from, heading, officer, text_of
from catalog.people import PeopleField
from catalog.places.models import Commune
from catalog.vietnamese import fold, slugify

from . import stock
from .models import Location, Movement, Partner, StockRecord

MOVEMENTS_SHOWN = 20


def producers() -> QuerySet[Partner]:
    return Partner.objects.select_related("commune", "origin_commune").annotate(
        listing_count=Count(
            "products", filter=~Q(products__structure="child"), distinct=True
        )
    )


def find_producers(found: QuerySet[Partner], text: str) -> QuerySet[Partner]:
    """Producers whose code, name or phone has every word of ``text``."""
    for word in fold(text).split():
        found = found.filter(
            Q(code__contains=slugify(word) or word)
            | Q(name__icontains=word)
            | Q(lines_of_business__icontains=word)
            | Q(phone__contains=word.lstrip("0") or word)
        )
    return found


class ProducerFilterSet(WagtailFilterSet):
    is_public = django_filters.BooleanFilter(label=gettext_lazy("Đã duyệt"))
    legal_form = django_filters.ChoiceFilter(
        label=gettext_lazy("Loại hình"), choices=Partner.LegalForm.choices
    )
    commune = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Xã hiện nay"),
        queryset=Commune.objects.in_area().current().order_by("sort_key"),
    )

    class Meta:
        model = Partner
        fields: list[str] = []


class ProducerIndexView(OfficeIndexView):
    find = staticmethod(find_producers)
    base_queryset = staticmethod(producers)
    filterset_class = ProducerFilterSet
    default_ordering = "name"
    export_filename = "co-so"
    exported = {
        "code": (gettext_lazy("Mã"), lambda p: p.code),
        "name": (gettext_lazy("Tên"), lambda p: p.name),
        "legal_form": (gettext_lazy("Loại hình"), lambda p: p.get_legal_form_display()),
        "commune": (gettext_lazy("Xã hiện nay"), lambda p: text_of(p.commune)),
        "origin": (gettext_lazy("Xã gốc"), lambda p: text_of(p.origin_commune)),
        "phone": (
            gettext_lazy("Điện thoại"),
            lambda p: p.phone.as_national if p.phone else "",
        ),
        "tax_code": (gettext_lazy("Mã số thuế"), lambda p: p.tax_code),
        "listings": (gettext_lazy("Số sản phẩm"), lambda p: p.listing_count),
        "is_public": (gettext_lazy("Đã duyệt"), lambda p: int(p.is_public)),
    }


class ProducerForm(WagtailAdminModelForm):
    people = PeopleField(label=gettext_lazy("Người được đăng nhập"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = Commune.objects.in_area().order_by("sort_key", "pk")
        choose_from(self.fields["origin_commune"], communes)
        choose_from(self.fields["commune"], communes.current())
        self.fields["name"].required = True
        if self.instance.pk:
            self.initial["people"] = list(self.instance.users.order_by("pk"))

    def save(self, commit: bool = True) -> Partner:
        partner: Partner = super().save(commit)
        if commit:
            partner.users.set(self.cleaned_data["people"])
            stock.store_of(partner)
        return partner


class MovementForm(forms.Form):
    """One booking: goods that came, or a count that differs."""

    location = forms.ModelChoiceField(
        label=gettext_lazy("Nơi để hàng"), queryset=Location.objects.none()
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do"),
        choices=[
            (reason, Movement.Reason(reason).label)
            for reason in (
                Movement.Reason.RECEIVED,
                Movement.Reason.OPENING,
                Movement.Reason.CORRECTION,
                Movement.Reason.LOST,
                Movement.Reason.RETURNED,
            )
        ],
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Số lượng"),
        min_value=-100_000,
        max_value=100_000,
        help_text=gettext_lazy("Số dương là thêm vào, số âm là bớt đi."),
    )
    document = forms.CharField(
        label=gettext_lazy("Chứng từ"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Số phiếu nhập, biên bản kiểm kê."),
    )

    def __init__(self, *args: Any, record: StockRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        store = stock.store_of(record.partner)
        places = Location.objects.filter(
            Q(pk=store.pk) | Q(kind=Location.Kind.SHOWROOM)
        )
        self.fields["location"].queryset = places.order_by("kind", "name")  # type: ignore[attr-defined]
        self.fields["location"].initial = store

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        quantity, reason = cleaned.get("quantity"), cleaned.get("reason")
        incoming = (Movement.Reason.RECEIVED, Movement.Reason.OPENING)
        if quantity == 0:
            self.add_error("quantity", _("Số lượng phải khác 0."))
        elif quantity and quantity < 0 and reason in incoming:
            self.add_error("quantity", _("Nhập hàng thì số lượng phải dương."))
        elif quantity and quantity > 0 and reason == Movement.Reason.LOST:
            self.add_error("quantity", _("Hao hụt thì số lượng phải âm."))
        return cleaned


class StockDeskView(View):
    """One stock record: what lies where, the last movements, a new one."""

    def dispatch(self, request: HttpRequest, pk: int) -> Any:
        policy = policy_registry.get_by_type(StockRecord)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.record = get_object_or_404(
            StockRecord.objects.select_related("product__parent", "partner"), pk=pk
        )
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(MovementForm(record=self.record))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MovementForm(request.POST, record=self.record)
        if not form.is_valid() or not self._book(form):
            return self._page(form)
        messages.success(request, _("Đã ghi phiếu."))
        return redirect("stock_desk", self.record.pk)

    def _book(self, form: MovementForm) -> bool:
        try:
            stock.adjust(
                stockrecord=self.record,
                actor=officer(self.request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except stock.InsufficientStock as short:
            there = short.shortfalls[0].available
            words = _("Ở đây chỉ còn %(there)d chưa dành cho đơn nào.")
            form.add_error("quantity", words % {"there": there})
            return False
        return True

    def _page(self, form: MovementForm) -> HttpResponse:
        product = self.record.product
        listing = product.listing
        balances = self.record.balances.select_related("location", "lot")
        movements = self.record.movements.select_related("location", "actor")
        return render(
            self.request,
            "partner/desk/stock.html",
            {
                "record": self.record,
                "listing": listing,
                **heading(
                    _("Tồn kho"),
                    ("san-pham:index", _("Sản phẩm")),
                    (reverse("san-pham:edit", args=[listing.pk]), listing.title),
                    icon="tag",
                ),
                "subheading": product.variant_label,
                "form": form,
                "balances": balances.order_by("location__kind", "location__name"),
                "movements": movements.order_by("-created_at", "-pk")[:MOVEMENTS_SHOWN],
            },
        )
