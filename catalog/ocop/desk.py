"""The register's desk: decisions are put on file and acted on, never typed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from catalog.models import Product
from catalog.office import (
    OfficeCreateView,
    choose_from,
    heading,
    officer,
    take_comma,
)

from . import services
from .authority import AuthorityMayNotGrant
from .desk_list import certificates
from .models import Certificate


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
        ended = state in (Certificate.State.REVOKED, Certificate.State.SUPERSEDED)
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
