"""The site's starting pages with their pictures, then the pages the demo tells.

What is there already stays as editors left it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page

from cms.models import (
    AreaPage,
    ArticleIndexPage,
    ArticlePage,
    FairPage,
    GuidePage,
    HomePage,
    LandingPage,
    ProducerStoryPage,
    VillagePage,
)
from cms.page_blocks import Keys, with_keys
from cms.page_texts import PageText
from cms.setup import FAIRS, GUIDES, STORIES, VILLAGES, add_section
from showrooms.models import Showroom
from storefront import installing
from storefront.demo.steps import people
from storefront.demo.world import Step, World

HERO, STORY = "pages/road-and-fields.webp", "pages/workshop-at-night.webp"
AREA_SLUG = "dat-nghe-phu-xuyen"


def _missing_site(world: World) -> list[str]:
    return [] if installing.is_set_up() else ["site"]


def _write_site(world: World, what: Sequence[str]) -> None:
    """A demo of former days has its member of the staff without the newer groups."""
    home = installing.set_up(day=world.day, is_demo=True)
    people.give_groups()
    if home.story_text:
        return
    home.hero_picture = world.images.get(HERO)
    home.story_picture = world.images.get(STORY)
    home.story_heading = "Một mảnh trai đi qua mấy bàn tay"
    home.story_text = (
        "Ở Chuyên Mỹ, vỏ trai được chọn sắc, cưa, khảm rồi mài, mỗi việc một người. "
        "Khay trà anh chị cầm trên tay đã đi hết một vòng xưởng."
    )
    home.story_url = "/chuyen-nghe/mot-manh-trai-qua-may-ban-tay/"
    home.save_revision().publish()


@dataclass(frozen=True)
class Shelf:
    """Where the pages of one folder of texts stand, and what their type adds."""

    folder: str
    label: str
    model: type[Page]
    parent: Callable[[], Page]
    more: Callable[[World, PageText], dict[str, Any]] = lambda world, text: {}
    slug: Callable[[PageText], str] = lambda text: text.slug

    def step(self) -> Step:
        return Step(self.label, self._missing, self._write, batch=4)

    def _missing(self, world: World) -> list[PageText]:
        known = set(self.model.objects.values_list("slug", flat=True))
        texts = world.data.pages[self.folder]
        return [text for text in texts if self.slug(text) not in known]

    def _write(self, world: World, texts: Sequence[PageText]) -> None:
        parent, keys = self.parent(), _keys(world)
        for text in texts:
            page = self.model(
                title=text.title,
                slug=self.slug(text),
                lead=text.get("lead"),
                search_description=text.get("description"),
                picture=world.images.get(f"{text.get('picture')}.webp"),
                body=with_keys(text.blocks, keys),
                is_demo=text.flag("demo"),
                **self.more(world, text),
            )
            parent.add_child(instance=page)


def _keys(world: World) -> Keys:
    return Keys(
        products={
            row.slug: world.products[row.upc].pk
            for row in world.data.products
            if row.upc in world.products
        },
        pictures={
            path.removesuffix(".webp"): image.pk for path, image in world.images.items()
        },
        producers={code: producer.pk for code, producer in world.producers.items()},
        showrooms=dict(Showroom.objects.values_list("slug", "pk")),
    )


def _home() -> HomePage:
    home: HomePage = HomePage.objects.get(locale=Locale.get_default())
    return home


def _article_index() -> Page:
    index: ArticleIndexPage = ArticleIndexPage.objects.get(locale=Locale.get_default())
    return index


def _section(section: tuple[str, str, str]) -> Callable[[], Page]:
    """The section of this kind, made again where editors moved or deleted it."""

    def find() -> Page:
        home = _home()
        found: Page | None = home.get_children().filter(slug=section[0]).first()
        return found or add_section(home, section)

    return find


def _of_article(world: World, text: PageText) -> dict[str, Any]:
    return {
        "category": text.get("category") or ArticlePage.Category.CRAFT,
        "published_on": world.moment(int(text.get("days_ago") or 0)).date(),
        "byline": text.get("byline"),
    }


def _of_fair(world: World, text: PageText) -> dict[str, Any]:
    told = world.data.fair_results.get(text.slug)
    return {
        "fair": world.fairs.get(text.get("fair")),
        "results": with_keys(told.blocks, _keys(world)) if told else [],
    }


SITE = Step("Trang, nhóm quyền", _missing_site, _write_site)
SHELVES = (
    Shelf("articles", "Bài viết", ArticlePage, _article_index, _of_article),
    Shelf(
        "area",
        "Trang vùng",
        AreaPage,
        _home,
        slug=lambda text: AREA_SLUG,
    ),
    Shelf(
        "villages",
        "Trang làng",
        VillagePage,
        _section(VILLAGES),
        lambda world, text: {"village": world.villages.get(text.get("village"))},
    ),
    Shelf(
        "stories",
        "Chuyện cơ sở",
        ProducerStoryPage,
        _section(STORIES),
        lambda world, text: {"producer": world.producers.get(text.get("producer"))},
    ),
    Shelf(
        "guides",
        "Hướng dẫn",
        GuidePage,
        _section(GUIDES),
    ),
    Shelf("landing", "Trang đích", LandingPage, _home),
    Shelf("fairs", "Trang hội chợ", FairPage, _section(FAIRS), _of_fair),
)
PAGES = tuple(shelf.step() for shelf in SHELVES)
