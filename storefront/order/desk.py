"""The order desk's page of one order: seeing it whole, moving its consignments.

Views translate; ``storefront.order.moving`` decides what may happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from catalog.office import heading, officer

from . import moving
from .desk_list import address_lines, payment_name, state_label
from .models import Consignment, Order, OrderNote
from .states import ConsignmentState, may_follow

S = ConsignmentState


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
            "address_lines": address_lines(order),
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
        act = getattr(moving, self.step.code)
        order = self.consignment.order
        try:
            act(
                consignment=self.consignment,
                actor=officer(request),
                at=timezone.now(),
                **words,
            )
        except moving.StepNotAllowed:
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
                **_heading(order, self.step.label),
                "subheading": _("Phần %(part)s: %(producer)s")
                % {
                    "part": self.consignment.position,
                    "producer": self.consignment.partner_name,
                },
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
            moving.cancel_order(
                order=self.order,
                reason=form.cleaned_data["reason"],
                actor=officer(request),
                at=timezone.now(),
            )
        except moving.StepNotAllowed:
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
                **_heading(self.order, _("Hủy đơn")),
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


def _heading(order: Order, title: Any) -> dict[str, Any]:
    page = reverse("don-hang:inspect", args=[order.pk])
    trail = ("don-hang:index", _("Đơn hàng")), (page, order.number)
    return heading(title, *trail, icon="clipboard-list")


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
