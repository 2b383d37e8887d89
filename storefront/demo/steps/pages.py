"""The site's starting pages with their pictures, and a few articles."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale

from cms.models import ArticleIndexPage, ArticlePage, HomePage
from cms.setup import ensure_site
from storefront.demo.dataset import Article
from storefront.demo.world import Step, World

HERO, STORY = "pages/road-and-fields.webp", "pages/workshop-at-night.webp"


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


def _missing_articles(world: World) -> list[Article]:
    known = set(ArticlePage.objects.values_list("slug", flat=True))
    return [row for row in world.data.articles if row.slug not in known]


def _write_articles(world: World, rows: Sequence[Article]) -> None:
    index = ArticleIndexPage.objects.get(locale=Locale.get_default())
    for row in rows:
        index.add_child(
            instance=ArticlePage(
                title=row.title,
                slug=row.slug,
                category=row.category,
                published_on=world.moment(row.days_ago).date(),
                lead=row.lead,
                picture=world.images.get(row.picture),
                body=[*_words(world, row), *_products(world, row)],
                is_demo=True,
            )
        )


def _words(world: World, row: Article) -> Iterator[dict[str, Any]]:
    for text in row.body:
        yield {"type": "paragraph", "value": f"<p>{html.escape(text)}</p>"}
    if not row.plan:
        return
    targets = [
        f"{target['label']}: {target['min']}–{target['max']} {target['unit']}"
        for target in world.data.plan["targets"]
    ]
    yield {"type": "heading", "value": "Ba chỉ tiêu"}
    yield _list(targets)
    yield {"type": "heading", "value": "Sáu nội dung"}
    yield _list([content["label"] for content in world.data.plan["contents"]])


def _list(lines: Sequence[str]) -> dict[str, Any]:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return {"type": "paragraph", "value": f"<ul>{items}</ul>"}


def _products(world: World, row: Article) -> Iterator[dict[str, Any]]:
    found = [world.products.get(f"demo-{slug}") for slug in row.products]
    chosen = [product.pk for product in found if product]
    if chosen:
        yield {
            "type": "products",
            "value": {"heading": "Trong bài", "products": chosen},
        }


SITE = Step("Trang", _missing_site, _write_site)
ARTICLES = Step("Bài viết", _missing_articles, _write_articles, batch=1)
