"""The pages of the shop as the search finds them; registered when the app is ready."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search import index

from cms.models import HomePage
from search import tasks
from search.pages_found import PageDocument
from search.sources import plain


class Pages:
    kind = "pages"
    label = _("Bài viết và trang thông tin")

    def documents(self, keys: Collection[str] | None) -> Iterator[PageDocument]:
        """Published pages that anybody may read, in the shop's first language; the
        home page is found already."""
        found = Page.objects.live().public().not_type(HomePage)
        found = found.filter(depth__gt=2, locale=Locale.get_default())
        if keys is not None:
            found = found.filter(pk__in=keys)
        for page in found.order_by("-first_published_at", "-pk").specific():
            url = page.get_url()
            if url:
                yield PageDocument(
                    key=str(page.pk), title=page.title, url=url, body=_body(page)
                )


def page_changed(instance: Page, **kwargs: Any) -> None:
    """A page was published, withdrawn, moved or deleted: its addresses below move
    with it."""
    below = instance.get_descendants(inclusive=True) if instance.path else ()
    keys = {str(instance.pk), *(str(page.pk) for page in below)}
    tasks.queue_pages(Pages.kind, keys)


def _body(page: Page) -> str:
    """All that the page declares as its words, but for the title."""
    texts = []
    for field in page.get_search_fields():
        if isinstance(field, index.SearchField) and field.field_name != "title":
            value = field.get_value(page)
            parts = value if isinstance(value, list) else [value]
            texts += [plain(str(part)) for part in parts if part]
    return " ".join(texts)
