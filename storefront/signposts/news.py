"""The latest articles for feed readers, as RSS and as Atom."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils import feedgenerator
from django.utils.timezone import get_current_timezone

from catalog import clock
from cms.furniture import shop_facts, version
from cms.models import ArticlePage
from storefront.signposts.sitemaps import page_path

ARTICLES = 50
FORMATS: dict[str, type[feedgenerator.SyndicationFeed]] = {
    "rss": feedgenerator.Rss201rev2Feed,
    "atom": feedgenerator.Atom1Feed,
}
NEWS = "chuyen-nghe"


def news_version() -> str:
    return f"{version()}:{clock.today()}"


def news(kind: str, category: str, address: str) -> str:
    """The feed of one category, or of all; ``address`` is its own."""
    facts, site = shop_facts(), settings.SHOP_URL
    index = facts.pages.get(NEWS)
    label = dict(ArticlePage.Category.choices).get(category)
    feed = FORMATS[kind](
        title=f"{label} · {facts.name}" if label else facts.name,
        link=site + (index.url if index else "/"),
        description=facts.footer_text or facts.name,
        language=settings.LANGUAGE_CODE,
        feed_url=site + address,
    )
    for article in _articles(category):
        link = site + page_path(article)
        feed.add_item(
            title=article.title,
            link=link,
            description=article.lead,
            unique_id=link,
            author_name=article.byline or None,
            pubdate=_at_midnight(article.published_on),
            updateddate=article.last_published_at,
            categories=[str(article.get_category_display())],
        )
    written: str = feed.writeString("utf-8")
    return written


def _articles(category: str) -> list[ArticlePage]:
    now = clock.now()
    found = (
        ArticlePage.objects.live()
        .public()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
    )
    if category:
        found = found.filter(category=category)
    newest = found.select_related("locale").order_by("-published_on", "-pk")
    return list(newest[:ARTICLES])


def _at_midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), get_current_timezone())
