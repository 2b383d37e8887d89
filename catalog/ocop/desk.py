"""The register's desk: decisions are put on file and acted on, never typed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from catalog.models import Product
from catalog.office import (
    OfficeCreateView,
    OfficeIndexView,
    choose_from,
    heading,
    officer,
    take_comma,
)
from catalog.vietnamese import fold

from . import services
from .authority import AuthorityMayNotGrant
from .models import Certificate, RuleVersion

S = Certificate.State
SOON_DAYS = (30, 60, 120)


def certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(
        "product__producer", "rule_version", "superseded_by"
    ).annotate(last_day=Coalesce("extended_until", "expires_on"))


def find_certificates(found: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """Certificates whose number, decision, product or producer has every word."""
    for word in fold(text).split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(decision__icontains=word)
            | Q(product__slug__contains=word)
            | Q(product__title__icontains=word)
            | Q(product__producer__code__contains=word)
        )
    return found


def in_state(
    found: QuerySet[Certificate], state: str, day: dt.date
) -> QuerySet[Certificate]:
    """Those that are ``state`` on ``day``; agrees with ``Certificate.state_on``."""
    revoked = Q(revoked_on__lte=day)
    superseded = Q(superseded_by__issued_on__lte=day)
    live = ~revoked & ~superseded
    conditions = {
        S.REVOKED: revoked,
        S.SUPERSEDED: ~revoked & superseded,
        S.UPCOMING: live & Q(issued_on__gt=day),
        S.VALID: live & Q(issued_on__lte=day, expires_on__gte=day),
        S.EXTENDED: live & Q(expires_on__lt=day, extended_until__gte=day),
        S.EXPIRED: live
        & Q(expires_on__lt=day)
        & (Q(extended_until=None) | Q(extended_until__lt=day)),
    }
    # a NULL makes ~Q unknown in SQL: ask by key instead
    matching = Certificate.objects.filter(conditions[S(state)]).values("pk")
    return found.filter(pk__in=matching)


class CertificateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng hôm nay"),
        choices=Certificate.State.choices,
        method="by_state",
    )
    ends_within = django_filters.ChoiceFilter(
        label=gettext_lazy("Sắp hết hạn"),
        choices=[(days, gettext_lazy("Trong %d ngày") % days) for days in SOON_DAYS],
        method="by_end",
    )
    stars = django_filters.ChoiceFilter(
        label=gettext_lazy("Số sao"), choices=[(n, f"{n}") for n in (3, 4, 5)]
    )
    evidence_level = django_filters.ChoiceFilter(
        label=gettext_lazy("Mức xác thực"), choices=Certificate.Evidence.choices
    )
    rule_version = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Văn bản áp dụng"),
        queryset=RuleVersion.objects.order_by("signed_on"),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def by_state(
        self, found: QuerySet[Certificate], _name: str, state: str
    ) -> QuerySet[Certificate]:
        return in_state(found, state, timezone.localdate())

    def by_end(
        self, found: QuerySet[Certificate], _name: str, days: str
    ) -> QuerySet[Certificate]:
        today = timezone.localdate()
        last = today + dt.timedelta(days=int(days))
        return found.valid_on(today).filter(last_day__lte=last)  # type: ignore[attr-defined, no-any-return]


def state_label(certificate: Certificate) -> str:
    """What a certificate is today, in words."""
    return str(certificate.state_on(timezone.localdate()).label)


class CertificateIndexView(OfficeIndexView):
    find = staticmethod(find_certificates)
    base_queryset = staticmethod(certificates)
    filterset_class = CertificateFilterSet
    default_ordering = "last_day"
    export_filename = "chung-nhan-ocop"
    exported = {
        "number": (gettext_lazy("Mã số như in"), lambda c: c.number),
        "decision": (gettext_lazy("Số quyết định"), lambda c: c.decision),
        "product": (gettext_lazy("Sản phẩm"), lambda c: c.product.title),
        "producer": (gettext_lazy("Cơ sở"), lambda c: str(c.product.producer or "")),
        "stars": (gettext_lazy("Số sao"), lambda c: c.stars),
        "score": (gettext_lazy("Điểm"), lambda c: c.score),
        "authority": (gettext_lazy("Cơ quan cấp"), lambda c: c.authority),
        "rule": (gettext_lazy("Văn bản áp dụng"), lambda c: c.rule_version.decision),
        "issued_on": (gettext_lazy("Ngày cấp"), lambda c: c.issued_on),
        "last_day": (gettext_lazy("Ngày cuối còn hiệu lực"), lambda c: c.last_day),
        "state": (gettext_lazy("Tình trạng hôm nay"), state_label),
        "evidence": (gettext_lazy("Mức xác thực"), lambda c: c.evidence_level),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "product",
                label=_("Sản phẩm"),
                accessor=lambda c: c.product.title,
                sort_key="product__title",
                get_url=lambda c: reverse("chung-nhan:inspect", args=[c.pk]),
            ),
            Column("producer", label=_("Cơ sở"), accessor="product.producer"),
            Column("stars", label=_("Sao"), sort_key="stars"),
            Column("decision", label=_("Số quyết định"), sort_key="decision"),
            Column(
                "last_day",
                label=_("Đến hết ngày"),
                accessor=lambda c: f"{c.last_day:%d/%m/%Y}",
                sort_key="last_day",
            ),
            Column("state", label=_("Hôm nay"), accessor=state_label),
        ]


class DecisionForm(WagtailAdminModelForm):
    """What the paper says; who may grant what is judged by the service."""

    expires_on = forms.DateField(
        label=gettext_lazy("Hết hạn"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy(
            "Ngày cuối còn hiệu lực. Để trống: tính theo số tháng của văn bản."
        ),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listings = Product.objects.exclude(structure=Product.CHILD)
        choose_from(self.fields["product"], listings.order_by("title", "pk"))
        take_comma(self.fields["score"])

    def _get_validation_exclusions(self) -> set[str]:
        # the last day may still be unknown here: the service counts it
        return {*super()._get_validation_exclusions(), "expires_on"}

    def validate_constraints(self) -> None:
        """Left to the service, which completes the row first."""

    @property
    def paper(self) -> services.Decision:
        cleaned = dict(self.cleaned_data)
        for name in ("product", "rule_version"):
            cleaned.pop(name)
        return services.Decision(**cleaned)


class IssueView(OfficeCreateView):
    """Puts a decision on file; a refusal of the service shows beside its field."""

    page_title = gettext_lazy("Nhập quyết định công nhận")
    form: DecisionForm

    def is_valid(self, form: DecisionForm) -> bool:
        if not super().is_valid(form):
            return False
        try:
            self.issued = services.issue_certificate(
                product=form.cleaned_data["product"],
                rule_version=form.cleaned_data["rule_version"],
                paper=form.paper,
                acting_user=officer(self.request),
            )
        except AuthorityMayNotGrant:
            form.add_error(
                "authority_level",
                _("Cấp này không có quyền công nhận số sao đó vào ngày đó."),
            )
        except services.DecidedBeforeTheRules:
            form.add_error(
                "issued_on", _("Ngày cấp trước ngày văn bản này có hiệu lực.")
            )
        except services.OverlapsLaterCertificate as later:
            words = _("Đã có quyết định sau đó: %s.")
            form.add_error("issued_on", words % later.later.decision)
        if form.errors:
            self.produced_error_code = "validation_error"
            self.produced_error_message = str(self.error_message)
        return not form.errors

    def save_instance(self) -> Certificate:
        log(self.issued, "wagtail.create")
        return self.issued

    def get_success_url(self) -> str:
        return reverse("chung-nhan:inspect", args=[self.issued.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class CertificateView(generic.InspectView):
    """One certificate with its events and what may be done with it."""

    template_name = "ocop/desk/certificate.html"
    page_title = gettext_lazy("Giấy chứng nhận")

    def get_object(self, queryset: Any = None) -> Certificate:
        found = certificates().prefetch_related("events__actor")
        return get_object_or_404(found, pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        state = self.object.state_on(timezone.localdate())
        ended = state in (S.REVOKED, S.SUPERSEDED)
        may_act = self.user_has_permission("change") and not ended
        context |= {
            "certificate": self.object,
            "state": state.label,
            "acts": list(ACTS.values()) if may_act else [],
        }
        return context


class ExtendForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Kéo dài đến hết ngày"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Không quá 180 ngày sau ngày hết hạn."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=160,
        widget=forms.TextInput,
        help_text=gettext_lazy("Số văn bản cho phép kéo dài."),
    )


class RevokeForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Thu hồi từ ngày"), widget=AdminDateInput)
    ground = forms.ChoiceField(
        label=gettext_lazy("Lý do"), choices=Certificate.Ground.choices
    )
    decision = forms.CharField(
        label=gettext_lazy("Số quyết định thu hồi"), max_length=80
    )


class Act:
    """One button of a certificate's page: its words, its form, its service."""

    def __init__(
        self,
        code: str,
        label: Any,
        form_class: type[forms.Form],
        do: Callable[[Certificate, dict[str, Any], Any], object],
        *,
        is_serious: bool = False,
    ) -> None:
        self.code = code
        self.label = label
        self.form_class = form_class
        self.do = do
        self.is_serious = is_serious


