"""Links to pages within rich text, in the language of the page they stand on."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class ShopPageLinkHandler(PageLinkHandler):
    """Wagtail's handler asks for the language of every link; this one asks once for
    all pages, and takes their translations from the cache."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        from cms.languages import translations_of

        wanted = {attrs.get("id") for attrs in attrs_list}
        pages = {
            str(page.pk): translations_of(page).get(get_language() or "") or page.url
            for page in Page.objects.filter(pk__in=wanted).select_related("locale")
        }
        return [
            f'<a href="{escape(url)}">' if url else "<a>"
            for url in (pages.get(str(attrs.get("id"))) for attrs in attrs_list)
        ]
