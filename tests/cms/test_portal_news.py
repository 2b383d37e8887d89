"""The portal's text form: what is found, where, and what is told about the rest."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from cms.portal_news import PortalNews, category_of, parse

TODAY = dt.date(2026, 11, 26)
ONE = """KINH TẾ
Giày da Phú Yên vào vụ Tết
Ngày đăng 22/10/2019 | 14:05 | View count: 1.286

Xưởng nào cũng sáng đèn.

Thợ nhận thêm người học việc - nghề cần tay trẻ.

Phóng viên - Đài Truyền thanh"""
TWO = """THÔNG BÁO
Lịch mở cửa điểm bán
Ngày đăng 05/01/2023 | 16:20 | View count: 2041

Điểm bán mở đến 19 giờ.

Người phụ trách - Điểm bán Phú Yên (minh họa)"""


def read(text: str) -> PortalNews:
    return parse(text.split("\n"), today=TODAY)


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in read(text).problems]


def test_an_article_is_read_whole() -> None:
    news = read(ONE)

    [article] = news.articles
    assert news.problems == []
    assert (article.line, article.section, article.category) == (1, "KINH TẾ", "craft")
    assert article.title == "Giày da Phú Yên vào vụ Tết"
    assert article.published_at == dt.datetime(2019, 10, 22, 14, 5)  # noqa: DTZ001
    assert article.views == 1286
    assert article.paragraphs == (
        "Xưởng nào cũng sáng đèn.",
        "Thợ nhận thêm người học việc - nghề cần tay trẻ.",
    )
    assert article.byline == "Phóng viên - Đài Truyền thanh"


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n\n\n"])
def test_articles_follow_each_other(between: str) -> None:
    news = read(ONE + between + TWO)

    assert news.problems == []
    assert [a.title for a in news.articles] == [
        "Giày da Phú Yên vào vụ Tết",
        "Lịch mở cửa điểm bán",
    ]
    assert news.articles[1].category == "notice"
    assert len(news.articles[0].paragraphs) == 2


def test_blank_lines_may_part_the_head() -> None:
    news = read(ONE.replace("KINH TẾ\n", "KINH TẾ\n\n").replace("Tết\n", "Tết\n\n"))

    assert news.problems == []
    assert news.articles[0].section == "KINH TẾ"


def test_a_title_of_two_lines_is_joined() -> None:
    news = read(ONE.replace("vào vụ Tết", "vào vụ Tết,\nthợ tăng ca"))

    assert news.articles[0].title == "Giày da Phú Yên vào vụ Tết, thợ tăng ca"


def test_decomposed_accents_and_loose_spaces_are_read_alike() -> None:
    loose = "Nga\u0300y  đa\u0306ng 22/10/2019|14:05|view count:1286"
    spoilt = ONE.replace("Ngày đăng 22/10/2019 | 14:05 | View count: 1.286", loose)

    assert read(spoilt).articles[0].key == read(ONE).articles[0].key


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("22/10/2019", "31/02/2019", (3, "no_such_day")),
        ("14:05", "25:05", (3, "no_such_day")),
        ("22/10/2019", "27/11/2026", (3, "future")),
        ("22/10/2019", "22-10-2019", (3, "date_line")),
        (" | View count: 1.286", "", (3, "date_line")),
        ("1.286", "9" * 13, (3, "views")),
        ("Ngày đăng 22", "Đăng ngày 22", (3, "date_line")),
        ("vào vụ Tết", "x" * 250, (1, "long_title")),
        ("Đài Truyền thanh", "Đài " * 40 + "xã", (9, "long_byline")),
        ("\n\nPhóng viên - Đài Truyền thanh", "", (7, "cut")),
        ("KINH TẾ\n", "Dòng lạc\n\nKINH TẾ\n", (1, "outside")),
        ("KINH TẾ\nGiày da Phú Yên vào vụ Tết\n", "", (1, "no_title")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_read_is_told_by_line(
    old: str, new: str, expected: tuple[int, str]
) -> None:
    news = read(ONE.replace(old, new))

    fatal = [(p.line, p.code) for p in news.problems if p.is_fatal]
    assert fatal == [expected]


def test_today_is_not_the_future() -> None:
    assert told(ONE.replace("22/10/2019", "26/11/2026")) == []


def test_an_article_without_text_is_told() -> None:
    head = ONE.split("\n\n", maxsplit=1)[0]

    assert told(f"{head}\n\n{TWO}") == [(3, "no_text")]


def test_a_missing_byline_in_the_middle_is_only_remarked() -> None:
    news = read(ONE.replace("\n\nPhóng viên - Đài Truyền thanh", "") + "\n\n" + TWO)

    assert [(p.line, p.code, p.is_fatal) for p in news.problems] == [
        (8, "no_byline", False)
    ]
    assert len(news.articles) == 2


@pytest.mark.parametrize("section", ["TIN THỂ THAO", "Bạn đọc viết"])
def test_an_unknown_section_becomes_a_notice(section: str) -> None:
    news = read(ONE.replace("KINH TẾ", section))

    assert [(p.code, p.detail, p.is_fatal) for p in news.problems] == [
        ("unknown_section", section, False)
    ]
    assert news.articles[0].category == "notice"


def test_a_missing_section_becomes_a_notice() -> None:
    news = read(ONE.replace("KINH TẾ\n", ""))

    assert [p.code for p in news.problems] == ["no_section"]
    assert news.articles[0].category == "notice"


@pytest.mark.parametrize("text", ["", "\n\n", "Chỉ có chữ, không có bài."])
def test_a_file_without_articles_is_told(text: str) -> None:
    assert told(text) == [(1, "no_article")]


@pytest.mark.parametrize("end", range(1, ONE.index("Đài Truyền thanh")))
def test_a_file_cut_before_its_last_words_is_not_taken_for_whole(end: int) -> None:
    assert any(problem.is_fatal for problem in read(ONE[:end]).problems)


def test_ten_thousand_paragraphs_are_read_in_a_moment() -> None:
    long = "\n\n".join(f"Đoạn thứ {n} của bài." for n in range(10_000))
    began = time.monotonic()

    news = read(ONE.replace("Xưởng nào cũng sáng đèn.", long))

    assert len(news.articles[0].paragraphs) == 10_001
    assert time.monotonic() - began < 5


def test_sections_are_known_without_accents_or_case() -> None:
    assert category_of("Văn hóa, xã hội") == "craft"
    assert category_of("NÔNG NGHIỆP - NÔNG THÔN") == "season"
    assert category_of("Bóng đá") is None