def _extend(certificate: Certificate, words: dict[str, Any], user: Any) -> object:
    return services.extend_certificate(
        certificate=certificate, on=timezone.localdate(), acting_user=user, **words
    )


def _revoke(certificate: Certificate, words: dict[str, Any], user: Any) -> object:
    return services.revoke_certificate(
        certificate=certificate, acting_user=user, **words
    )


ACTS = {
    act.code: act
    for act in (
        Act("keo-dai", gettext_lazy("Kéo dài hiệu lực"), ExtendForm, _extend),
        Act(
            "thu-hoi",
            gettext_lazy("Thu hồi"),
            RevokeForm,
            _revoke,
            is_serious=True,
        ),
    )
}


class ActView(PermissionCheckedMixin, View):
    """Asks for the paper behind an act, then lets the service do it."""

    model = Certificate
    permission_required = "change"

    def dispatch(self, request: HttpRequest, pk: int, act: str) -> Any:
        if act not in ACTS:
            raise PermissionDenied
        self.act = ACTS[act]
        self.certificate = get_object_or_404(certificates(), pk=pk)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._ask(self.act.form_class())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.act.form_class(request.POST)
        if not form.is_valid() or not self._done(form):
            return self._ask(form)
        log(self.certificate, "wagtail.edit", data={"act": self.act.code})
        messages.success(request, _("Đã ghi: %s.") % self.act.label)
        return redirect("chung-nhan:inspect", self.certificate.pk)

    def _done(self, form: forms.Form) -> bool:
        try:
            self.act.do(self.certificate, form.cleaned_data, officer(self.request))
        except services.CannotExtend:
            form.add_error(
                None,
                _(
                    "Không kéo dài được: ngày mới phải sau ngày hết hạn, không quá 180 "
                    "ngày, và giấy chưa bị thu hồi hay thay thế."
                ),
            )
        except services.AlreadyRevoked:
            form.add_error(None, _("Giấy này đã bị thu hồi."))
        return not form.errors

    def _ask(self, form: forms.Form) -> HttpResponse:
        return render(
            self.request,
            "ocop/desk/act.html",
            {
                "certificate": self.certificate,
                "act": self.act,
                "form": form,
                **heading(
                    self.act.label,
                    ("chung-nhan:index", _("Chứng nhận OCOP")),
                    (
                        reverse("chung-nhan:inspect", args=[self.certificate.pk]),
                        self.certificate.decision,
                    ),
                    icon="doc-full",
                ),
            },
        )


class EvidenceView(generic.EditView):
    """The only thing of a certificate that is edited: its proof."""

    page_title = gettext_lazy("Bổ sung minh chứng")
    success_message = gettext_lazy("Đã lưu minh chứng.")
    error_message = gettext_lazy("Chưa lưu được: còn ô cần sửa.")
    submit_button_label = gettext_lazy("Lưu")

    def get_success_url(self) -> str:
        return reverse("chung-nhan:inspect", args=[self.object.pk])
