"""Shapes from the one sprite `img/icons.svg`."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "storefront/img/icons.svg"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape beside words, so silent for screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static(SPRITE),
        name,
    )


@register.simple_tag
def stars(count: int) -> SafeString:
    """A row of OCOP stars: the sprite draws five, the box shows the first few."""
    return format_html(
        '<svg class="stars" viewBox="0 0 {} 20" aria-hidden="true"><use href="{}#stars"/></svg>',
        20 * count,
        static(SPRITE),
    )
