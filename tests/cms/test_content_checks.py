"""Pages whose words or pictures need a second look, told where editors work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data

from catalog import cards
from cms.checks_of_text import Kind
from cms.content_checks import findings_of, findings_of_many
from cms.models import ArticleIndexPage, ArticlePage, HomePage, PlainPage, SectionPage
from cms.setup import ensure_site
from storefront.accounts.groups import APPROVERS, EDITORS, OFFICERS, SELLERS
from tests.factories.catalogue import ProductFactory
from tests.factories.images import StoreImageFactory
from tests.factories.ocop import CertificateFactory
from tests.factories.pages import pages_of_every_type, rail, stream_form
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.usefixtures("installed")

REPORT = "/quan-tri/reports/trang-can-xem-lai/"


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site()


def article(*blocks: dict[str, Any], slug: str = "bai", **fields: Any) -> ArticlePage:
    told = {"title": "Một bài", "lead": "Một câu.", "slug": slug} | fields
    page: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(body=list(blocks), **told)
    )
    return page


def words(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def kinds(page: Any, day: dt.date | None = None) -> list[Kind]:
    return [each.kind for each in findings_of(page, day=day or timezone.localdate())]


def certified(stars: int, *, until: dt.date) -> Any:
    product = ProductFactory(title="Chè kho", slug="che-kho")
    CertificateFactory(product=product, stars=stars, expires_on=until)
    cards.refresh([product.pk], day=timezone.localdate())
    return product


def test_a_star_must_be_held_by_a_product_of_the_page() -> None:
    today = timezone.localdate()
    product = certified(4, until=today)

    alone = article(words("Đạt 4 sao OCOP"))
    beside = article(words("Đạt 4 sao OCOP"), rail(products=[product.pk]), slug="canh")

    assert kinds(alone) == [Kind.STAR]
    assert kinds(beside) == []
    assert kinds(beside, today + dt.timedelta(days=1)) == [Kind.STAR]


def test_a_picture_without_words_is_found() -> None:
    bare = StoreImageFactory(description="")
    plain = StoreImageFactory(description="", is_decorative=True)
    block = {"type": "picture", "value": {"image": plain.pk, "caption": ""}}

    assert kinds(article(block, picture=bare)) == [Kind.ALT]
    assert kinds(article(block, slug="hai")) == []


def test_words_of_every_kind_of_field_are_read() -> None:
    assert kinds(article(title="Rẻ: 85k")) == [Kind.PRICE]
    assert kinds(article(lead="Trà giảm cân", slug="hai")) == [Kind.HEALTH]
    section = HomePage.objects.get().add_child(instance=SectionPage(title="Làng"))
    assert kinds(section) == [Kind.DESCRIPTION]
    quote = {"type": "quote", "value": {"text": "Chữa bệnh", "speaker": "Bà Sen"}}
    assert kinds(article(quote, slug="bon")) == [Kind.HEALTH]


def test_a_legal_page_names_sums() -> None:
    page = PlainPage.objects.get(slug="giao-hang")
    page.lead = "Phí giao hàng 25.000 đ"

    assert kinds(page) == []


def test_every_page_type_is_read_and_many_cost_as_few() -> None:
    pages = list(pages_of_every_type(HomePage.objects.get()).values())
    day = timezone.localdate()
    findings_of_many(pages[:2], day=day)

    def cost(some: list[Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            findings_of_many(some, day=day)
        return len(captured)

    assert cost(pages) == cost(pages[:2]) <= 3


def test_the_editor_is_told(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = article(words("Chỉ 85k, đạt 5 sao"))

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    for line in ("Xem lại trước khi đăng", "“85k”", "“5 sao”"):
        assert line in shown


def sent(page: ArticlePage, **more: str) -> dict[str, Any]:
    data: dict[str, Any] = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": page.lead,
            "published_on": "2026-11-26",
            "category": "craft",
            "picture": page.picture_id or "",
            "body": stream_form(page.body),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    return data | more


@pytest.mark.parametrize("button", ["action-submit", "action-publish"])
def test_a_page_with_a_serious_finding_waits_for_a_tick(
    client: Client, button: str
) -> None:
    """The editor submits a page just begun, the approver publishes another."""
    index = ArticleIndexPage.objects.get()
    picture = StoreImageFactory(description="", title="Bà Sen trong xưởng")
    page = ArticlePage(
        title="Bài", slug="bai", lead="Chữa khỏi ho.", picture=picture, body=[]
    )
    client.force_login(
        staff_member(EDITORS if button == "action-submit" else APPROVERS)
    )
    add = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", index.pk])

    refused = client.post(add, sent(page, **{button: "1"}))

    for line in ("Trang chưa được gửi đi", "“Bà Sen trong xưởng”", "“Chữa khỏi”"):
        assert line in refused.text
    assert 'name="looked_over"' in refused.text
    assert not ArticlePage.objects.exists()

    client.post(add, sent(page, looked_over="on", **{button: "1"}))

    saved = ArticlePage.objects.get()
    is_sent = saved.workflow_in_progress if button == "action-submit" else saved.live
    assert is_sent


def test_a_draft_is_saved_whatever_it_says(client: Client) -> None:
    page = article(lead="Xưa.", live=False)
    client.force_login(staff_member(EDITORS))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert 'name="looked_over"' not in client.get(edit).text

    page.lead = "Đạt 5 sao, chữa bệnh."
    client.post(edit, sent(page))

    assert page.get_latest_revision_as_object().lead == "Đạt 5 sao, chữa bệnh."


def test_a_price_alone_holds_nothing_up(client: Client) -> None:
    page = article(lead="Chỉ 85k", live=False)
    client.force_login(staff_member(EDITORS))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.post(edit, sent(page, **{"action-submit": "1"}))

    page.refresh_from_db()
    assert page.workflow_in_progress


def test_the_report_lists_pages_with_findings(client: Client) -> None:
    client.force_login(staff_member(EDITORS))
    article(words("Chỉ 85k"), title="Bài có giá")
    article(words("Chuyện xưởng"), title="Bài thường", slug="thuong")

    shown = client.get(REPORT).text
    sheet = client.get(REPORT, {"export": "csv"})

    assert "Bài có giá" in shown
    assert "Bài thường" not in shown
    assert "85k" in b"".join(sheet).decode()


@pytest.mark.parametrize("who", ["", "buyer", "producer", OFFICERS, SELLERS])
def test_who_writes_no_pages_sees_no_report(
    client: Client, who: str, request: Any
) -> None:
    if who in (OFFICERS, SELLERS):
        client.force_login(staff_member(who))
    elif who:
        client.force_login(request.getfixturevalue(who))

    for url in (REPORT, f"{REPORT}ket-qua/", f"{REPORT}?export=xlsx"):
        assert client.get(url).status_code in (302, 403)


def test_the_report_costs_the_same_for_many(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.get(REPORT)

    def cost(numbers: range) -> int:
        for number in numbers:
            article(words("Chỉ 85k"), slug=f"bai-{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(REPORT)
        return len(captured)

    assert cost(range(2)) == cost(range(2, 20))
