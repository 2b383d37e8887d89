"""The back office's pages around campaigns: rehearse, calendar, results."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.admin.widgets import AdminDateTimeInput

from catalog.office import heading, officer
from cms import readership
from storefront.campaigns import calendar
from storefront.campaigns.models import Campaign
from storefront.campaigns.rehearsal import COOKIE, SECONDS, Rehearsal, may_rehearse
from storefront.campaigns.results import results_of

MONTHS_AHEAD = 12
_YEARS_AHEAD = 2


class MomentForm(forms.Form):
    moment = forms.DateTimeField(
        label=gettext_lazy("Xem cửa hàng như lúc"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Ngày và giờ, theo giờ Việt Nam."),
        error_messages={
            "required": gettext_lazy("Anh chị chọn ngày giờ muốn xem."),
            "invalid": gettext_lazy("Ngày giờ chưa đúng. Ví dụ: 2027-01-20 08:00."),
        },
    )
    campaign = forms.ModelChoiceField(
        label=gettext_lazy("Coi như đã bật chương trình"),
        queryset=Campaign.objects.all(),
        required=False,
        empty_label=gettext_lazy("Không, để như hiện nay"),
    )

    def clean_moment(self) -> dt.datetime:
        moment: dt.datetime = self.cleaned_data["moment"]
        now = timezone.now()
        if (
            not now - dt.timedelta(days=1)
            <= moment
            <= now + dt.timedelta(days=366 * _YEARS_AHEAD)
        ):
            raise forms.ValidationError(
                _("Xem được từ hôm nay đến %(years)d năm tới.")
                % {"years": _YEARS_AHEAD}
            )
        return moment


@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest) -> HttpResponse:
    """Ask for a moment, then show the shop as of then for half an hour."""
    if not may_rehearse(request):
        raise PermissionDenied
    form = MomentForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        chosen: Campaign | None = form.cleaned_data["campaign"]
        rehearsal = Rehearsal(
            officer(request).pk,
            form.cleaned_data["moment"],
            chosen.pk if chosen else None,
        )
        response = redirect("/")
        response.set_cookie(
            COOKIE,
            rehearsal.token(),
            max_age=SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response
    context = {
        "form": form,
        "minutes": SECONDS // 60,
        **heading(_("Xem thử cửa hàng"), *_TRAIL, icon="view"),
    }
    return render(
        request, "campaigns/rehearse.html", context, status=422 if form.errors else 200
    )


@require_POST
def end_rehearsal(request: HttpRequest) -> HttpResponse:
    response = redirect("rehearsal")
    response.delete_cookie(COOKIE)
    return response


@require_safe
def scheduled(request: HttpRequest) -> HttpResponse:
    """Everything that will happen by itself in the next twelve months."""
    if not may_rehearse(request):
        raise PermissionDenied
    now = timezone.now()
    found = calendar.entries(now, now + dt.timedelta(days=31 * MONTHS_AHEAD))
    context = {
        "months": calendar.by_month(found),
        "now": now,
        **heading(_("Lịch sắp tới"), icon="calendar"),
    }
    return render(request, "campaigns/calendar.html", context)


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What a campaign has brought so far."""
    if not may_rehearse(request):
        raise PermissionDenied
    campaign = get_object_or_404(Campaign, pk=pk)
    found = results_of(campaign, at=timezone.now())
    context = {
        "campaign": campaign,
        "results": found,
        "views": readership.total(campaign.landing_page_id)
        if campaign.landing_page_id
        else None,
        **heading(_("Kết quả: %s") % campaign.name, *_TRAIL, icon="order"),
    }
    return render(request, "campaigns/results.html", context)


_TRAIL = (("chuong-trinh:index", gettext_lazy("Chương trình khuyến mại")),)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """The moment a campaign begins, when its page sent the officer here."""
    pk = request.GET.get("chuong-trinh", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return {}
    campaign = Campaign.objects.filter(pk=int(pk)).first()
    if campaign is None:
        return {}
    moment = max(campaign.starts_at, timezone.now())
    return {"moment": timezone.localtime(moment), "campaign": campaign}
