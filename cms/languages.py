"""Pages in more than one language: which there are, and which lag behind.

Vietnamese is the source. A translation is out of date when its source was published
after it was last written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.furniture import kept

OUTDATED, CURRENT, DRAFT = "outdated", "current", "draft"
STATES = (
    (OUTDATED, _("Cũ hơn bản tiếng Việt")),
    (DRAFT, _("Chưa đăng")),
    (CURRENT, _("Đang khớp")),
)


def translations_of(page: Page) -> dict[str, str]:
    """The address of ``page`` in each language it is published in, if more than one;
    no query while in the cache."""
    known: dict[int, dict[str, str]] = kept("translations", _read_translations)
    return known.get(page.pk, {})


def translations() -> QuerySet[Page]:
    """Every page that translates a Vietnamese one, with ``source_pk``,
    ``source_title``, ``source_published_at``, ``written_at`` and ``state``."""
    source = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
        live=True,
    )
    pages: QuerySet[Any] = (
        Page.objects.exclude(locale__language_code=settings.LANGUAGE_CODE)
        .filter(alias_of=None)
        .annotate(
            source_pk=Subquery(source.values("pk")[:1]),
            source_title=Subquery(source.values("title")[:1]),
            source_published_at=Subquery(
                source.values("last_published_at")[:1], output_field=DateTimeField()
            ),
            written_at=Coalesce("latest_revision_created_at", "last_published_at"),
        )
        .filter(source_pk__isnull=False)
        .annotate(
            state=Case(
                When(
                    Q(written_at=None) | Q(source_published_at__gt=F("written_at")),
                    then=Value(OUTDATED),
                ),
                When(live=False, then=Value(DRAFT)),
                default=Value(CURRENT),
                output_field=CharField(),
            )
        )
    )
    return cast("QuerySet[Page]", pages)


def outdated_count() -> int:
    """How many translations are older than what they translate."""
    return translations().filter(state=OUTDATED).count()


def _read_translations() -> dict[int, dict[str, str]]:
    groups: dict[Any, dict[str, Page]] = defaultdict(dict)
    several = (
        Page.objects.live()
        .exclude(locale__language_code=settings.LANGUAGE_CODE)
        .values("translation_key")
    )
    for page in (
        Page.objects.live()
        .filter(translation_key__in=several)
        .select_related("locale")
        .order_by("pk")
    ):
        groups[page.translation_key][page.locale.language_code] = page
    return {
        page.pk: {code: other.url or "" for code, other in group.items()}
        for group in groups.values()
        if len(group) > 1
        for page in group.values()
    }
