"""Sections, brands and libraries with no, one and many things in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.models import (
    AreaPage,
    ArticleIndexPage,
    ArticlePage,
    DocumentLibraryPage,
    FairIndexPage,
    FairPage,
    GuidePage,
    HomePage,
    LibraryDocument,
    ProducerStoryPage,
    SectionPage,
    VillagePage,
)
from cms.setup import ensure_site
from tests.factories.fairs import FairFactory
from tests.factories.images import StoreImageFactory
from tests.factories.pages import on_shelf, paper
from tests.factories.partner import ProducerFactory
from tests.factories.places import CraftVillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]


@pytest.fixture
def home() -> HomePage:
    return ensure_site()


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    made: SectionPage = home.add_child(
        instance=SectionPage(title="Hướng dẫn", slug="huong-dan")
    )
    return made


def guide(section: SectionPage, title: str, **fields: Any) -> GuidePage:
    made: GuidePage = section.add_child(instance=GuidePage(title=title, **fields))
    return made


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_an_empty_section_says_so(client: Client, section: SectionPage) -> None:
    assert "Chưa có trang nào trong mục này." in shown(client, section.url)


def test_a_section_lists_its_published_pages_in_their_order(
    client: Client, section: SectionPage
) -> None:
    guide(section, "Giữ đồ gỗ", lead="Lau khô.")
    guide(section, "Bản nháp", live=False)
    guide(section, "Chọn quà")
    private = guide(section, "Nội bộ")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    body = shown(client, section.url)

    assert body.index("Giữ đồ gỗ") < body.index("Chọn quà")
    assert "Lau khô." in body
    assert "Bản nháp" not in body
    assert "Nội bộ" not in body


def test_a_long_section_is_paged(client: Client, section: SectionPage) -> None:
    for number in range(25):
        guide(section, f"Hướng dẫn {number}")

    assert "?trang=2" in shown(client, section.url)
    assert "Hướng dẫn 24" in shown(client, f"{section.url}?trang=2")


@pytest.mark.parametrize("number", ["0", "-1", "1000000000", "abc", "%00"])
def test_a_page_of_a_section_that_is_not_there_shows_another(
    client: Client, section: SectionPage, number: str
) -> None:
    assert client.get(f"{section.url}?trang={number}").status_code == 200


def test_a_section_costs_the_same_at_two_and_twenty_pages(
    client: Client, section: SectionPage
) -> None:
    for number in range(2):
        guide(section, f"Hướng dẫn {number}", picture=StoreImageFactory())
    few = queries(client, section.url)
    for number in range(2, 20):
        guide(section, f"Hướng dẫn {number}", picture=StoreImageFactory())

    assert queries(client, section.url) == few


def test_every_list_is_drawn_with_none_one_and_many(
    client: Client, home: HomePage, section: SectionPage
) -> None:
    fairs = home.add_child(instance=FairIndexPage(title="Hội chợ", slug="hoi-cho"))
    news = ArticleIndexPage.objects.get()
    lists: list[tuple[Page, Callable[[str], Page]]] = [
        (news, lambda title: ArticlePage(title=title, lead="Câu.")),
        (section, lambda title: GuidePage(title=title)),
        (fairs, lambda title: FairPage(title=title, fair=FairFactory())),
    ]
    for index, make in lists:
        assert "Chưa có" in shown(client, index.url), index

        index.add_child(instance=make("Một mình"))
        alone = shown(client, index.url)
        assert "Một mình" in alone, index
        assert "?trang=2" not in alone, index

        for number in range(25):
            index.add_child(instance=make(f"Thứ {number}"))
        assert "?trang=2" in shown(client, index.url), index
        assert "Thứ" in shown(client, f"{index.url}?trang=2"), index


def test_the_news_and_an_article_stay_within_eight_queries(
    client: Client, home: HomePage
) -> None:
    index = ArticleIndexPage.objects.get()
    for number in range(12):
        page = index.add_child(
            instance=ArticlePage(
                title=f"Bài {number}", lead="Câu.", picture=StoreImageFactory()
            )
        )

    assert queries(client, index.url) <= 8
    assert queries(client, page.url) <= 8


def test_an_empty_library_says_so(client: Client, section: SectionPage) -> None:
    library = section.add_child(instance=DocumentLibraryPage(title="Văn bản"))

    assert "Chưa có văn bản nào." in shown(client, library.url)


def test_a_library_shows_documents_by_kind_the_newest_first(
    client: Client, section: SectionPage
) -> None:
    library = section.add_child(instance=DocumentLibraryPage(title="Văn bản"))
    for kind, title, day in (
        ("form", "Đơn đăng ký", None),
        ("decision", "Kế hoạch 2019", dt.date(2019, 3, 1)),
        ("decision", "Quyết định 2026", dt.date(2026, 1, 5)),
    ):
        LibraryDocument.objects.create(
            page=library,
            kind=kind,
            title=title,
            issued_on=day,
            document=paper(),
            number="12/QĐ",
        )

    body = shown(client, library.url)

    assert (
        body.index("Quyết định, kế hoạch")
        < body.index("Quyết định 2026")
        < body.index("Kế hoạch 2019")
        < body.index("Biểu mẫu")
        < body.index("Đơn đăng ký")
    )
    assert "ngày 05/01/2026" in body


def test_a_library_costs_the_same_at_two_and_twenty_documents(
    client: Client, section: SectionPage
) -> None:
    library = section.add_child(instance=DocumentLibraryPage(title="Văn bản"))

    def put(count: int) -> None:
        for number in range(count):
            LibraryDocument.objects.create(
                page=library, kind="form", title=f"Mẫu {number}", document=paper()
            )

    put(2)
    few = queries(client, library.url)
    put(18)

    assert queries(client, library.url) == few


def test_a_deleted_document_leaves_its_library(
    client: Client, section: SectionPage
) -> None:
    library = section.add_child(instance=DocumentLibraryPage(title="Văn bản"))
    document = paper()
    LibraryDocument.objects.create(
        page=library, kind="form", title="Mẫu 01", document=document
    )

    document.delete()

    assert "Mẫu 01" not in shown(client, library.url)


def test_a_village_page_shows_its_producers_and_products(
    client: Client, section: SectionPage
) -> None:
    village = CraftVillageFactory()
    page = section.add_child(instance=VillagePage(title="Làng giày", village=village))
    assert "Chưa có sản phẩm nào đang bán." in shown(client, page.url)

    on_shelf(title="Giày tây", village=village, producer=ProducerFactory())
    other = CraftVillageFactory(name="Tò he Xuân La", slug="to-he-xuan-la")
    on_shelf(title="Tò he", village=other)

    body = shown(client, page.url)
    assert "Giày tây" in body
    assert "HTX Giày da Bước Đều" in body
    assert "Tò he" not in body
    assert f'href="{village.get_absolute_url()}"' in body


def test_a_village_page_outlives_its_village(
    client: Client, section: SectionPage
) -> None:
    village = CraftVillageFactory()
    page = section.add_child(
        instance=VillagePage(title="Làng giày", lead="Ba thôn.", village=village)
    )

    village.delete()

    body = shown(client, page.url)
    assert "Ba thôn." in body
    assert "Sản phẩm của làng" not in body


def test_a_story_hides_what_a_hidden_producer_sells(
    client: Client, section: SectionPage
) -> None:
    producer = ProducerFactory()
    on_shelf(title="Giày tây", producer=producer)
    page = section.add_child(
        instance=ProducerStoryPage(title="Một xưởng", producer=producer)
    )
    assert "Giày tây" in shown(client, page.url)

    producer.is_public = False
    producer.save()

    body = shown(client, page.url)
    assert "Giày tây" not in body
    assert "HTX Giày da Bước Đều" not in body


@pytest.mark.parametrize("kind", [VillagePage, ProducerStoryPage, AreaPage])
def test_brand_pages_cost_the_same_at_two_and_twenty_products(
    client: Client, home: HomePage, kind: type[Page]
) -> None:
    village, producer = CraftVillageFactory(), ProducerFactory()
    bound = {
        VillagePage: {"village": village},
        ProducerStoryPage: {"producer": producer},
    }
    page = home.add_child(instance=kind(title="Đất nghề", **bound.get(kind, {})))

    def stock(count: int) -> None:
        for number in range(count):
            maker = (
                producer
                if kind is ProducerStoryPage
                else ProducerFactory(
                    name=f"HTX {count} {number}", picture=StoreImageFactory()
                )
            )
            on_shelf(title=f"Hàng {count} {number}", village=village, producer=maker)

    stock(2)
    few = queries(client, page.url)
    stock(18)

    assert queries(client, page.url) == few


@pytest.mark.parametrize(
    "path", ["lang-nghe/giay-da-phu-yen", "co-so/htx-giay-da-buoc-deu"]
)
def test_listings_lead_to_the_story_and_back(
    client: Client,
    section: SectionPage,
    path: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    on_shelf(title="Giày tây")
    assert "Đọc: " not in shown(client, f"/{path}/")
    village, producer = CraftVillageFactory(), ProducerFactory()
    pages = [
        VillagePage(title="Chuyện làng giày", village=village, live=False),
        ProducerStoryPage(title="Chuyện một xưởng", producer=producer, live=False),
    ]

    for page in pages:
        section.add_child(instance=page)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    story = pages[0] if path.startswith("lang") else pages[1]
    assert f'href="{story.url}">Đọc: {story.title}</a>' in shown(client, f"/{path}/")
    assert f'href="/{path}/"' in shown(client, story.url)

    story.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()

    assert "Đọc: " not in shown(client, f"/{path}/")


def test_a_restricted_section_restricts_what_is_below_it(
    client: Client, section: SectionPage
) -> None:
    page = guide(section, "Nội bộ")
    PageViewRestriction.objects.create(page=section, restriction_type="login")

    assert client.get(page.url).status_code == 302
    assert client.get(section.url).status_code == 302


def test_a_path_through_a_page_that_is_not_there_is_not_found(
    client: Client, section: SectionPage
) -> None:
    guide(section, "Chọn quà", slug="chon-qua")

    for path in ("/huong-dan/khac/", "/khac/chon-qua/", "/a/b/c/d/e/f/g/h/"):
        assert client.get(path).status_code == 404
    assert client.get("/huong-dan/chon-qua/").status_code == 200


def test_a_page_below_an_unpublished_one_keeps_wagtails_rule(
    client: Client, section: SectionPage
) -> None:
    page = guide(section, "Chọn quà", slug="chon-qua")
    section.unpublish()

    assert client.get(section.url or "/huong-dan/").status_code == 404
    assert client.get("/huong-dan/chon-qua/").status_code == 200
    assert "Hướng dẫn</a>" not in shown(client, page.url).split("<main")[0]
