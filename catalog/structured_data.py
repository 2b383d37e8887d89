"""Data for machines in the words of schema.org; what a product says is elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

Data = dict[str, Any]


def data_block(data: Data) -> SafeString:
    """Return ``data`` as a script element that holds data and cannot be left."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  <, > and & are escaped above
    )


def absolute(url: str, site: str) -> str:
    return url if url.startswith(("http://", "https://")) else site + url


def organization(name: str, url: str = "") -> Data:
    return {"@type": "Organization", "name": name, **({"url": url} if url else {})}


def breadcrumb_data(crumbs: list[dict[str, str]], site: str) -> Data:
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["label"],
                **({"item": site + crumb["url"]} if crumb["url"] else {}),
            }
            for position, crumb in enumerate(crumbs, 1)
        ],
    }


def article_data(
    *,
    headline: str,
    description: str,
    url: str,
    published: dt.date | dt.datetime,
    modified: dt.datetime | None,
    publisher: str,
    site: str,
    section: str = "",
    credit: str = "",
    picture: str = "",
    language: str = "vi",
) -> Data:
    """A piece of news. Bylines name people and offices alike, so who wrote it stands
    in ``credit`` and the shop answers for it."""
    data = {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": headline,
        "description": description,
        "mainEntityOfPage": absolute(url, site),
        "datePublished": published.isoformat(),
        "dateModified": modified.isoformat() if modified else "",
        "inLanguage": language,
        "author": organization(publisher, site + "/"),
        "publisher": organization(publisher, site + "/"),
        "articleSection": section,
        "creditText": credit,
        "image": absolute(picture, site) if picture else "",
    }
    return {name: value for name, value in data.items() if value}


def event_data(
    *,
    name: str,
    url: str,
    starts: dt.date | dt.datetime,
    ends: dt.date | dt.datetime,
    place: str,
    organizer: str,
    site: str,
    description: str = "",
    picture: str = "",
    country: str = "VN",
    is_cancelled: bool = False,
) -> Data:
    """A fair or another event that people go to."""
    status = "EventCancelled" if is_cancelled else "EventScheduled"
    data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": name,
        "url": absolute(url, site),
        "description": description,
        "startDate": starts.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"{CONTEXT}/{status}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": place,
            "address": postal_address(place, country=country),
        },
        "organizer": organization(organizer) if organizer else None,
        "image": absolute(picture, site) if picture else "",
    }
    return {name: value for name, value in data.items() if value}


def faq_data(questions: Iterable[tuple[str, str]]) -> Data:
    """Questions with their answers, which may be HTML."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": " ".join(strip_tags(answer).split()),
                },
            }
            for question, answer in questions
        ],
    }


def postal_address(street: str, *, region: str = "", country: str = "VN") -> Data:
    return {
        "@type": "PostalAddress",
        "streetAddress": street,
        **({"addressRegion": region} if region else {}),
        **({"addressCountry": country} if country else {}),
    }
