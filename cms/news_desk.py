"""The screen where staff without a shell bring in past news: upload, look, take in."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from catalog.office import heading, officer
from catalog.vietnamese import clean_line
from cms import news_import
from cms.models import ArticlePage
from cms.portal_news import PortalArticle

LARGEST_UPLOAD = 5_000_000  # bytes
MOST_ARTICLES = 300  # more take longer than a browser waits
KEPT_SECONDS = 60 * 60
SHOWN = 100


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp tin cũ"),
        help_text=gettext_lazy("Tệp văn bản .txt, mã Unicode, tối đa 5 MB."),
        error_messages={"empty": gettext_lazy("Tệp trống.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("Tệp lớn quá 5 MB, hãy chia nhỏ."))
        return file


def may_import(user: Any) -> bool:
    """Whoever may write articles."""
    parent = news_import.index_page()
    return bool(parent and parent.permissions_for_user(user).can_add_subpage())


@require_http_methods(["GET", "POST"])
def import_news(request: HttpRequest) -> HttpResponse:
    """Show the form; check a file that came; or take in what was checked before."""
    if not may_import(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _show(request, UploadForm())
    if token := request.POST.get("token"):
        return _take_in(request, token)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=422)
    file = form.cleaned_data["file"]
    source = news_import.Source(clean_line(file.name)[:80], file.read())
    return _report(request, source)


def _report(request: HttpRequest, source: news_import.Source) -> HttpResponse:
    checked = news_import.check([source], today=timezone.localdate())
    is_too_many = len(checked.new) > MOST_ARTICLES
    token = ""
    if checked.may_apply and not is_too_many:
        token = token_urlsafe(16)
        cache.set(_key(request, token), source, KEPT_SECONDS)
    context: dict[str, Any] = {
        "checked": checked,
        "name": source.name,
        "rows": [_row(article) for article in checked.new[:SHOWN]],
        "more": max(0, len(checked.new) - SHOWN),
        "findings": checked.findings[:SHOWN],
        "more_findings": max(0, len(checked.findings) - SHOWN),
        "most": MOST_ARTICLES if is_too_many else 0,
        "token": token,
    }
    return _show(request, UploadForm(), **context)


def _take_in(request: HttpRequest, token: str) -> HttpResponse:
    """Check again, for the shop may have changed since, then apply."""
    key = _key(request, token)
    source = cache.get(key)
    parent = news_import.index_page()
    if source is None or parent is None:
        messages.error(request, _("Tệp không còn được giữ. Anh chị tải lên lại."))
        return redirect("import_news")
    checked = news_import.check([source], today=timezone.localdate())
    try:
        made = news_import.apply(checked, parent=parent, acting_user=officer(request))
    except news_import.CannotImport:
        messages.error(request, _("Chưa nhập gì, vì có chỗ vừa thay đổi. Thử lại."))
        return redirect("import_news")
    cache.delete(key)
    words = ngettext(
        "Đã nhập %(count)d bài nháp.", "Đã nhập %(count)d bài nháp.", len(made)
    )
    messages.success(request, words % {"count": len(made)})
    return redirect("wagtailadmin_explore", parent.pk)


def _row(article: PortalArticle) -> dict[str, Any]:
    return {
        "article": article,
        "category": ArticlePage.Category(article.category).label,
        "paragraphs": len(article.paragraphs),
    }


def _show(
    request: HttpRequest, form: UploadForm, status: int = 200, **context: Any
) -> HttpResponse:
    title = heading(_("Nhập tin cũ của cổng thông tin huyện"), icon="upload")
    return render(
        request,
        "cms/desk/import_news.html",
        {"form": form, **title, **context},
        status=status,
    )


def _key(request: HttpRequest, token: str) -> str:
    return f"cms:news-import:{request.user.pk}:{token[:40]}"
