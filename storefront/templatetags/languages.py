"""Links to what editors wrote, and whose language a piece of a page is in."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.furniture import shop_facts

register = template.Library()


@register.simple_tag
def page_url(slug: str) -> str:
    """The page with this Vietnamese slug, or its translation where there is one."""
    page = shop_facts().pages.get(slug)
    return page.url if page else f"/{slug}/"


@register.simple_tag
def page_link(slug: str) -> SafeString:
    """The same as the attributes of a link."""
    page = shop_facts().pages.get(slug)
    if page and page.language:
        return format_html('href="{}" hreflang="{}"', page.url, page.language)
    return format_html('href="{}"', page_url(slug))


@register.simple_tag
def in_vietnamese() -> SafeString:
    """Marks what producers and staff wrote, on a page that speaks another language."""
    if get_language() == settings.LANGUAGE_CODE:
        return mark_safe("")
    return mark_safe(f' lang="{settings.LANGUAGE_CODE}"')  # noqa: S308  a setting of ours
