"""The search page, suggestions while typing, and which result was opened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from catalog.ocop.models import Certificate
from catalog.ocop.register import find
from catalog.typed_text import clean_text
from search import log, pages_found
from search.attempts import Attempt
from search.engines.base import Query, Results
from search.highlights import marked
from search.hot_words import hot_words
from search.listing import PAGE
from search.suggest import suggest
from search.synonyms import expand
from search.views.catalogue import Page, listing
from search.words import Wanted

_IN_SECTION = 4
_CERTIFICATE_LABEL = gettext_lazy("Chứng nhận OCOP")
_SHORT_CACHE = "private, max-age=60"


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """A listing of what bears the words, and pages that bear them beside it."""
    text = clean_text(request.GET.get("q", ""))
    title = _("Kết quả tìm “%(text)s”") % {"text": text} if text else _("Tìm sản vật")
    is_first = PAGE not in request.GET
    return listing(
        request,
        Page(
            title,
            reverse("search:search"),
            template="search/results.html",
            extra={"text": text, "hot_words": hot_words()},
            beside=_beside if text and is_first else None,
            on_results=_note if text and is_first else None,
        ),
    )


def _beside(query: Query, results: Results) -> dict[str, Any]:
    """What bears the words and is no product; else what bears those they stand for."""
    sections = _sections(query.text)
    if not sections and results.suggestion:
        sections = _sections(results.suggestion)
    return {"sections": sections}


def _note(query: Query, results: Results) -> None:
    """A correction finds something, but the words themselves found nothing."""
    found = 0 if results.suggestion or results.is_loose else results.total
    log.note_search(query.text, results=found, day=query.day)


def _sections(text: str) -> list[dict[str, Any]]:
    wanted = expand(text)
    if not wanted:
        return []
    sections = [
        {
            "label": section.label,
            "rows": [
                {
                    "title": _marked(page.title, wanted),
                    "url": page.url,
                    "note": page.note,
                }
                for page in section.pages
            ],
        }
        for section in pages_found.find(wanted, limit=_IN_SECTION)
    ]
    certificates = _certificates(text, wanted)
    if certificates:
        rows = [
            {
                "title": _marked(certificate.number, wanted),
                "url": reverse("ocop:certificate", args=[certificate.pk]),
                "note": certificate.product.get_title(),
            }
            for certificate in certificates
        ]
        sections.append({"label": _CERTIFICATE_LABEL, "rows": rows})
    return sections


def _marked(title: str, wanted: Wanted) -> str:
    return marked(title, Attempt(wanted.phrases + wanted.slips))


def _certificates(text: str, wanted: Wanted) -> list[Certificate]:
    """Certificates whose number or decision it is: one with a digit in it."""
    if not any(char.isdigit() for word in wanted.typed for char in word.folded):
        return []
    return list(find(text)[:_IN_SECTION])


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """A piece of HTML: options of the list under the search box."""
    groups = suggest(clean_text(request.GET.get("q", "")))
    response = render(request, "search/suggestions.html", {"groups": groups})
    response["Cache-Control"] = _SHORT_CACHE
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt  # a beacon carries no token, and all it can do is be counted
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Which result was opened; counts for terms that were looked for."""
    place = request.POST.get("vi-tri", "")
    if place.isascii() and place.isdigit() and len(place) < 6:
        text = clean_text(request.POST.get("q", ""))
        log.note_click(text, position=int(place), day=timezone.localdate())
    return HttpResponse(status=204)
