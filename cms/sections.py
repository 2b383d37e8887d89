"""What the home page shows at a moment: standing parts, cards, news, pictures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from catalog.models import ProductCard
from cms.furniture import (
    FEATURED_SIZE,
    SECTION_SIZE,
    HomeFurniture,
    home_furniture,
)
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
    wanted = _apart(page.featured_ids, furniture)
    cards = ProductCard.objects.in_bulk({pk for pks in wanted.values() for pk in pks})
    found = {
        name: [cards[pk] for pk in pks if pk in cards] for name, pks in wanted.items()
    }
    found["certified_cards"] = [
        card for card in found["certified_cards"] if card.stars_on(day)
    ]
    return found


def _apart(chosen: list[int], furniture: HomeFurniture) -> dict[str, list[int]]:
    """The cards of each section, none of them twice on the page. What editors chose
    to feature is theirs; for the rest the upper section takes first."""
    featured = tuple(chosen) or furniture.featured
    sections = (
        ("season_cards", furniture.season, SECTION_SIZE),
        ("featured_cards", featured, FEATURED_SIZE),
        ("certified_cards", furniture.certified, SECTION_SIZE),
        ("newest_cards", furniture.newest, SECTION_SIZE),
    )
    taken: set[int] = set()
    shown = {}
    for name, candidates, size in sections:
        barred = taken if name == "featured_cards" else taken | set(chosen)
        shown[name] = [pk for pk in candidates if pk not in barred][:size]
        taken.update(shown[name])
    return shown


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
