"""What editors are told where they work: above a page's form and above a list."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.content_checks import described, findings_of
from cms.scheduling import dated_pages

MOST_SHOWN = 5  # dated pages above a list


def tell_about_page(request: HttpRequest, page: Page) -> None:
    """When the page goes live, and what to look at before it does."""
    now = timezone.now()
    for dated in dated_pages(Page.objects.filter(pk=page.pk), now=now):
        tell = messages.info if dated.is_approved else messages.warning
        tell(request, dated.told(now))
    draft = page.get_latest_revision_as_object()
    lines = described(findings_of(draft, day=timezone.localdate(now)))
    if lines:
        messages.warning(
            request,
            format_html(
                "{} <ul>{}</ul>",
                _("Xem lại trước khi đăng:"),
                format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
            ),
        )


def tell_about_children(request: HttpRequest, parent: Page) -> None:
    """Which pages below ``parent`` wait for a moment."""
    now = timezone.now()
    for dated in dated_pages(Page.objects.child_of(parent), now=now)[:MOST_SHOWN]:
        tell = messages.info if dated.is_approved else messages.warning
        url = reverse("wagtailadmin_pages:edit", args=[dated.page.pk])
        title = dated.page.get_admin_display_title()
        tell(
            request,
            format_html('<a href="{}">{}</a>. {}', url, title, dated.told(now)),
        )
