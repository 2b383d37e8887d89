"""A campaign on its landing page."""

from typing import Any

from django import template
from django.template.context import Context
from wagtail.models import Page

from catalog import clock
from storefront.campaigns.showing import campaign_context

register = template.Library()


@register.inclusion_tag("campaigns/terms.html", takes_context=True)
def campaign_terms(context: Context, page: Page) -> dict[str, Any]:
    """Goods, participants and terms of the campaign that leads to ``page``."""
    at = clock.now()
    return {"day": at.date(), **campaign_context(page.pk or 0, at=at)}
