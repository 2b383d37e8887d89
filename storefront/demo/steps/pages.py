"""The site's starting pages with their pictures, then the pages the demo tells.

What is there already stays as editors left it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page

from cms.models import (
    AreaPage,
    ArticleIndexPage,
    ArticlePage,
    FairIndexPage,
    FairPage,
    GuidePage,
    HomePage,
    LandingPage,
    ProducerStoryPage,
    SectionPage,
    VillagePage,
)
from cms.page_blocks import Keys, with_keys
from cms.page_texts import PageText
from cms.setup import ensure_site
from showrooms.models import Showroom
from storefront.demo.world import Step, World

HERO, STORY = "pages/road-and-fields.webp", "pages/workshop-at-night.webp"
AREA_SLUG = "dat-nghe-phu-xuyen"


def _missing_site(world: World) -> list[str]:
    return [] if HomePage.objects.exists() else ["site"]


def _write_site(world: World, what: Sequence[str]) -> None:
    address = urlsplit(settings.SHOP_URL)
    home = ensure_site(
        hostname=address.hostname or "localhost",
        port=address.port or 80,
        effective_from=world.day,
        is_demo=True,
    )
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


def _home() -> Page:
    home: HomePage = HomePage.objects.get(locale=Locale.get_default())
    return home


def _article_index() -> Page:
    index: ArticleIndexPage = ArticleIndexPage.objects.get(locale=Locale.get_default())
    return index


def _section(slug: str, title: str, lead: str) -> Callable[[], Page]:
    """The section of this slug, made when missing."""

    def find() -> Page:
        home = _home()
        found: Page = SectionPage.objects.child_of(home).filter(slug=slug).first()
        if found is None:
            found = SectionPage(slug=slug, title=title, lead=lead)
            home.add_child(instance=found)
        return found

    return find


def _of_article(world: World, text: PageText) -> dict[str, Any]:
    return {
        "category": text.get("category") or ArticlePage.Category.CRAFT,
        "published_on": world.moment(int(text.get("days_ago") or 0)).date(),
        "byline": text.get("byline"),
    }


def _fair_index() -> Page:
    """The list of fairs, made when missing."""
    home = _home()
    found: Page | None = FairIndexPage.objects.child_of(home).first()
    if found is None:
        found = FairIndexPage(
            slug="hoi-cho",
            title="Hội chợ",
            lead="Các làng sắp đi đâu, đang bày gì, và mang gì về.",
        )
        home.add_child(instance=found)
    return found


def _of_fair(world: World, text: PageText) -> dict[str, Any]:
    told = world.data.fair_results.get(text.slug)
    return {
        "fair": world.fairs.get(text.get("fair")),
        "results": with_keys(told.blocks, _keys(world)) if told else [],
    }


SITE = Step("Trang", _missing_site, _write_site)
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
        _section(
            "cac-lang",
            "Chuyện các làng",
            "Mỗi làng một nghề: cách làm, mùa đi xem và món nên mua.",
        ),
        lambda world, text: {"village": world.villages.get(text.get("village"))},
    ),
    Shelf(
        "stories",
        "Chuyện cơ sở",
        ProducerStoryPage,
        _section(
            "chuyen-co-so",
            "Chuyện của cơ sở",
            "Người làm kể việc của mình, từ nguyên liệu đến gói hàng.",
        ),
        lambda world, text: {"producer": world.producers.get(text.get("producer"))},
    ),
    Shelf(
        "guides",
        "Hướng dẫn",
        GuidePage,
        _section(
            "huong-dan",
            "Hướng dẫn",
            "Chọn hàng, đọc nhãn, giữ đồ thủ công và mua trên trang này.",
        ),
    ),
    Shelf("landing", "Trang đích", LandingPage, _home),
    Shelf("fairs", "Trang hội chợ", FairPage, _fair_index, _of_fair),
)
PAGES = tuple(shelf.step() for shelf in SHELVES)
