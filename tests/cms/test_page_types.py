"""Every page type can be made, edited, previewed and seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from catalog import cards
from cms.inbox.models import EnquiryPage
from cms.links import validate_link
from cms.models import (
    AreaPage,
    ArticleIndexPage,
    ArticlePage,
    DocumentLibraryPage,
    FairIndexPage,
    FairPage,
    GuidePage,
    HomePage,
    LandingPage,
    PlainPage,
    ProducerStoryPage,
    SectionPage,
    SiteSettings,
    VillagePage,
)
from cms.setup import ensure_site, legal_texts
from tests.factories.catalogue import ProductFactory
from tests.factories.pages import pages_of_every_type, stream_form
from tests.factories.people import UserFactory

pytestmark = pytest.mark.usefixtures("installed")

LEGAL = [
    "dieu-kien-giao-dich",
    "chinh-sach-bao-mat",
    "giao-hang",
    "doi-tra",
    "thanh-toan",
    "khieu-nai",
    "quy-che-hoat-dong",
    "tieu-chi-xep-hang",
    "ocop-la-gi",
    "danh-cho-co-so",
    "gia-va-phi",
    "dieu-kien-uu-dai",
    "gioi-han-giao-dich",
    "phat-truc-tiep",
    "chu-so-huu",
]

STORIES = [
    AreaPage,
    VillagePage,
    ProducerStoryPage,
    GuidePage,
    LandingPage,
    DocumentLibraryPage,
]


class PageTypeTest(WagtailPageTestCase):
    """Wagtail's own checks of a page type, for each of ours."""

    home: HomePage
    index: ArticleIndexPage
    plain: PlainPage
    others: dict[str, Page]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.home = ensure_site(effective_from=dt.date(2026, 11, 1))
        cls.index = ArticleIndexPage.objects.get()
        cls.plain = PlainPage.objects.get(slug="giao-hang")
        cls.others = pages_of_every_type(cls.home)

    def setUp(self) -> None:
        self.client.force_login(UserFactory(is_staff=True, is_superuser=True))

    def test_each_page_is_shown(self) -> None:
        letters = EnquiryPage.objects.all()
        for page in (
            self.home,
            self.index,
            self.plain,
            *self.others.values(),
            *letters,
        ):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)

    def test_each_page_is_edited(self) -> None:
        for page, data in self.forms():
            self.assertPageIsEditable(page, post_data=data)

    def test_each_page_is_previewed(self) -> None:
        for page, data in self.forms():
            self.assertPageIsPreviewable(page, post_data=data)

    def forms(self) -> list[tuple[Page, dict[str, str]]]:
        """Each page with what its form sends; blocks are drawn by script."""
        words = streamfield([("heading", "Ra đồng từ sớm")])
        product = ProductFactory()
        return [
            (
                self.home,
                form_of(
                    self.home,
                    heading="Đồ làng nghề",
                    lead="OCOP là gì.",
                    featured=streamfield([("product", str(product.pk))]),
                    promises=streamfield(
                        [("promise", {"icon": "cash", "title": "Trả sau", "text": ""})]
                    ),
                ),
            ),
            (self.index, form_of(self.index, lead="Người làm, mùa vụ.")),
            *((page, form_of(page, **sent(page))) for page in self.others.values()),
            *(
                (page, form_of(page, kind=page.kind, lead="", thanks="", body=words))
                for page in EnquiryPage.objects.all()
            ),
            (self.plain, form_of(self.plain, version="2026-12", body=words)),
        ]

    def test_pages_sit_only_where_they_belong(self) -> None:
        self.assertAllowedParentPageTypes(ArticlePage, {ArticleIndexPage})
        self.assertAllowedParentPageTypes(ArticleIndexPage, {HomePage})
        self.assertAllowedParentPageTypes(PlainPage, {HomePage})
        for kind in STORIES:
            self.assertAllowedParentPageTypes(kind, {HomePage, SectionPage})
            self.assertAllowedSubpageTypes(kind, set())
        self.assertAllowedSubpageTypes(SectionPage, {SectionPage, *STORIES})
        self.assertAllowedParentPageTypes(FairIndexPage, {HomePage})
        self.assertAllowedParentPageTypes(FairPage, {FairIndexPage})
        self.assertAllowedSubpageTypes(FairIndexPage, {FairPage})
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(ArticlePage, set())
        self.assertAllowedSubpageTypes(PlainPage, set())

    def test_there_is_one_home_page(self) -> None:
        assert not HomePage.can_create_at(Page.get_first_root_node())


