"""Helpers of the address form, and the page that finds old commune names."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.places.forms import OldNameForm
from catalog.places.lookup import find_old, search_communes
from catalog.places.models import Commune
from catalog.vietnamese import clean_line

AN_HOUR = 60 * 60


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def communes(request: HttpRequest) -> HttpResponse:
    """Lines for the type-ahead list: communes of a province that match a text."""
    text = clean_line(request.GET.get("q", ""))
    province = _province_code(request)
    matches = search_communes(text=text, province_code=province) if province else []
    return render(
        request,
        "places/commune_lines.html",
        {"matches": matches, "found_nothing": province and text and not matches},
    )


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def commune_options(request: HttpRequest) -> HttpResponse:
    """All communes of a province as options of a select."""
    rows = Commune.objects.current().filter(province__code=_province_code(request))
    return render(request, "places/commune_options.html", {"communes": rows.in_order()})


@require_safe
def old_names(request: HttpRequest) -> HttpResponse:
    """Where a former commune went; without a question, just the form."""
    form = OldNameForm(request.GET if "q" in request.GET else None)
    context: dict[str, Any] = {"form": form, "found": None, "has_more": False}
    if form.is_bound and form.is_valid():
        province = form.cleaned_data["province"]
        context["found"], context["has_more"] = find_old(
            form.cleaned_data["q"], province.code if province else ""
        )
    return render(request, "places/old_names.html", context)


def _province_code(request: HttpRequest) -> str:
    code = request.GET.get("province", "")
    return code if len(code) == 2 and code.isascii() and code.isdigit() else ""
