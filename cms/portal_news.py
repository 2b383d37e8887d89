"""Reads the news of the district's portal from its text form. Pure.

One article: a line with the section, the title, ``Ngày đăng dd/mm/yyyy | hh:mm | View
count: n``, paragraphs, and last a line ``Name - office``. The date lines are the
posts between which everything else is found; each finding names its line."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from catalog.vietnamese import clean_line, fold

# What the portal's sections are here; others become notices, and are reported.
SECTIONS = {
    "tin tuc, su kien": "fair",
    "tin tuc su kien": "fair",
    "su kien": "fair",
    "xuc tien thuong mai": "fair",
    "hoi cho, trien lam": "fair",
    "kinh te": "craft",
    "kinh te, xa hoi": "craft",
    "van hoa, xa hoi": "craft",
    "van hoa xa hoi": "craft",
    "van hoa": "craft",
    "lang nghe": "craft",
    "du lich": "craft",
    "nong nghiep": "season",
    "nong nghiep, nong thon": "season",
    "nong thon moi": "season",
    "ocop": "ocop",
    "chuong trinh ocop": "ocop",
    "moi xa mot san pham": "ocop",
    "thong bao": "notice",
    "thong tin chi dao, dieu hanh": "notice",
    "chi dao, dieu hanh": "notice",
}
FALLBACK = "notice"
LONGEST_TITLE, LONGEST_BYLINE, LONGEST_HEADING = 255, 120, 60
_MOST_DIGITS = 12  # of a view count
_TITLE_LINES = 3

_DATE_LINE = re.compile(
    r"ngày đăng\s*:?\s*(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"
    r"\s*\|\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"\s*\|\s*(?:view count|lượt xem)\s*:\s*(?P<views>[0-9]+(?:[.,][0-9]{3})*)\Z",
    re.IGNORECASE,
)
_NEARLY_DATE = re.compile(
    r"(ngay dang|dang ngay)\s*:?\s*([0-9|]|\Z)|.*\bview count\s*:?\s*[0-9]*\Z"
)
_BYLINE = re.compile(r"(?P<name>[^.!?…:;|]{2,}) [-–] (?P<office>[^|]*[^.!?…:;,|\s])\Z")


@dataclass(frozen=True)
class Problem:
    """What could not be read, or only with a guess; ``code`` names it."""

    line: int
    code: str
    detail: str = ""
    is_fatal: bool = True


@dataclass(frozen=True)
class PortalArticle:
    """One article; ``published_at`` has no zone, the portal writes local time."""

    line: int
    section: str
    category: str
    title: str
    published_at: dt.datetime
    views: int
    paragraphs: tuple[str, ...]
    byline: str

    @property
    def key(self) -> str:
        """The same for the same article in every file: its title and its minute."""
        source = f"{fold(self.title)}|{self.published_at:%Y-%m-%dT%H:%M}"
        return hashlib.sha256(source.encode()).hexdigest()


@dataclass
class PortalNews:
    articles: list[PortalArticle] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Head:
    """Where an article begins, and the index of its date line."""

    start: int
    date: int
    section: str
    title: str


def parse(lines: Sequence[str], *, today: dt.date) -> PortalNews:
    """Read every article of a file; what is amiss is told by line, nothing raised."""
    clean = [clean_line(line) for line in lines]
    dates = [at for at, line in enumerate(clean) if _is_date_line(line)]
    news = PortalNews()
    if not dates:
        news.problems.append(Problem(1, "no_article"))
        return news
    heads = [_head(clean, before, at) for before, at in pairwise([-1, *dates])]
    news.problems.extend(_outside(clean[: heads[0].start]))
    ends = [*(head.start for head in heads[1:]), len(clean)]
    for head, end in zip(heads, ends, strict=True):
        _read_article(news, clean, head, end, today)
    return news


def category_of(section: str) -> str | None:
    """The shop's category for a section of the portal; None if it is not known."""
    name = fold(section).replace(" & ", ", ").replace(" - ", ", ").rstrip(":. ")
    return SECTIONS.get(name)


def _is_date_line(line: str) -> bool:
    """Also a date line that is spoilt: it parts articles all the same."""
    return bool(_DATE_LINE.match(line) or _NEARLY_DATE.match(fold(line)))