def sent(page: Page) -> dict[str, Any]:
    """The fields that the forms of the other types send."""
    if isinstance(page, DocumentLibraryPage):
        entry = page.entries.get()
        row = {
            "id": str(entry.pk),
            "kind": entry.kind,
            "title": entry.title,
            "number": entry.number,
            "issued_on": "2019-03-01",
            "issuer": "",
            "document": str(entry.document_id),
        }
        return {"lead": "Để tra cứu.", "entries": inline_formset([row], initial=1)}
    if isinstance(page, (SectionPage, FairIndexPage)):
        return {"lead": "Mỗi làng một nghề."}
    own: dict[type[Page], dict[str, Any]] = {
        ArticlePage: {
            "published_on": "2026-11-26",
            "category": "season",
            "byline": "Ban biên tập",
        },
        VillagePage: {"village": str(getattr(page, "village_id", ""))},
        ProducerStoryPage: {"producer": str(getattr(page, "producer_id", ""))},
    }
    if isinstance(page, FairPage):
        own[FairPage] = {
            "fair": str(page.fair_id),
            "results": stream_form(page.results),
        }
    return {
        "lead": "Lúa chín.",
        "body": stream_form(page.body),
        **own.get(type(page), {}),
    }


def form_of(page: Page, **fields: object) -> dict[str, str]:
    data: dict[str, str] = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "comments": inline_formset([]),
            **fields,
        }
    )
    return data


def an_article(title: str = "Mùa gặt ở Đại Xuyên", **fields: object) -> ArticlePage:
    return ArticlePage(
        title=title,
        lead="Lúa chín vàng từ đầu tháng.",
        body=[
            {"type": "heading", "value": "Ra đồng từ sớm"},
            {"type": "paragraph", "value": "<p>Cả xóm ra đồng.</p>"},
            {"type": "quote", "value": {"text": "Được mùa.", "speaker": "Bà Lụa"}},
            {"type": "link", "value": {"label": "Xem gạo", "url": "/san-pham/"}},
        ],
        **fields,
    )


@pytest.fixture
def home(db: None) -> HomePage:
    return ensure_site(effective_from=dt.date(2026, 11, 1))


def test_the_starting_pages_may_be_ensured_again(home: HomePage) -> None:
    before = set(Page.objects.values_list("pk", flat=True))
    page = PlainPage.objects.get(slug="giao-hang")
    page.lead = "Lời của người biên tập."
    page.save()

    again = ensure_site()

    page.refresh_from_db()
    assert again.pk == home.pk
    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert page.lead == "Lời của người biên tập."
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_addresses_bear_no_accents(home: HomePage) -> None:
    index = ArticleIndexPage.objects.get()

    made = index.add_child(instance=an_article("Đồ gỗ mùa Tết ở Phú Xuyên"))
    typed = index.add_child(instance=an_article("Một bài", slug="mùa-gặt-đại-xuyên"))

    assert (made.slug, typed.slug) == ("do-go-mua-tet-o-phu-xuyen", "mua-gat-dai-xuyen")


def test_wagtails_welcome_page_is_gone(client: Client, home: HomePage) -> None:
    assert "Welcome" not in client.get("/").content.decode()
    assert not Page.objects.filter(slug="home").exists()


def test_a_lost_home_page_is_repaired(home: HomePage) -> None:
    home.unpublish()

    ensure_site()

    home.refresh_from_db()
    assert home.live


@pytest.mark.parametrize("slug", LEGAL)
def test_every_page_the_law_asks_for_is_there(
    client: Client, home: HomePage, slug: str
) -> None:
    response = client.get(f"/{slug}/")

    body = response.content.decode()
    assert response.status_code == 200
    assert f'href="/{slug}/"' in client.get("/").content.decode()
    assert body.count("<h1") == 1


def test_legal_pages_say_they_wait_for_a_lawyer(home: HomePage) -> None:
    waiting = {text.slug for text in legal_texts() if text.flag("awaits_lawyer")}

    assert waiting == set(LEGAL) - {"ocop-la-gi", "danh-cho-co-so"}


