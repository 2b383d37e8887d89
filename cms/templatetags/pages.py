"""Where a page stands, its blocks, and which pages of a list there are."""

from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from catalog import clock
from cms.gathering import GATHERED, gather_stream
from cms.models.base import ShopPage

register = template.Library()


@register.simple_tag
def page_crumbs(page: ShopPage) -> list[dict[str, str]]:
    """The way from the home page to ``page``, as the breadcrumbs part wants it."""
    between = page.crumb_pages()
    return [
        {"label": _("Trang chủ"), "url": reverse("wagtail_serve", args=[""])},
        *({"label": parent.title, "url": parent.url} for parent in between),
        {"label": page.title, "url": page.url or ""},
    ]


@register.simple_tag(takes_context=True)
def page_blocks(context: Context, stream: StreamValue) -> SafeString:
    """The blocks of a page, all they show loaded together."""
    gathered = context.get(GATHERED) or gather_stream(stream, at=clock.now())
    around = {**context.flatten(), GATHERED: gathered}
    return format_html_join("\n", "{}", ((child.render(around),) for child in stream))


@register.simple_tag
def numbered_pages(page: PageOfList[Any]) -> dict[str, Any]:
    """The pages around ``page`` with their links, for the pagination part."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2)
    return {
        "pages": [
            {
                "number": number,
                "url": _url(number),
                "is_current": number == page.number,
                "is_gap": not isinstance(number, int),
            }
            for number in numbers
        ],
        "previous_url": _url(page.previous_page_number())
        if page.has_previous()
        else "",
        "next_url": _url(page.next_page_number()) if page.has_next() else "",
    }


def _url(number: int | str) -> str:
    return "?" if number == 1 else f"?trang={number}"
