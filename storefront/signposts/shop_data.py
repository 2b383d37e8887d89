"""What the home page tells machines of the shop itself."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language

from catalog.structured_data import CONTEXT, absolute, organization
from storefront.context import Shop

LOGO = "storefront/img/favicon.svg"


def shop_data(shop: Shop, site: str) -> list[dict[str, Any]]:
    """The Organization, and the WebSite with its search."""
    firm = organization(shop.name, site + "/") | {
        "@id": f"{site}/#shop",
        "logo": absolute(static(LOGO), site),
    }
    if shop.phone_href.startswith("tel:"):
        firm["telephone"] = shop.phone_href.removeprefix("tel:")
    website = {
        "@type": "WebSite",
        "name": shop.name,
        "url": site + shop.home_url,
        "inLanguage": get_language(),
        "publisher": {"@id": firm["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site}{shop.search_url}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return [{"@context": CONTEXT, **data} for data in (firm, website)]
