"""Blocks: what they draw, what they leave out, and what a page full of them costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import Block
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from catalog import cards
from catalog.models import ProductCard
from cms.blocks import article_blocks
from cms.blocks.goods import ProductRailBlock
from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from showrooms.models import OpeningHours, Showroom
from tests.factories.catalogue import group
from tests.factories.images import StoreImageFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.orders import running_offer, showroom
from tests.factories.pages import every_block, on_shelf, paper, rail
from tests.factories.partner import ProducerFactory
from tests.factories.places import CraftVillageFactory

NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]


@pytest.fixture
def index() -> ArticleIndexPage:
    ensure_site()
    found: ArticleIndexPage = ArticleIndexPage.objects.get()
    return found


def article_with(index: ArticleIndexPage, *blocks: Any, **fields: Any) -> ArticlePage:
    number = index.get_children().count()
    page: ArticlePage = index.add_child(
        instance=ArticlePage(
            title=f"Bài {number}", lead="Một câu.", body=list(blocks), **fields
        )
    )
    return page


def shown(client: Client, page: Page) -> str:
    return " ".join(client.get(page.url).content.decode().split())


def queries(client: Client, page: Page) -> int:
    """What a warm visit asks."""
    client.get(page.url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return len(captured)


def test_every_block_draws_what_it_holds(
    client: Client, index: ArticleIndexPage
) -> None:
    with time_machine.travel(NOON, tick=False):
        body = shown(client, article_with(index, *every_block()))

    for words in (
        "<h2>Ra đồng từ sớm</h2>",
        "<p>Cả xóm ra đồng.</p>",
        "Bà Lụa",
        '<a class="btn" href="/san-pham/">Xem gạo</a>',
        "<dt>cơ sở</dt><dd>39</dd>",
        "<b>Tháng ba</b><p>Gieo mạ.</p>",
        "<summary>Bao giờ gặt?</summary>",
        "<p>Tháng sáu.</p>",
        "<caption>Hai vụ</caption>",
        '<th scope="col">Vụ</th>',
        "Trong xưởng",
        "Xem phim ở youtube.com",
        "mlat=20.74120&amp;mlon=105.90000",
        "Kế hoạch</a>",
        "Tò he",
        "HTX Giày da Bước Đều",
        "Sao OCOP nói điều gì",
    ):
        assert words in body, words


def test_nothing_of_a_film_or_a_map_is_loaded(
    client: Client, index: ArticleIndexPage
) -> None:
    body = shown(client, article_with(index, *every_block()))

    assert "<iframe" not in body
    assert 'src="https://' not in body
    assert (
        'href="https://www.youtube.com/watch?v=x" target="_blank" rel="noopener' in body
    )


def test_what_is_deleted_or_hidden_disappears(
    client: Client, index: ArticleIndexPage
) -> None:
    gone, hidden = on_shelf(title="Mẹt tre"), on_shelf(title="Khay trà")
    image, producer = StoreImageFactory(), ProducerFactory(name="HTX Sợi Cỏ")
    place, document = showroom(), paper("Bản cũ")
    page = article_with(
        index,
        rail(products=[gone.pk, hidden.pk], heading="Trong bài"),
        {"type": "picture", "value": {"image": image.pk, "caption": "Xưởng cũ"}},
        {"type": "producer", "value": {"producer": producer.pk}},
        {"type": "showroom", "value": {"showroom": place.pk}},
        {"type": "download", "value": {"document": document.pk, "label": "Tải về"}},
    )
    hidden.is_public = False
    hidden.save()
    cards.refresh([hidden.pk], day=NOON.date())
    ProductCard.objects.filter(pk=gone.pk).delete()
    producer.is_public = False
    producer.save()
    Showroom.objects.update(is_active=False)
    image.delete()
    document.delete()

    body = shown(client, page)

    for words in ("Mẹt tre", "Khay trà", "Trong bài", "Xưởng cũ", "Tải về", "Sợi Cỏ"):
        assert words not in body, words
    assert place.short_name not in body.split("<footer")[0].split("<main")[1]


def test_a_producer_hidden_a_moment_ago_is_gone_at_once(
    client: Client, index: ArticleIndexPage, django_capture_on_commit_callbacks: Any
) -> None:
    producer = ProducerFactory(name="HTX Sợi Cỏ")
    page = article_with(index, {"type": "producer", "value": {"producer": producer.pk}})
    assert "HTX Sợi Cỏ" in shown(client, page)

    with django_capture_on_commit_callbacks(execute=True):
        producer.is_public = False
        producer.save()

    assert "HTX Sợi Cỏ" not in shown(client, page)


def test_a_showroom_tells_todays_hours(client: Client, index: ArticleIndexPage) -> None:
    place = showroom()
    OpeningHours.objects.all().delete()
    OpeningHours.objects.create(
        showroom=place, weekday=NOON.weekday(), opens=dt.time(8), closes=dt.time(17, 30)
    )
    page = article_with(index, {"type": "showroom", "value": {"showroom": place.pk}})

    with time_machine.travel(NOON, tick=False):
        assert "Đang mở cửa, đến 17:30" in shown(client, page)


def titles(client: Client, page: Page) -> list[str]:
    body = client.get(page.url).content.decode()
    found = ("Tò he", "Khay trà", "Gạo nếp", "Kẹo lạc")
    return sorted((title for title in found if title in body), key=body.index)


@time_machine.travel(NOON, tick=False)
def test_a_rule_finds_by_group_village_stars_and_order(
    client: Client, index: ArticleIndexPage
) -> None:
    village = CraftVillageFactory(name="Tò he Xuân La", slug="to-he-xuan-la")
    on_shelf(title="Tò he", village=village)
    on_shelf(title="Gạo nếp", category="food")
    tray = on_shelf(title="Khay trà")
    CertificateFactory(product=tray, stars=4)
    cards.refresh([tray.pk], day=NOON.date())
    cards.set_sold_counts({tray.pk: 9})

    assert titles(client, article_with(index, rail(group="food"))) == ["Gạo nếp"]
    assert titles(client, article_with(index, rail(village="to-he-xuan-la"))) == [
        "Tò he"
    ]
    assert titles(client, article_with(index, rail(stars="4"))) == ["Khay trà"]
    assert titles(client, article_with(index, rail(stars="5"))) == []
    newest = titles(client, article_with(index, rail(order="newest", count=2)))
    assert newest == ["Khay trà", "Gạo nếp"]
    best = titles(client, article_with(index, rail(order="best_selling", count=1)))
    assert best == ["Khay trà"]


@time_machine.travel(NOON, tick=False)
def test_a_rail_on_sale_shows_what_the_offers_lower(
    client: Client, index: ArticleIndexPage, django_capture_on_commit_callbacks: Any
) -> None:
    on_shelf(title="Tò he")
    page = article_with(index, rail(on_sale=True))
    assert titles(client, page) == []

    with django_capture_on_commit_callbacks(execute=True):
        running_offer()

    assert titles(client, page) == ["Tò he"]


def test_a_star_that_ran_out_leaves_the_rail_by_the_calendar(
    client: Client, index: ArticleIndexPage
) -> None:
    with time_machine.travel(NOON, tick=False):
        certificate = CertificateFactory(stars=4)
        cards.refresh([certificate.product_id], day=NOON.date())
        page = article_with(index, rail(stars="3", heading="Có sao"))
        assert "Có sao" in shown(client, page)

    with time_machine.travel(certificate.expires_on + dt.timedelta(days=1), tick=False):
        assert "Có sao" not in shown(client, page)


@time_machine.travel(NOON, tick=False)
def test_a_new_product_joins_a_rail_at_once(
    client: Client, index: ArticleIndexPage
) -> None:
    on_shelf(title="Tò he")
    page = article_with(index, rail(order="newest"))
    assert titles(client, page) == ["Tò he"]

    on_shelf(title="Khay trà")

    assert titles(client, page) == ["Khay trà", "Tò he"]


def test_a_rail_without_product_or_condition_is_refused() -> None:
    block = ProductRailBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"heading": "Trống"}))

    assert "Chọn ít nhất một sản phẩm" in str(refused.value.as_json_data())


@time_machine.travel(NOON, tick=False)
def test_an_article_costs_the_same_with_two_blocks_of_a_kind_and_with_twenty(
    client: Client, index: ArticleIndexPage
) -> None:
    head = StoreImageFactory()
    running_offer()
    one_of_each = every_block()
    few = article_with(index, *one_of_each, picture=head)
    many = article_with(index, *(one_of_each * 10), picture=head)

    costs = [queries(client, few), queries(client, many)]

    assert costs[0] == costs[1]
    assert costs[1] <= 8


@time_machine.travel(NOON, tick=False)
def test_rails_by_many_rules_cost_as_much_as_one(
    client: Client, index: ArticleIndexPage
) -> None:
    for code in ("food", "handicraft", "beverage"):
        group(code)
        on_shelf(title=f"Hàng {code}", category=code)
    one = article_with(index, rail(group="food"))
    many = article_with(
        index,
        *(
            rail(group=code, stars=stars, count=count)
            for code in ("food", "handicraft", "beverage")
            for stars in ("", "3", "4")
            for count in (2, 4)
        ),
    )

    assert queries(client, one) == queries(client, many)


def test_links_to_pages_are_resolved_once_for_all_paragraphs(
    client: Client, index: ArticleIndexPage
) -> None:
    def link(page: Page) -> dict[str, Any]:
        words = f'<p>Xem <a linktype="page" id="{page.pk}">{page.title}</a></p>'
        return {"type": "paragraph", "value": words}

    targets = [article_with(index) for _n in range(12)]
    few = article_with(index, link(targets[0]), link(targets[1]))
    many = article_with(index, *map(link, targets))

    assert f'<a href="{targets[11].url}">' in shown(client, many)
    assert queries(client, few) == queries(client, many)


@pytest.mark.parametrize(
    ("name", "block"), [pytest.param(*pair, id=pair[0]) for pair in article_blocks()]
)
def test_every_block_has_a_label_an_icon_a_group_and_a_description(
    name: str, block: Block
) -> None:
    assert block.meta.icon != "placeholder"
    assert block.meta.group
    assert block.meta.template == f"cms/blocks/{_template(name)}.html"
    assert block.get_description()
    assert str(block.label) != name.title()


@pytest.mark.parametrize("stocked", [False, True], ids=["empty shop", "full shop"])
def test_every_block_is_previewed_for_the_editor(
    officer_client: Client, index: ArticleIndexPage, stocked: bool
) -> None:
    if stocked:
        every_block()
    blocks = ArticlePage._meta.get_field("body").stream_block.child_blocks

    answers = {
        name: officer_client.get(
            "/quan-tri/block-preview/", {"id": block.definition_prefix}
        ).status_code
        for name, block in blocks.items()
    }

    assert set(answers.values()) == {200}


def _template(name: str) -> str:
    return {"products": "product_rail"}.get(name, name)
