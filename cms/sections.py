"""What the home page shows at a moment: standing parts, cards, news, pictures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from catalog.models import ProductCard
from cms.furniture import HomeFurniture, home_furniture
from cms.models.articles import ArticlePage
from media.models import StoreImage
from media.renditions import Picture, picture
from showrooms.showing import showroom_view

if TYPE_CHECKING:
    from cms.models.home import HomePage

ARTICLES_SHOWN = 3


def home_sections(page: HomePage, *, at: dt.datetime) -> dict[str, Any]:
    """The context of the home page at ``at``: three queries with a warm cache."""
    day = at.date()
    furniture = home_furniture(day)
    return {
        "month": day.month,
        "groups": furniture.groups,
        "villages": furniture.villages,
        "village_count": furniture.village_count,
        "showrooms": [showroom_view(showroom, at) for showroom in furniture.showrooms],
        "articles": _latest_articles(page),
        **_cards(page, furniture, day),
        **_pictures(page),
    }


def _cards(page: HomePage, furniture: HomeFurniture, day: dt.date) -> dict[str, Any]:
    wanted = {
        "season_cards": furniture.season,
        "featured_cards": page.featured_ids or furniture.featured,
        "certified_cards": furniture.certified,
        "newest_cards": furniture.newest,
    }
    cards = ProductCard.objects.in_bulk({pk for pks in wanted.values() for pk in pks})
    found = {
        name: [cards[pk] for pk in pks if pk in cards] for name, pks in wanted.items()
    }
    found["certified_cards"] = [
        card for card in found["certified_cards"] if card.stars_on(day)
    ]
    return found


def _latest_articles(page: HomePage) -> list[ArticlePage]:
    return list(
        ArticlePage.objects.descendant_of(page)
        .live()
        .select_related("picture")
        .order_by("-published_on", "-pk")[:ARTICLES_SHOWN]
    )


def _pictures(page: HomePage) -> dict[str, Picture | None]:
    ids = (page.hero_picture_id, page.hero_picture_phone_id, page.story_picture_id)
    images = StoreImage.objects.in_bulk([pk for pk in ids if pk])
    hero, phone, story = (images.get(pk) for pk in ids)
    return {
        "hero": picture(hero, "wide"),
        "hero_phone": picture(phone, "wide"),
        "story_picture": picture(story, "main"),
    }
