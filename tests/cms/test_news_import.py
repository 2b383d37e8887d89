"""Past news becomes drafts: everything checked first, all or nothing, never twice."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms import news_desk, news_import
from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    HomePage,
    ImportedArticle,
    PageViews,
)
from cms.news_import import CannotImport, Check, Source
from cms.setup import ensure_site
from storefront.demo import dataset
from tests.cms.test_portal_news import ONE, TWO
from tests.factories.orders import showroom
from tests.factories.people import UserFactory, staff_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]
TODAY = dt.date(2026, 11, 26)
SAMPLE = dataset.DATA / "portal" / "bai-viet-mau.txt"
BOTH = f"{ONE}\n\n{TWO}"


@pytest.fixture
def index(db: None) -> ArticleIndexPage:
    ensure_site(effective_from=dt.date(2026, 11, 1))
    found: ArticleIndexPage = ArticleIndexPage.objects.get()
    return found


def looked_at(*texts: str) -> Check:
    sources = [Source(f"tin-{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return news_import.check(sources, today=TODAY)


def take_in(*texts: str) -> list[ArticlePage]:
    return news_import.apply(
        looked_at(*texts), parent=ArticleIndexPage.objects.get(), acting_user=None
    )


def test_an_article_becomes_a_draft_with_all_it_had(index: ArticleIndexPage) -> None:
    take_in(ONE)

    article = ArticlePage.objects.get()
    assert not article.live
    assert article.has_unpublished_changes
    assert article.get_parent().pk == index.pk
    assert article.title == "Giày da Phú Yên vào vụ Tết"
    assert article.slug == "giay-da-phu-yen-vao-vu-tet"
    assert article.published_on == dt.date(2019, 10, 22)
    assert article.category == "craft"
    assert article.byline == "Phóng viên - Đài Truyền thanh"
    assert article.lead == "Xưởng nào cũng sáng đèn."
    assert [block.value.source for block in article.body] == [
        "<p>Thợ nhận thêm người học việc - nghề cần tay trẻ.</p>"
    ]
    assert PageViews.objects.get(page=article).count == 1286
    assert article.latest_revision.as_object().title == article.title


def test_nobody_reads_a_draft_before_it_is_published(
    client: Client, index: ArticleIndexPage
) -> None:
    take_in(BOTH)

    assert "Giày da" not in client.get(index.url).content.decode()
    article = ArticlePage.objects.get(slug="giay-da-phu-yen-vao-vu-tet")
    article.save_revision().publish()
    assert "Lượt xem" in client.get(article.url).content.decode()


def test_a_long_first_paragraph_leads_by_its_beginning(
    index: ArticleIndexPage,
) -> None:
    long = "Xưởng nào cũng sáng đèn, " * 40

    [article] = take_in(ONE.replace("Xưởng nào cũng sáng đèn.", long + "hết."))

    assert len(article.lead) <= 400
    assert article.lead.endswith("…")
    assert long.strip() in str(article.body[0].value.source)


def test_markup_of_a_file_stays_words(index: ArticleIndexPage) -> None:
    [article] = take_in(ONE.replace("Thợ nhận", "<script>alert(1)</script> Thợ & nhận"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; Thợ &amp; nhận" in str(
        article.body[0].value.source
    )


def test_running_twice_makes_no_doubles(index: ArticleIndexPage) -> None:
    take_in(BOTH)

    again = looked_at(BOTH)

    assert (len(again.new), len(again.known)) == (0, 2)
    assert not again.may_apply
    assert ArticlePage.objects.count() == 2


def test_an_article_is_known_after_an_editor_changed_it(
    index: ArticleIndexPage,
) -> None:
    [article] = take_in(ONE)
    article.title, article.published_on = "Tên khác hẳn", dt.date(2020, 1, 1)
    article.save()

    assert len(looked_at(ONE).known) == 1


def test_an_article_written_by_hand_is_not_doubled(index: ArticleIndexPage) -> None:
    index.add_child(
        instance=ArticlePage(
            title="Giày da Phú Yên vào vụ Tết",
            lead="Đã chép tay.",
            published_on=dt.date(2019, 10, 22),
        )
    )

    assert len(looked_at(ONE).known) == 1


def test_a_later_file_adds_only_what_is_new(index: ArticleIndexPage) -> None:
    take_in(ONE)

    made = take_in(BOTH)

    assert [article.title for article in made] == ["Lịch mở cửa điểm bán"]


def test_the_same_article_in_two_files_is_taken_once(index: ArticleIndexPage) -> None:
    checked = looked_at(ONE, BOTH)

    assert len(checked.new) == 2
    assert [(f.file, f.line, f.is_fatal) for f in checked.findings] == [
        ("tin-1.txt", 1, False)
    ]


def test_one_fault_in_one_file_stops_all(index: ArticleIndexPage) -> None:
    checked = looked_at(ONE, TWO.replace("05/01/2023", "05/01/2033"))

    with pytest.raises(CannotImport):
        news_import.apply(checked, parent=index, acting_user=None)

    assert [(f.file, f.line, f.message) for f in checked.faults] == [
        ("tin-1.txt", 3, "Ngày đăng 05/01/2033 ở tương lai.")
    ]
    assert not ArticlePage.objects.exists()


def test_who_is_slower_takes_in_nothing(index: ArticleIndexPage) -> None:
    """Two officers checked the same file; the second press must not half succeed."""
    slow = looked_at(f"{TWO}\n\n{ONE}")
    take_in(ONE)
    before = set(Page.objects.values_list("pk", flat=True))

    with pytest.raises(CannotImport):
        news_import.apply(slow, parent=index, acting_user=None)

    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert ImportedArticle.objects.count() == 1


def test_two_articles_of_one_title_get_two_addresses(index: ArticleIndexPage) -> None:
    later = ONE.replace("22/10/2019", "23/10/2020")

    made = take_in(f"{ONE}\n\n{later}")

    assert [article.slug for article in made] == [
        "giay-da-phu-yen-vao-vu-tet",
        "giay-da-phu-yen-vao-vu-tet-23-10-2020",
    ]


def test_ten_thousand_paragraphs_are_taken_in(index: ArticleIndexPage) -> None:
    long = "\n\n".join(f"Đoạn thứ {n} của bài." for n in range(10_000))

    [article] = take_in(ONE.replace("Xưởng nào cũng sáng đèn.", long))

    assert len(article.body) == 500
    assert str(article.body[499].value.source).count("<p>") == 20


def test_the_import_is_written_in_the_history(
    index: ArticleIndexPage, officer: Any
) -> None:
    [article] = news_import.apply(looked_at(ONE), parent=index, acting_user=officer)

    assert article.latest_revision.user == officer


@pytest.mark.parametrize("count", [2, 20])
def test_the_check_asks_the_same_at_any_size(
    index: ArticleIndexPage, django_assert_num_queries: Any, count: int
) -> None:
    text = "\n\n".join(
        ONE.replace("22/10", f"{day:02}/10") for day in range(1, count + 1)
    )

    with django_assert_num_queries(2):
        looked_at(text)


# The command


def run(*args: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_news", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tin.txt"
    path.write_text(BOTH, encoding="utf-16")
    return path


def test_the_command_takes_in_files_and_says_so(
    index: ArticleIndexPage, file: Path
) -> None:
    out, err = run(file)

    assert "Đã nhập 2 bài nháp vào “Chuyện nghề”." in out
    assert "tin.txt: UTF-16" in out
    assert err == ""
    assert ArticlePage.objects.filter(live=False).count() == 2
    assert "đã có: 2" in run(file)[0]


def test_a_dry_run_changes_nothing(index: ArticleIndexPage, file: Path) -> None:
    out, _err = run(file, "--dry-run")

    assert "Bài mới: 2" in out
    assert not ArticlePage.objects.exists()


def test_the_sample_of_the_demo_is_readable(index: ArticleIndexPage) -> None:
    out, err = run(SAMPLE)

    assert "Đã nhập 4 bài" in out
    assert err == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Ngµy ®¨ng 22/10/2019".encode("cp1252"), "TCVN3"),
        (b"PK\x03\x04", "không phải tệp văn bản"),
        (BOTH.encode()[:-1] + b"\xc3", "bị cắt giữa chừng"),
        (BOTH.encode()[:-60], "tệp có thể bị cắt"),
        (b"", "Tệp trống"),
    ],
    ids=["tcvn3", "docx", "cut letter", "cut article", "empty"],
)
def test_a_bad_file_is_named_and_nothing_taken_in(
    index: ArticleIndexPage, file: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    bad = tmp_path / "hong.txt"
    bad.write_bytes(content)
    err = StringIO()

    with pytest.raises(CommandError, match="Chưa nhập gì: 1 chỗ cần sửa"):
        call_command("import_news", str(file), str(bad), stdout=err, stderr=err)

    assert "hong.txt:" in err.getvalue()
    assert message in err.getvalue()
    assert not ArticlePage.objects.exists()


def test_a_file_that_is_not_there_is_named(index: ArticleIndexPage) -> None:
    with pytest.raises(CommandError, match="Không mở được"):
        run("/khong/co/tep.txt")


def test_without_a_place_for_articles_nothing_is_taken_in(db: None, file: Path) -> None:
    HomePage.objects.get().delete()

    with pytest.raises(CommandError, match="Chưa có chuyên mục"):
        run(file)


# The screen


def upload(text: str | bytes, name: str = "tin.txt") -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile(name, content)}


URL = "/quan-tri/nhap-tin-cu/"


def test_the_screen_checks_first_then_takes_in(
    officer_client: Client, index: ArticleIndexPage
) -> None:
    checked = officer_client.post(URL, upload(BOTH))
    assert "Nhập 2 bài nháp" in checked.content.decode()
    assert not ArticlePage.objects.exists()

    done = officer_client.post(URL, {"token": checked.context["token"]})

    assert done["Location"] == reverse("wagtailadmin_explore", args=[index.pk])
    assert ArticlePage.objects.filter(live=False).count() == 2
    again = officer_client.post(URL, {"token": checked.context["token"]}, follow=True)
    assert "không còn được giữ" in again.content.decode()
    assert ArticlePage.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ONE.replace("22/10/2019", "31/02/2019"), "Không có ngày giờ này"),
        ("Ngµy ®¨ng 22/10/2019".encode("cp1252"), "TCVN3"),
        (ONE[:100], "bị cắt"),
    ],
    ids=["day", "tcvn3", "cut"],
)
def test_the_screen_names_faults_and_offers_no_button(
    officer_client: Client, index: ArticleIndexPage, data: str | bytes, message: str
) -> None:
    response = officer_client.post(URL, upload(data))

    text = response.content.decode()
    assert message in text
    assert response.context["token"] == ""
    assert 'name="token"' not in text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"file": "no file"},
        upload(b""),
        upload(b"a" * 5_000_001),
    ],
    ids=["nothing", "text", "empty", "large"],
)
def test_a_bad_upload_is_told_beside_the_field(
    officer_client: Client, index: ArticleIndexPage, data: dict[str, Any]
) -> None:
    response = officer_client.post(URL, data)

    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_a_name_of_a_file_is_only_words(
    officer_client: Client, index: ArticleIndexPage
) -> None:
    response = officer_client.post(URL, upload(ONE, "<img src=x onerror=1>.txt"))

    assert "<img src=x" not in response.content.decode()


def test_too_many_articles_are_left_to_the_command(
    officer_client: Client, index: ArticleIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_desk, "MOST_ARTICLES", 1)

    response = officer_client.post(URL, upload(BOTH))

    assert "Nhiều quá 1 bài" in response.content.decode()
    assert response.context["token"] == ""


def test_what_one_officer_uploaded_another_cannot_take_in(
    client: Client, officer_client: Client, index: ArticleIndexPage
) -> None:
    token = officer_client.post(URL, upload(ONE)).context["token"]
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(URL, {"token": token})

    assert not ArticlePage.objects.exists()


def test_a_file_is_kept_an_hour_at_most(
    officer_client: Client, index: ArticleIndexPage
) -> None:
    with time_machine.travel("2026-11-26T09:00:00+07:00", tick=False) as clock:
        token = officer_client.post(URL, upload(ONE)).context["token"]
        clock.shift(3601)
        officer_client.post(URL, {"token": token})

    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("who", ["anonymous", "shopper", "producer", "keeper"])
def test_nobody_else_brings_in_news(
    client: Client,
    index: ArticleIndexPage,
    who: str,
    buyer: Any,
    producer: Any,
    stranger: Any,
) -> None:
    showroom().keepers.add(stranger)
    person = {"shopper": buyer, "producer": producer, "keeper": stranger}.get(who)
    if person:
        client.force_login(person)

    assert client.get(URL).status_code in (302, 403)
    assert client.post(URL, upload(ONE)).status_code in (302, 403)
    assert not ArticlePage.objects.exists()


def test_staff_bring_in_news_and_others_of_the_office_do_not(
    client: Client, index: ArticleIndexPage
) -> None:
    editor = staff_member()
    clerk = UserFactory(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))

    client.force_login(editor)
    assert client.get(URL).status_code == 200
    assert URL in client.get("/quan-tri/").content.decode()
    client.force_login(clerk)
    assert client.get(URL).status_code in (302, 403)
    assert URL not in client.get("/quan-tri/").content.decode()


def test_without_a_place_for_articles_the_screen_is_shut(
    officer_client: Client,
) -> None:
    HomePage.objects.get().delete()

    assert officer_client.get(URL).status_code in (302, 403)
