"""The inbox in the back office: what waits, who has it, what is overdue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
import phonenumbers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from catalog.office import OfficeIndexView, officer
from catalog.vietnamese import fold

from . import services
from .forms import HandleForm, handlers
from .models import Enquiry, EnquiryEntry, Kind, State

VIETNAM = 84  # the country's dialling code
MINE, OVERDUE, WAITING_STILL = "mine", "overdue", "waiting"


def find_enquiries(found: QuerySet[Enquiry], text: str) -> QuerySet[Enquiry]:
    """The letters that have every word of ``text``, accents aside."""
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found


class EnquiryFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Loại thư"), choices=Kind.choices
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=State.choices
    )
    which = django_filters.ChoiceFilter(
        label=gettext_lazy("Chỉ xem"),
        choices=[
            (WAITING_STILL, gettext_lazy("Chưa trả lời")),
            (OVERDUE, gettext_lazy("Quá hạn trả lời")),
            (MINE, gettext_lazy("Giao cho tôi")),
        ],
        method="by_which",
    )
    assignee = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Người xử lý"),
        queryset=lambda request: handlers().order_by("first_name", "pk"),
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Gửi ngày"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def by_which(
        self, found: QuerySet[Enquiry], _name: str, which: str
    ) -> QuerySet[Enquiry]:
        if which == MINE:
            return found.filter(assignee=self.request.user)
        waiting = Enquiry.objects.waiting()
        if which == OVERDUE:
            waiting = Enquiry.objects.overdue(timezone.now())
        return found.filter(pk__in=waiting.values("pk"))


def moment(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "H:i d/m/Y") if at else ""


def spoken(phone: str) -> str:
    """The number as people here say it."""
    if not phone:
        return ""
    number = phonenumbers.parse(phone)
    form = phonenumbers.PhoneNumberFormat.NATIONAL
    if number.country_code != VIETNAM:
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def deadline_of(enquiry: Enquiry) -> str:
    """The deadline; in red with the word "quá hạn" when it has passed."""
    shown = moment(enquiry.reply_by)
    if enquiry.is_overdue(timezone.now()):
        return format_html(
            '<span class="is-late">{}, {}</span>', shown, _("quá hạn trả lời")
        )
    return shown if enquiry.is_waiting else ""


def _naive(at: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(at).replace(tzinfo=None) if at else None


class EnquiryIndexView(OfficeIndexView):
    """The latest on top; what is overdue in red."""

    page_title = gettext_lazy("Hộp thư")
    find = staticmethod(find_enquiries)
    filterset_class = EnquiryFilterSet
    default_ordering = "-created_at"
    export_filename = "hop-thu"
    exported = {
        "number": (gettext_lazy("Số thư"), lambda row: row.number),
        "created_at": (gettext_lazy("Gửi lúc"), lambda row: _naive(row.created_at)),
        "kind": (gettext_lazy("Loại thư"), lambda row: str(row.get_kind_display())),
        "topic": (gettext_lazy("Về việc"), lambda row: str(row.get_topic_display())),
        "name": (gettext_lazy("Họ và tên"), lambda row: row.name),
        "phone": (gettext_lazy("Điện thoại"), lambda row: spoken(row.phone)),
        "email": (gettext_lazy("Thư điện tử"), lambda row: row.email),
        "organisation": (gettext_lazy("Đơn vị"), lambda row: row.organisation),
        "order_number": (gettext_lazy("Mã đơn"), lambda row: row.order_number),
        "product": (gettext_lazy("Sản phẩm"), lambda row: row.product),
        "quantity": (gettext_lazy("Số lượng"), lambda row: row.quantity),
        "needed_on": (gettext_lazy("Cần vào ngày"), lambda row: row.needed_on),
        "message": (gettext_lazy("Lời nhắn"), lambda row: row.message),
        "state": (gettext_lazy("Tình trạng"), lambda row: str(row.get_state_display())),
        "assignee": (gettext_lazy("Người xử lý"), lambda row: str(row.assignee or "")),
        "reply_by": (gettext_lazy("Hạn trả lời"), lambda row: _naive(row.reply_by)),
        "answered_at": (
            gettext_lazy("Trả lời lúc"),
            lambda row: _naive(row.answered_at),
        ),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number",
                label=_("Số thư"),
                classname="desk-number",
                get_url=lambda row: reverse("hop-thu:inspect", args=[row.pk]),
            ),
            Column(
                "created_at",
                label=_("Gửi lúc"),
                accessor=lambda row: moment(row.created_at),
                sort_key="created_at",
            ),
            Column("kind", label=_("Loại thư"), accessor="get_kind_display"),
            Column("topic", label=_("Về việc"), accessor="get_topic_display"),
            Column("name", label=_("Họ và tên"), accessor="name"),
            Column("state", label=_("Tình trạng"), accessor="get_state_display"),
            Column("assignee", label=_("Người xử lý"), accessor="assignee"),
            Column(
                "reply_by",
                label=_("Hạn trả lời"),
                accessor=deadline_of,
                sort_key="reply_by",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Enquiry]:
        return Enquiry.objects.select_related("assignee")


class EnquiryView(generic.InspectView):
    """One letter whole, what was done about it, and the form to do more."""

    template_name = "inbox/desk.html"
    page_title = gettext_lazy("Thư")
    bound_form: HandleForm | None = None

    def get_object(self, queryset: Any = None) -> Enquiry:
        letters = Enquiry.objects.select_related("assignee")
        return get_object_or_404(letters, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return str(self.object.number)

    def get_fields_context(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        enquiry = self.object
        form = HandleForm(enquiry=enquiry)
        return context | {
            "enquiry": enquiry,
            "facts": _facts(enquiry),
            "is_overdue": enquiry.is_overdue(timezone.now()),
            "entries": enquiry.entries.select_related("actor").order_by("pk"),
            "form": form if self.user_has_permission("change") else None,
            "may_delete": self.user_has_permission("delete"),
        }


def _facts(enquiry: Enquiry) -> list[tuple[str, str]]:
    needed = enquiry.needed_on
    facts = (
        (_("Họ và tên"), enquiry.name),
        (_("Điện thoại"), spoken(enquiry.phone)),
        (_("Thư điện tử"), enquiry.email),
        (_("Đơn vị"), enquiry.organisation),
        (_("Về việc"), str(enquiry.get_topic_display())),
        (_("Mã đơn"), enquiry.order_number),
        (_("Sản phẩm"), enquiry.product),
        (_("Số lượng"), enquiry.quantity),
        (_("Cần vào ngày"), date_format(needed, "d/m/Y") if needed else ""),
        (_("Gửi lúc"), moment(enquiry.created_at)),
        (_("Trả lời lúc"), moment(enquiry.answered_at)),
    )
    return [(term, value) for term, value in facts if value]


class HandleView(PermissionCheckedMixin, View):
    model = Enquiry
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = get_object_or_404(Enquiry, pk=pk)
        form = HandleForm(request.POST, enquiry=enquiry)
        if not form.is_valid():
            wrong = " ".join(text for found in form.errors.values() for text in found)
            messages.error(request, _("Chưa ghi được: %s") % wrong)
            return redirect("hop-thu:inspect", pk)
        try:
            entry = services.handle(
                enquiry=enquiry,
                state=form.cleaned_data["state"],
                assignee=form.cleaned_data["assignee"],
                note=form.cleaned_data["note"],
                actor=officer(request),
                at=timezone.now(),
            )
        except services.StateNotAllowed:
            messages.error(request, _("Thư đã có người mở, không trở lại “mới” được."))
        else:
            if entry:
                messages.success(request, _("Đã ghi."))
            else:
                messages.warning(request, _("Chưa có gì thay đổi."))
        return redirect("hop-thu:inspect", pk)


def history_line(entry: EnquiryEntry) -> str:
    """What an entry says, but for its note."""
    parts = []
    if entry.new_state:
        old, new = entry.get_old_state_display(), entry.get_new_state_display()
        parts.append(f"{old} → {new}")
    if entry.assigned_to:
        parts.append(_("giao cho %s") % entry.assigned_to)
    return ", ".join(parts)