def _head(lines: list[str], before: int, date: int) -> _Head:
    """The section and title above a date line, not reaching up to ``before``."""
    last = date - 1
    while last > before and not lines[last]:
        last -= 1
    first = last
    while first - 1 > before and lines[first - 1]:
        first -= 1
    if last <= before:
        return _Head(date, date, "", "")
    if first == last:
        return _lone_title(lines, before, last, date)
    section = _section_line(lines, max(first, last - _TITLE_LINES), last)
    title = " ".join(lines[section + 1 : last + 1])
    return _Head(section, date, lines[section], title)


def _lone_title(lines: list[str], before: int, title: int, date: int) -> _Head:
    """A title with blank lines around: the section may stand above them."""
    above = title - 1
    while above > before and not lines[above]:
        above -= 1
    if above > before and _looks_like_section(lines[above]):
        return _Head(above, date, lines[above], lines[title])
    return _Head(title, date, "", lines[title])


def _section_line(lines: list[str], first: int, title: int) -> int:
    """Which of the lines before ``title`` is the section."""
    candidates = range(first, title)
    known = [at for at in candidates if category_of(lines[at])]
    if known:
        return known[-1]
    loud = [at for at in candidates if _looks_like_section(lines[at])]
    return loud[0] if loud else title - 1


def _looks_like_section(line: str) -> bool:
    return bool(category_of(line)) or (line.isupper() and len(line) <= LONGEST_HEADING)


def _outside(lines: list[str]) -> list[Problem]:
    """Lines that belong to no article."""
    return [
        Problem(number, "outside", line[:60])
        for number, line in enumerate(lines, 1)
        if line
    ][:5]


def _read_article(
    news: PortalNews, lines: list[str], head: _Head, end: int, today: dt.date
) -> None:
    found = _DATE_LINE.match(lines[head.date])
    published_at = _moment(found) if found else None
    body = [line for line in lines[head.date + 1 : end] if line]
    byline = body.pop() if body and _is_byline(body[-1]) else ""
    is_last = end == len(lines)
    problems = [
        *_head_problems(head),
        *_date_problems(head.date + 1, lines[head.date], found, published_at, today),
        *_body_problems(head.date + 1, end, body, byline, is_last=is_last),
    ]
    news.problems.extend(problems)
    if found is None or published_at is None or any(p.is_fatal for p in problems):
        return
    news.articles.append(
        PortalArticle(
            line=head.start + 1,
            section=head.section,
            category=category_of(head.section) or FALLBACK,
            title=head.title,
            published_at=published_at,
            views=int(re.sub(r"[.,]", "", found["views"])),
            paragraphs=tuple(body),
            byline=byline,
        )
    )


def _is_byline(line: str) -> bool:
    """Tell ``Name - office`` from a sentence with a dash: both begin with a capital."""
    found = _BYLINE.match(line)
    if found is None:
        return False
    return found["name"][0].isupper() and found["office"][0].isupper()


def _moment(found: re.Match[str]) -> dt.datetime | None:
    names = ("year", "month", "day", "hour", "minute")
    year, month, day, hour, minute = (int(found[name]) for name in names)
    try:
        return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return None


def _head_problems(head: _Head) -> list[Problem]:
    line = head.start + 1
    if not head.title:
        return [Problem(line, "no_title")]
    if len(head.title) > LONGEST_TITLE:
        return [Problem(line, "long_title", str(len(head.title)))]
    if not head.section:
        return [Problem(line, "no_section", head.title[:60], is_fatal=False)]
    if category_of(head.section) is None:
        return [Problem(line, "unknown_section", head.section[:60], is_fatal=False)]
    return []


def _date_problems(
    line: int,
    text: str,
    found: re.Match[str] | None,
    published_at: dt.datetime | None,
    today: dt.date,
) -> list[Problem]:
    if found is None:
        return [Problem(line, "date_line", text[:80])]
    if published_at is None:
        return [Problem(line, "no_such_day", text[:80])]
    if published_at.date() > today:
        return [Problem(line, "future", f"{published_at:%d/%m/%Y}")]
    if len(found["views"]) > _MOST_DIGITS:
        return [Problem(line, "views", found["views"][:20])]
    return []


def _body_problems(
    line: int, end: int, body: list[str], byline: str, *, is_last: bool
) -> list[Problem]:
    if not body:
        return [Problem(line, "no_text")]
    if len(byline) > LONGEST_BYLINE:
        return [Problem(end, "long_byline", str(len(byline)))]
    if byline:
        return []
    if is_last:
        return [Problem(end, "cut", body[-1][-60:])]
    return [Problem(end, "no_byline", is_fatal=False)]
