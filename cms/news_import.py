"""Brings the news of the district's portal into draft articles: looks at everything
first, then takes all of it or nothing."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Locale

from catalog.vietnamese import fold, slugify
from cms import portal_files, portal_news
from cms.models import ArticleIndexPage, ArticlePage, ImportedArticle, PageViews
from cms.portal_news import PortalArticle

if TYPE_CHECKING:
    from storefront.accounts.models import User

LONGEST_LEAD, LONGEST_SLUG = 400, 80
PARAGRAPHS_PER_BLOCK = 20  # a block of thousands is more than an editor can open
KEYS_PER_QUERY = 500
T = TypeVar("T")

REASONS = {
    "empty": _("Tệp trống."),
    "too_large": _("Tệp lớn quá 20 MB, hãy chia nhỏ."),
    "not_text": _("Đây không phải tệp văn bản thuần. Lưu lại thành .txt, mã UTF-8."),
    "cut": _("Tệp bị cắt giữa chừng, hãy tải lại."),
    "damaged": _("Tệp có chữ hỏng, hãy tải lại hoặc lưu lại bằng mã UTF-8."),
    "tcvn3": _("Tệp dùng bảng mã TCVN3 (ABC). Chuyển sang Unicode rồi nhập lại."),
    "vni": _("Tệp dùng bảng mã VNI. Chuyển sang Unicode rồi nhập lại."),
    "broken": _("Chữ trong tệp đã vỡ do đọc sai bảng mã. Lấy lại bản gốc."),
    "unknown": _("Không nhận ra bảng mã của tệp. Lưu lại bằng mã UTF-8."),
}
PROBLEMS = {
    "no_article": _("Không thấy bài nào: thiếu dòng “Ngày đăng ngày/tháng/năm | giờ”."),
    "outside": _("Dòng không thuộc bài nào: “%s”"),
    "no_title": _("Thiếu tên bài ở trên dòng ngày đăng."),
    "long_title": _("Tên bài dài %s chữ, tối đa 255."),
    "no_section": _("Thiếu tên chuyên mục, xếp vào Thông báo: “%s”"),
    "unknown_section": _("Chuyên mục “%s” chưa có ở đây, xếp vào Thông báo."),
    "date_line": _(
        "Không đọc được dòng “%s”. Cần: Ngày đăng ngày/tháng/năm | giờ:phút | View "
        "count: số."
    ),
    "no_such_day": _("Không có ngày giờ này: “%s”"),
    "future": _("Ngày đăng %s ở tương lai."),
    "views": _("Lượt xem lớn quá: %s"),
    "no_text": _("Bài không có đoạn nào."),
    "long_byline": _("Dòng người viết dài %s chữ, tối đa 120."),
    "no_byline": _("Bài không có dòng “Tên - cơ quan” ở cuối."),
    "cut": _(
        "Bài cuối không có dòng “Tên - cơ quan”, tệp có thể bị cắt. Chữ cuối: “…%s”"
    ),
    "double": _("Trùng với một bài ở trên, chỉ nhập một lần: “%s”"),
}


class CannotImport(Exception):
    """Nothing was taken in: the check found faults, or somebody was faster."""


@dataclass(frozen=True)
class Source:
    name: str
    content: bytes


@dataclass(frozen=True)
class Finding:
    """One thing to tell, at one line of one file."""

    file: str
    line: int
    message: str
    is_fatal: bool


@dataclass
class Check:
    """What an import would do."""

    new: list[PortalArticle] = field(default_factory=list)
    known: list[PortalArticle] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    encodings: dict[str, str] = field(default_factory=dict)

    @property
    def faults(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_fatal]

    @property
    def may_apply(self) -> bool:
        return not self.faults and bool(self.new)


def check(sources: Iterable[Source], *, today: dt.date) -> Check:
    """Read all files and tell what an import would do; changes nothing."""
    result = Check()
    found: dict[str, PortalArticle] = {}
    for source in sources:
        for article in _read(source, result, today):
            if article.key in found:
                _tell(result, source.name, article.line, "double", article.title[:60])
            else:
                found[article.key] = article
    known = _known(list(found.values()))
    for key, article in found.items():
        (result.known if key in known else result.new).append(article)
    return result


def apply(
    checked: Check,
    *,
    parent: ArticleIndexPage,
    acting_user: User | None,
    progress: Callable[[int], object] = lambda done: None,
) -> list[ArticlePage]:
    """Write the new articles as drafts below ``parent``; all or none.

    Raises CannotImport."""
    if checked.faults:
        raise CannotImport
    try:
        with transaction.atomic():
            return list(_write(checked.new, parent, acting_user, progress))
    except (IntegrityError, ValidationError) as error:
        raise CannotImport from error


def index_page() -> ArticleIndexPage | None:
    """Where imported articles go: the first list of articles in the shop's language."""
    found = ArticleIndexPage.objects.filter(locale=Locale.get_default())
    first: ArticleIndexPage | None = found.order_by("path").first()
    return first


