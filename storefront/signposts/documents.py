"""Feeds and sitemaps as they are answered: kept for a while, sent once to those who
have them already."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

XML = "application/xml; charset=utf-8"
KEPT_SECONDS = 300
# What XML 1.0 cannot hold, however it is written.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(
    request: HttpRequest,
    *,
    name: str,
    version: str,
    pieces: Callable[[], Iterable[str]],
    content_type: str = XML,
) -> HttpResponse:
    """Answer the document ``name``, written anew when ``version`` is another."""
    key = "signposts:" + sha256(f"{name}:{version}".encode()).hexdigest()
    packed = cache.get(key)
    if packed is None:
        packed = gzip.compress("".join(pieces()).encode(), compresslevel=1, mtime=0)
        cache.set(key, packed, KEPT_SECONDS)
    etag = f'"{sha256(packed).hexdigest()[:32]}"'
    response = HttpResponse(gzip.decompress(packed), content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # a price may change any second
    if settings.SHOP_IS_DEMO:
        response["X-Robots-Tag"] = "noindex"
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)  # noqa: S101  one was given
    return answer


def element(name: str, text: object, **attributes: str) -> str:
    """``<name>text</name>``, with what XML cannot hold left out."""
    given = "".join(
        f" {key}={quoteattr(_written(value))}" for key, value in attributes.items()
    )
    return f"<{name}{given}>{escape(_written(str(text)))}</{name}>"


def _written(text: str) -> str:
    return _UNWRITABLE.sub("", text)
