"""Campaigns in the back office: the list, the form and what it refuses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from catalog.office import OfficeIndexView
from catalog.vietnamese import fold
from storefront.campaigns.models import Campaign
from storefront.offer.models import Benefit

# More than half off waits until Decree 239/2026 has been read by a lawyer.
DEEPEST_CUT = 50


class CampaignForm(WagtailAdminModelForm):
    """Refuses what would mislead a buyer or leave two campaigns with one offer."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        elif starts and ends:
            self._refuse_shared(data)
        self._refuse_deep_cuts(data)
        if data.get("budget") is not None and data["budget"] <= 0:
            self.add_error("budget", _("Mức tối đa là số đồng lớn hơn 0."))
        if data.get("funded_by") == "sponsor" and not data.get("funder_name"):
            self.add_error("funder_name", _("Ghi tên bên tài trợ."))
        return data

    def _refuse_shared(self, data: dict[str, Any]) -> None:
        """One offer, one campaign at a time: else nobody knows who pays for it."""
        others = Campaign.objects.overlapping(data["starts_at"], data["ends_at"])
        for field in ("offers", "vouchers"):
            chosen = data.get(field)
            if not chosen:
                continue
            taken = (
                others.exclude(pk=self.instance.pk)
                .filter(**{f"{field}__in": chosen})
                .distinct()
            )
            names = ", ".join(taken.values_list("name", flat=True))
            if names:
                self.add_error(
                    field,
                    _("Trùng thời gian với chương trình khác dùng chung mục này: %s.")
                    % names,
                )

    def _refuse_deep_cuts(self, data: dict[str, Any]) -> None:
        for offer in data.get("offers") or ():
            benefit = offer.benefit
            if benefit.type == Benefit.PERCENTAGE and benefit.value > DEEPEST_CUT:
                self.add_error(
                    "offers",
                    _("“%(offer)s” giảm quá %(most)d %%, mức pháp luật cho phép.")
                    % {"offer": offer.name, "most": DEEPEST_CUT},
                )


def find_campaigns(campaigns: QuerySet[Campaign], text: str) -> QuerySet[Campaign]:
    """The campaigns whose name has every word of ``text``, accents aside."""
    words = fold(text).split()
    found = [
        pk
        for pk, name in campaigns.order_by().values_list("pk", "name")
        if all(word in fold(name) for word in words)
    ]
    return campaigns.filter(pk__in=found)


def state_of(campaign: Campaign) -> str:
    """In words: off, waiting, running or over."""
    now = timezone.now()
    if campaign.ends_at <= now:
        return _("đã kết thúc")
    if not campaign.is_on:
        return _("đang tắt")
    if now < campaign.starts_at:
        return _("chờ đến giờ")
    return _("đang chạy")


def period_of(campaign: Campaign) -> str:
    first, last = (
        date_format(timezone.localtime(moment), "H:i d/m/Y")
        for moment in (campaign.starts_at, campaign.ends_at)
    )
    return f"{first} – {last}"


class CampaignIndexView(OfficeIndexView):
    find = staticmethod(find_campaigns)
    default_ordering = "-starts_at"
    export_filename = "chuong-trinh-khuyen-mai"
    exported = {
        "name": (gettext_lazy("Tên chương trình"), lambda row: row.name),
        "form": (gettext_lazy("Hình thức"), lambda row: str(row.get_form_display())),
        "starts_at": (
            gettext_lazy("Bắt đầu"),
            lambda row: timezone.localtime(row.starts_at).replace(tzinfo=None),
        ),
        "ends_at": (
            gettext_lazy("Kết thúc"),
            lambda row: timezone.localtime(row.ends_at).replace(tzinfo=None),
        ),
        "area": (gettext_lazy("Địa bàn"), lambda row: row.area),
        "budget": (gettext_lazy("Mức giảm tối đa"), lambda row: row.budget),
        "funded_by": (
            gettext_lazy("Ai chịu phần giảm"),
            lambda row: str(row.get_funded_by_display()),
        ),
        "funder_name": (gettext_lazy("Bên tài trợ"), lambda row: row.funder_name),
        "state": (gettext_lazy("Tình trạng"), state_of),
        "terms": (gettext_lazy("Điều kiện"), lambda row: row.terms),
    }


class CampaignEditView(generic.EditView):
    """The form, with the ways to look ahead and to look back."""

    @property
    def header_more_buttons(self) -> list[Button]:
        rehearse = f"{reverse('rehearsal')}?chuong-trinh={self.object.pk}"
        return [
            *super().header_more_buttons,
            Button(_("Xem thử"), url=rehearse, icon_name="view", priority=10),
            Button(
                _("Kết quả"),
                url=reverse("campaign_results", args=[self.object.pk]),
                icon_name="order",
                priority=20,
            ),
        ]


def checkboxes() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "desk-choices"})