def test_a_page_tells_its_version_and_that_it_is_a_draft(
    client: Client, home: HomePage
) -> None:
    body = client.get("/dieu-kien-giao-dich/").content.decode()

    assert "Phiên bản 2026-11, hiệu lực từ 01/11/2026" in " ".join(body.split())
    assert "Bản nháp, chờ luật sư xác nhận" in body


def test_the_owner_is_being_updated_until_staff_say_who(
    client: Client, home: HomePage
) -> None:
    settings = SiteSettings.objects.get()
    assert "đang cập nhật" in client.get("/chu-so-huu/").content.decode()

    settings.owner_name = "HTX Dịch vụ Phú Xuyên"
    settings.save()
    _forget()

    assert "HTX Dịch vụ Phú Xuyên" in client.get("/chu-so-huu/").content.decode()


def test_no_notification_badge_is_shown_before_there_is_one(
    client: Client, home: HomePage
) -> None:
    assert "Đã thông báo" not in client.get("/").content.decode()


def test_articles_are_listed_newest_first_and_paged(
    client: Client, home: HomePage
) -> None:
    index = ArticleIndexPage.objects.get()
    for day in range(1, 15):
        index.add_child(
            instance=an_article(f"Bài ngày {day}", published_on=dt.date(2026, 11, day))
        )

    first = client.get(index.url).context["page_of_articles"]
    second = client.get(index.url, {"trang": "2"}).context["page_of_articles"]

    assert first.object_list[0].title == "Bài ngày 14"
    assert (len(first.object_list), len(second.object_list)) == (12, 2)


@pytest.mark.parametrize("number", ["0", "-3", "1000000000", "abc", "", "1e5"])
def test_a_page_of_articles_that_is_not_there_shows_another(
    client: Client, home: HomePage, number: str
) -> None:
    index = ArticleIndexPage.objects.get()

    assert client.get(index.url, {"trang": number}).status_code == 200


def test_the_article_list_costs_the_same_at_two_and_twelve(
    client: Client, home: HomePage
) -> None:
    index = ArticleIndexPage.objects.get()

    def queries() -> int:
        client.get(index.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(index.url)
        return len(captured)

    for n in range(2):
        index.add_child(instance=an_article(f"Bài {n}"))
    few = queries()
    for n in range(2, 12):
        index.add_child(instance=an_article(f"Bài {n}"))

    assert queries() == few


def test_an_article_shows_the_products_it_names(client: Client, home: HomePage) -> None:
    shown, hidden = ProductFactory(title="Tò he"), ProductFactory(title="Mẹt tre")
    cards.refresh([shown.pk], day=dt.date(2026, 11, 26))
    article = an_article()
    article.body.append(
        ("products", {"heading": "Nhắc trong bài", "products": [hidden, shown]})
    )
    ArticleIndexPage.objects.get().add_child(instance=article)

    body = client.get(article.url).content.decode()

    assert "Tò he" in body
    assert "Mẹt tre" not in body


@pytest.mark.parametrize(
    "link", ["//evil.example", "javascript:alert(1)", "http://a.vn", "/a b", "/a\\b"]
)
def test_a_link_that_leads_astray_is_refused(link: str) -> None:
    with pytest.raises(Exception, match="Đường dẫn"):
        validate_link(link)


@pytest.mark.parametrize("link", ["/san-pham/?sao=4", "#dang-vu", "https://a.vn/x"])
def test_a_link_within_or_secure_is_taken(link: str) -> None:
    validate_link(link)


def test_blocks_stay_out_of_the_migrations() -> None:
    field = HomePage._meta.get_field("featured")

    _name, path, args, options = field.deconstruct()

    assert (path, args) == ("cms.fields.BlocksField", [])
    assert "block_lookup" not in options


def test_products_are_chosen_without_accents(
    officer_client: Client, home: HomePage
) -> None:
    wanted = ProductFactory(title="Rau cần Khai Thái", slug="rau-can-khai-thai")
    ProductFactory(title="Tò he", slug="to-he")

    response = officer_client.get(
        reverse("chon-san-pham:choose_results"), {"q": "rau can"}
    )

    body = response.content.decode()
    assert wanted.title in body
    assert "Tò he" not in body


def _forget() -> None:
    """What the commit of a change does outside a test's transaction."""
    from django.core.cache import cache

    cache.clear()
