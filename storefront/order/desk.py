"""The order desk: finding orders, seeing one whole, moving its consignments.

Views translate; ``storefront.order.services`` decides what may happen."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from catalog.office import officer
from catalog.partner.models import Partner
from catalog.vietnamese import fold
from showrooms.models import Showroom
from storefront.payment.gateway import gateways
from storefront.templatetags.money import dong

from . import services
from .models import Consignment, Line, Order, OrderNote
from .states import ConsignmentState, may_follow

S = ConsignmentState

# What a shopper types for a phone number: digits with spaces, dots, dashes.
_PHONE = re.compile(r"[\d\s.()+-]+")


def find_orders(orders: QuerySet[Order], text: str) -> QuerySet[Order]:
    """The orders whose number, phone or name has ``text``; accents and the way a
    number is written do not matter."""
    found = Q(number__istartswith=re.sub(r"[\s-]", "", text))
    digits = _phone_digits(text)
    if digits:
        found |= Q(contact_phone__contains=digits)
    words = fold(text).split()
    if words:
        named = Q()
        for word in words:
            named &= Q(folded_name__contains=word)
        found |= named
    return orders.filter(found)


def _phone_digits(text: str) -> str:
    """The digits that every stored spelling of this number has; "" if no number."""
    if not _PHONE.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(0084|84|0)", "", digits)
    return digits if len(digits) >= 3 else ""


class OrderFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Tình trạng"),
        choices=ConsignmentState.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    delivery = django_filters.ChoiceFilter(
        label=gettext_lazy("Cách nhận"), choices=Order.Delivery.choices
    )
    date_placed = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Ngày đặt"), widget=DateRangePickerWidget
    )
    showroom = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Điểm bán"), queryset=Showroom.objects.order_by("position")
    )
    producer = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ sở"),
        field_name="consignments__partner",
        queryset=Partner.objects.order_by("name"),
    )

    class Meta:
        model = Order
        fields: list[str] = []


def state_label(value: str) -> str:
    """The words of a consignment's or an order's state."""
    return str(S(value).label) if value in S.values else value


class OrderIndexView(generic.IndexView):
    """The list: newest first, one line an order, two queries whatever its length."""

    is_searchable = True
    default_ordering = "-date_placed"
    filterset_class = OrderFilterSet
    list_export = [
        "number",
        "date_placed",
        "contact_name",
        "phone",
        "delivery_label",
        "place",
        "producers",
        "total_incl_tax",
        "shipping_incl_tax",
        "payment_method",
        "state_label",
        "note",
    ]
    line_export = [
        "order.number",
        "order.date_placed",
        "consignment.position",
        "partner_name",
        "title",
        "variant_label",
        "unit",
        "quantity",
        "line_price_before_discounts_incl_tax",
        "line_price_incl_tax",
        "state_label",
    ]
    export_headings = {
        "number": gettext_lazy("Mã đơn"),
        "order.number": gettext_lazy("Mã đơn"),
        "date_placed": gettext_lazy("Đặt lúc"),
        "order.date_placed": gettext_lazy("Đặt lúc"),
        "contact_name": gettext_lazy("Người nhận"),
        "phone": gettext_lazy("Điện thoại"),
        "delivery_label": gettext_lazy("Cách nhận"),
        "place": gettext_lazy("Nơi nhận"),
        "producers": gettext_lazy("Các cơ sở"),
        "total_incl_tax": gettext_lazy("Tổng tiền"),
        "shipping_incl_tax": gettext_lazy("Phí giao"),
        "payment_method": gettext_lazy("Thanh toán"),
        "state_label": gettext_lazy("Tình trạng"),
        "note": gettext_lazy("Lời nhắn"),
        "consignment.position": gettext_lazy("Phần"),
        "partner_name": gettext_lazy("Cơ sở"),
        "title": gettext_lazy("Sản phẩm"),
        "variant_label": gettext_lazy("Lựa chọn"),
        "unit": gettext_lazy("Đơn vị"),
        "quantity": gettext_lazy("Số lượng"),
        "line_price_before_discounts_incl_tax": gettext_lazy("Tiền trước giảm giá"),
        "line_price_incl_tax": gettext_lazy("Tiền"),
    }
    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {"csv": lambda text: f"'{text}" if text[:1] in "=+-@\t" else text},
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number",
                label=_("Mã đơn"),
                sort_key="number",
                classname="desk-number",
                get_url=lambda order: reverse("don-hang:inspect", args=[order.pk]),
            ),
            Column(
                "date_placed",
                label=_("Đặt lúc"),
                accessor=lambda order: date_format(
                    timezone.localtime(order.date_placed), "H:i d/m/Y"
                ),
                sort_key="date_placed",
            ),
            Column("contact", label=_("Người nhận"), accessor=_contact),
            Column("producers", label=_("Các cơ sở"), accessor=_producers),
            Column("place", label=_("Cách nhận"), accessor=_place),
            Column(
                "total",
                label=_("Tổng tiền"),
                accessor=lambda order: dong(order.total_incl_tax),
                sort_key="total_incl_tax",
            ),
            Column(
                "state",
                label=_("Tình trạng"),
                accessor=lambda order: state_label(order.status),
                sort_key="status",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Order]:
        parts = Consignment.objects.order_by("position")
        return Order.objects.select_related(
            "showroom", "shipping_address"
        ).prefetch_related(Prefetch("consignments", parts))

    def filter_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        return super().filter_queryset(queryset).distinct()  # type: ignore[no-any-return]

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        return (
            find_orders(queryset, self.search_query) if self.is_searching else queryset
        )

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [
            *super().header_more_buttons,
            Button(
                _("Tải từng dòng hàng (XLSX)"),
                url=f"{self.xlsx_export_url}&rows=lines",
                icon_name="download",
                priority=110,
            ),
        ]

    def get_filename(self) -> str:
        return f"don-hang-{timezone.localdate():%Y-%m-%d}"

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> Any:
        if self.request.GET.get("rows") == "lines":
            self.list_export = self.line_export
            queryset = (
                Line.objects.filter(order__in=queryset.order_by().values("pk"))
                .select_related("order", "consignment")
                .order_by("-order__date_placed", "order_id", "consignment__position")
            )
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        row: OrderedDict[str, Any] = OrderedDict()
        for field in self.list_export:
            compute = _COMPUTED.get(field)
            row[field] = compute(item) if compute else _follow(item, field)
        return row


def _follow(item: Any, path: str) -> Any:
    for name in path.split("."):
        item = getattr(item, name)
    return item


def _contact(order: Order) -> str:
    return f"{order.contact_name}, {order.contact_phone.as_national}"


def _producers(order: Order) -> str:
    return ", ".join(part.partner_name for part in order.consignments.all())


def _place(order: Order) -> str:
    if order.showroom:
        return f"{order.get_delivery_display()}: {order.showroom.short_name}"
    return ", ".join(_address_lines(order)) or str(order.get_delivery_display())


def _address_lines(order: Order) -> list[str]:
    """Street, commune, province as copied on the order; the country goes without
    saying, and would cost a query a row."""
    address = order.shipping_address
    if address is None:
        return []
    return [line for line in (address.line1, address.line4, address.state) if line]


def payment_name(order: Order) -> str:
    """How the order is paid, in words; the code if its gateway is gone."""
    gateway = gateways().get(order.payment_method)
    return str(gateway.name if gateway else order.payment_method)


def _state_of(item: Any) -> str:
    return state_label(
        item.status if isinstance(item, Order) else item.consignment.state
    )


_COMPUTED: dict[str, Callable[[Any], Any]] = {
    "phone": lambda order: order.contact_phone.as_national,
    "delivery_label": lambda order: str(order.get_delivery_display()),
    "place": _place,
    "producers": _producers,
    "payment_method": payment_name,
    "state_label": _state_of,
}


@dataclass(frozen=True)
class Step:
    """A button of the desk: the state it leads to and the service behind it."""

    code: str
    label: Any
    leads_to: ConsignmentState
    question: Any
    delivery: str = ""  # only for orders received this way
    needs_reason: bool = False
    takes_tracking: bool = False

    @property
    def asks(self) -> bool:
        """Tell whether the step has a page of its own before it is done."""
        return self.needs_reason or self.takes_tracking

    def is_open(self, consignment: Consignment) -> bool:
        """Tell whether this consignment may take the step now."""
        return may_follow(consignment.state, self.leads_to) and self.delivery in (
            "",
            consignment.order.delivery,
        )


STEPS = {
    step.code: step
    for step in (
        Step(
            "confirm",
            gettext_lazy("Xác nhận"),
            S.CONFIRMED,
            gettext_lazy("Xác nhận phần đơn này?"),
        ),
        Step(
            "hand_over",
            gettext_lazy("Đã giao cho bên vận chuyển"),
            S.HANDED_OVER,
            gettext_lazy("Ghi mã vận đơn nếu có, rồi báo đã gửi."),
            delivery=Order.Delivery.SHIP,
            takes_tracking=True,
        ),
        Step(
            "mark_ready",
            gettext_lazy("Hàng đã ở điểm bán"),
            S.READY,
            gettext_lazy("Báo khách đến nhận?"),
            delivery=Order.Delivery.PICKUP,
        ),
        Step(
            "mark_delivered",
            gettext_lazy("Khách đã nhận"),
            S.DELIVERED,
            gettext_lazy("Khách đã nhận và trả tiền?"),
        ),
        Step(
            "cancel",
            gettext_lazy("Hủy phần đơn"),
            S.CANCELLED,
            gettext_lazy("Hủy phần đơn này? Hàng được trả lại kho, tiền được đảo lại."),
            needs_reason=True,
        ),
    )
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=255,
        help_text=gettext_lazy("Người mua đọc được lý do này."),
        widget=forms.TextInput,
    )


class TrackingForm(forms.Form):
    tracking_number = forms.CharField(
        label=gettext_lazy("Mã vận đơn"), max_length=60, required=False
    )


class NoteForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("Ghi chú nội bộ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OrderDeskMixin(PermissionCheckedMixin):
    model = Order
    permission_required = "change"


class OrderView(generic.InspectView):
    """One order whole: contact, consignments, money, history, notes."""

    template_name = "desk/order.html"
    page_title = gettext_lazy("Đơn hàng")

    def get_object(self, queryset: Any = None) -> Order:
        parts = Consignment.objects.order_by("position").prefetch_related(
            "lines", "money", "changes__actor"
        )
        orders = Order.objects.select_related(
            "showroom", "shipping_address", "user"
        ).prefetch_related(Prefetch("consignments", parts), "notes__user", "attempts")
        return get_object_or_404(orders, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return str(self.object.number)

    def get_fields_context(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        order = self.object
        may_act = self.user_has_permission("change")
        for part in order.consignments.all():
            part.order = order
        context |= {
            "order": order,
            "state": state_label(order.status),
            "phone": order.contact_phone.as_national,
            "address_lines": _address_lines(order),
            "payment": payment_name(order),
            "parts": [
                _part(part, may_act=may_act) for part in order.consignments.all()
            ],
            "note_form": NoteForm() if may_act else None,
            "may_cancel": may_act
            and any(STEPS["cancel"].is_open(p) for p in order.consignments.all()),
        }
        return context


def _part(consignment: Consignment, *, may_act: bool) -> dict[str, Any]:
    return {
        "consignment": consignment,
        "lines": consignment.lines.all(),
        "money": consignment.money.all(),
        "changes": [
            {
                "at": change.created_at,
                "old": state_label(change.old_state),
                "new": state_label(change.new_state),
                "reason": change.reason,
                "actor": change.actor,
            }
            for change in consignment.changes.all()
        ],
        "steps": [step for step in STEPS.values() if step.is_open(consignment)]
        if may_act
        else [],
    }


class StepView(OrderDeskMixin, View):
    """Asks before a step that needs words, then lets the service take it."""

    def dispatch(
        self, request: HttpRequest, pk: int, consignment: int, step: str
    ) -> Any:
        self.consignment = get_object_or_404(
            Consignment.objects.select_related("order"), pk=consignment, order=pk
        )
        if step not in STEPS:
            raise PermissionDenied
        self.step = STEPS[step]
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(_form_of(self.step, None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = _form_of(self.step, request.POST)
        if form and not form.is_valid():
            return self._ask(form)
        words = form.cleaned_data if form else {}
        act = getattr(services, self.step.code)
        order = self.consignment.order
        try:
            act(
                consignment=self.consignment,
                actor=officer(request),
                at=timezone.now(),
                **words,
            )
        except services.StepNotAllowed:
            messages.error(
                request,
                _("Phần đơn đã sang tình trạng khác, không làm bước này được nữa."),
            )
        else:
            _record(order, self.step.label, self.consignment.position, words)
            messages.success(request, _("Đã ghi: %s.") % self.step.label)
        return redirect("don-hang:inspect", order.pk)

    def _ask(self, form: forms.Form | None) -> HttpResponse:
        order = self.consignment.order
        return render(
            self.request,
            "desk/step.html",
            {
                "order": order,
                "heading": f"{self.step.label}: {order.number}-{self.consignment.position}",
                "subheading": self.consignment.partner_name,
                "question": self.step.question,
                "button": self.step.label,
                "is_serious": self.step.needs_reason,
                "form": form,
            },
        )


class CancelOrderView(OrderDeskMixin, View):
    """Cancels what is left of an order, with a reason."""

    def dispatch(self, request: HttpRequest, pk: int) -> Any:
        self.order = get_object_or_404(Order, pk=pk)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._ask(form)
        try:
            services.cancel_order(
                order=self.order,
                reason=form.cleaned_data["reason"],
                actor=officer(request),
                at=timezone.now(),
            )
        except services.StepNotAllowed:
            messages.error(
                request, _("Đơn có phần đã gửi đi hoặc đã xong, không hủy cả đơn được.")
            )
        else:
            _record(self.order, gettext_lazy("Hủy đơn"), None, form.cleaned_data)
            messages.success(request, _("Đã hủy đơn %s.") % self.order.number)
        return redirect("don-hang:inspect", self.order.pk)

    def _ask(self, form: forms.Form) -> HttpResponse:
        return render(
            self.request,
            "desk/step.html",
            {
                "order": self.order,
                "heading": _("Hủy đơn %s") % self.order.number,
                "subheading": self.order.contact_name,
                "question": _("Hủy cả đơn? Hàng được trả lại kho, tiền được đảo lại."),
                "button": _("Hủy đơn"),
                "is_serious": True,
                "form": form,
            },
        )


class AddNoteView(OrderDeskMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(Order, pk=pk)
        form = NoteForm(request.POST)
        if form.is_valid():
            OrderNote.objects.create(
                order=order,
                user=officer(request),
                note_type=OrderNote.INFO,
                message=form.cleaned_data["message"],
            )
            messages.success(request, _("Đã thêm ghi chú."))
        else:
            messages.error(request, _("Ghi chú trống hoặc dài quá 2.000 chữ."))
        return redirect("don-hang:inspect", order.pk)


def by_number(request: HttpRequest, number: str) -> HttpResponse:
    """Lead from an order's number to its page; Oscar's dashboard links here."""
    order = get_object_or_404(Order, number=number)
    return redirect("don-hang:inspect", order.pk)


def _form_of(step: Step, data: Any) -> forms.Form | None:
    if step.needs_reason:
        return ReasonForm(data)
    return TrackingForm(data) if step.takes_tracking else None


def _record(order: Order, label: Any, part: int | None, words: dict[str, Any]) -> None:
    """Leave a line in Wagtail's site history beside the consignment's own."""
    log(
        order,
        "order.step",
        data={"step": str(label), "part": part, **words},
    )
