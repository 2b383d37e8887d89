"""The head of a page: its words kept for those who share it, its data for machines."""

from __future__ import annotations

from html import escape, unescape
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from catalog.structured_data import breadcrumb_data, data_block
from storefront.signposts.head import head_of
from storefront.signposts.shop_data import shop_data

register = template.Library()


class KeepNode(template.Node):
    """Writes what is inside on one line, and keeps it under a name for later."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str, longest: int) -> None:
        self.nodelist = nodelist
        self.name = name
        self.longest = longest

    def render(self, context: Context) -> SafeString:
        text = " ".join(unescape(strip_tags(self.nodelist.render(context))).split())
        text = text or str(context.get("kept_title", ""))
        kept = mark_safe(escape(_shortened(text, self.longest)))  # noqa: S308  escaped
        context[f"kept_{self.name}"] = kept
        return kept


def _shortened(text: str, longest: int) -> str:
    """At a space, with the sign that something was left out."""
    if len(text) <= longest:
        return text
    cut = Truncator(text[:longest]).chars(longest)[: longest - 1]
    return cut.rpartition(" ")[0].rstrip(" ,.;:–") + "…"


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """``{% keep title 200 %}…{% endkeep %}``, later ``{{ kept_title }}``; an empty one
    repeats the title."""
    _tag, name, longest = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodelist, name, int(longest))


@register.inclusion_tag("components/signposts.html", takes_context=True)
def signposts(context: Context) -> dict[str, Any]:
    """Where the page stands among others, and its card for those who share it."""
    flat: dict[str, Any] = {str(key): value for key, value in context.flatten().items()}
    return {
        "head": head_of(flat),
        "shop_name": context["shop"].name,
        "title": context.get("kept_title", ""),
        "description": context.get("kept_description", ""),
        "data": page_data(flat),
    }


def page_data(context: dict[str, Any]) -> SafeString:
    """What the page tells machines: its view's data, else its editors' page's."""
    data = list(context.get("data_blocks", ()))
    told_by_page = getattr(context.get("page"), "structured_data", None)
    if told_by_page is not None:
        data += told_by_page(context, settings.SHOP_URL)
    if context["shop"].is_at_home:
        data += shop_data(context["shop"], settings.SHOP_URL)
    return format_html_join("\n", "{}", ((data_block(row),) for row in data))


@register.simple_tag
def crumb_data(crumbs: list[dict[str, str]]) -> SafeString:
    """The way to the page, as the breadcrumbs show it."""
    return data_block(breadcrumb_data(crumbs, settings.SHOP_URL))