def _read(source: Source, result: Check, today: dt.date) -> list[PortalArticle]:
    try:
        file = portal_files.read(source.content)
    except portal_files.UnreadableFile as error:
        message = str(REASONS[error.reason])
        result.findings.append(Finding(source.name, 1, message, is_fatal=True))
        return []
    result.encodings[source.name] = file.encoding
    news = portal_news.parse(file.lines, today=today)
    for problem in news.problems:
        _tell(
            result,
            source.name,
            problem.line,
            problem.code,
            problem.detail,
            is_fatal=problem.is_fatal,
        )
    return news.articles


def _tell(
    result: Check,
    file: str,
    line: int,
    code: str,
    detail: str,
    *,
    is_fatal: bool = False,
) -> None:
    words = str(PROBLEMS[code])
    message = words % detail if "%s" in words else words
    result.findings.append(Finding(file, line, message, is_fatal))


def _known(articles: Sequence[PortalArticle]) -> set[str]:
    """The keys of those that were imported, or written by hand, before."""
    keys: set[str] = set()
    for some in _in_parts([article.key for article in articles], KEYS_PER_QUERY):
        rows = ImportedArticle.objects.filter(source_key__in=some)
        keys.update(rows.values_list("source_key", flat=True))
    days = list({article.published_at.date() for article in articles})
    there: set[tuple[str, dt.date]] = set()
    for some_days in _in_parts(days, KEYS_PER_QUERY):
        pages = ArticlePage.objects.filter(published_on__in=some_days)
        there.update(
            (fold(title), day)
            for title, day in pages.values_list("title", "published_on")
        )
    return keys | {
        article.key
        for article in articles
        if (fold(article.title), article.published_at.date()) in there
    }


def _write(
    articles: Iterable[PortalArticle],
    parent: ArticleIndexPage,
    acting_user: User | None,
    progress: Callable[[int], object],
) -> Iterable[ArticlePage]:
    taken = set(parent.get_children().values_list("slug", flat=True))
    for article in articles:
        page = parent.add_child(instance=_page(article, _free_slug(article, taken)))
        page.save_revision(user=acting_user)
        log(page, "wagtail.create", user=acting_user)
        PageViews.objects.create(page=page, count=article.views)
        ImportedArticle.objects.create(
            article=page,
            source_key=article.key,
            published_at=timezone.make_aware(article.published_at),
        )
        progress(1)
        yield page


def _page(article: PortalArticle, slug: str) -> ArticlePage:
    lead, paragraphs = _lead_of(article.paragraphs)
    return ArticlePage(
        title=article.title,
        slug=slug,
        lead=lead,
        body=[
            {"type": "paragraph", "value": "".join(map(_paragraph, some))}
            for some in _in_parts(paragraphs, PARAGRAPHS_PER_BLOCK)
        ],
        category=article.category,
        published_on=article.published_at.date(),
        byline=article.byline,
        live=False,
        has_unpublished_changes=True,
    )


def _lead_of(paragraphs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The first paragraph as the lead; a long one stays, and its beginning leads."""
    first = paragraphs[0]
    if len(first) <= LONGEST_LEAD:
        return first, paragraphs[1:]
    cut = first[: LONGEST_LEAD - 1].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:')}…", paragraphs


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def _free_slug(article: PortalArticle, taken: set[str]) -> str:
    base = slugify(article.title)[:LONGEST_SLUG].strip("-") or "bai"
    day = f"{base}-{article.published_at:%d-%m-%Y}"
    free = next(
        slug for slug in (base, day, f"{day}-{article.key[:8]}") if slug not in taken
    )
    taken.add(free)
    return free


def _in_parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
