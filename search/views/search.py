"""The search page: a listing of what bears the words."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.typed_text import clean_text
from search.views.catalogue import Page, listing


def search(request: HttpRequest) -> HttpResponse:
    text = clean_text(request.GET.get("q", ""))
    title = _("Kết quả tìm “%(text)s”") % {"text": text} if text else _("Tìm sản vật")
    return listing(
        request,
        Page(
            title,
            reverse("search:search"),
            template="search/results.html",
            extra={"text": text},
        ),
    )
