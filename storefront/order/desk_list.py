"""The order desk's list: filters, search, export; and how it words an order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from catalog.partner.models import Partner
from showrooms.models import Showroom
from storefront.payment.gateway import gateways
from storefront.templatetags.money import dong

from .finding import find_orders
from .models import Consignment, Line, Order
from .states import ConsignmentState


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
    return (
        str(ConsignmentState(value).label)
        if value in ConsignmentState.values
        else value
    )


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
    return ", ".join(address_lines(order)) or str(order.get_delivery_display())


def address_lines(order: Order) -> list[str]:
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
