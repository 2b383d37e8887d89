"""How often pages are read: counted in the cache, written down by a job.

Nothing about the reader is kept, and no view waits for the database. What the cache
loses is lost: a count may fall short, but no view is counted twice. Whoever keeps
whole pages in front of ``ShopPage.serve`` calls ``count`` before answering."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

KEPT_SECONDS = 24 * 60 * 60
_ROBOTS = re.compile(
    r"bot\b|bot[/ ;]|crawl|spider|slurp|preview|facebookexternalhit|lighthouse|headless"
    r"|monitor|curl|wget|python|java/|http-?client|feed|scan",
    re.IGNORECASE,
)


def count(page_id: int, request: HttpRequest) -> None:
    """Note one view, unless a robot, a preloading browser or nobody looks."""
    if not _is_reading(request):
        return
    key = _key(page_id)
    cache.add(key, 0, KEPT_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # swept away in between
        return
    cache.touch(key, KEPT_SECONDS)  # some caches reset the time when they add


def total(page_id: int | None) -> int:
    """The views written down and those not yet; no query while both are in the cache."""
    if page_id is None:
        return 0
    written = cache.get_or_set(
        _written_key(page_id), lambda: _written(page_id), KEPT_SECONDS
    )
    return (written or 0) + max(0, cache.get(_key(page_id)) or 0)


def write_down() -> int:
    """Move what the cache counted into the database; return how many views.

    Takes them out of the cache first: should the write fail they are lost, not
    counted again."""
    counted = [model for model in get_page_models() if _is_counted(model)]
    pages = Page.objects.type(*counted).order_by("pk").values_list("pk", flat=True)
    taken = _take(pages)
    _add(taken)
    cache.delete_many(_written_key(pk) for pk in taken)
    return sum(taken.values())


def _is_counted(model: type[Page]) -> bool:
    return bool(getattr(model, "counts_views", False))


def _is_reading(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    purposes = (
        request.headers.get("Sec-Purpose", ""),
        request.headers.get("Purpose", ""),
    )
    return bool(
        request.method == "GET"
        and agent
        and not _ROBOTS.search(agent)
        and not any("prefetch" in purpose for purpose in purposes)
    )


def _take(page_ids: Iterable[int]) -> dict[int, int]:
    keys = {_key(pk): pk for pk in page_ids}
    taken = {}
    for key, views in cache.get_many(keys).items():
        if views > 0:
            taken[keys[key]] = views
            try:
                cache.decr(key, views)
            except ValueError:  # swept away in between: these were read all the same
                continue
    return taken


@transaction.atomic
def _add(taken: dict[int, int]) -> None:
    from cms.models import PageViews

    PageViews.objects.bulk_create(
        (PageViews(page_id=pk) for pk in taken), ignore_conflicts=True
    )
    of_count: dict[int, list[int]] = defaultdict(list)
    for pk, views in taken.items():
        of_count[views].append(pk)
    for views, pks in of_count.items():
        PageViews.objects.filter(pk__in=pks).update(count=F("count") + views)


def _written(page_id: int) -> int:
    from cms.models import PageViews

    found = PageViews.objects.filter(pk=page_id).values_list("count", flat=True)
    return found.first() or 0


def _written_key(page_id: int) -> str:
    return f"cms:views-written:{page_id}"


def _key(page_id: int) -> str:
    return f"cms:views:{page_id}"
