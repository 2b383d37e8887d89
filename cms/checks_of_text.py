"""Finds in a page's words what a certificate or the price list should say. Pure.

It warns too often rather than too seldom: an editor reads each finding and decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ALT = "alt"  # a picture that is not described
    DESCRIPTION = "description"  # no words for search engines
    STAR = "star"  # a star that no product of the page holds today
    HEALTH = "health"  # a promise of health
    PRICE = "price"  # a price that will not follow the shop's


@dataclass(frozen=True)
class Finding:
    kind: Kind
    words: str  # as they stand on the page


_NUMBERS = {"3": 3, "4": 4, "5": 5, "ba": 3, "bốn": 4, "năm": 5}
_STAR = re.compile(r"(?<![\w.,])(3|4|5|ba|bốn|năm)\s*sao\b", re.IGNORECASE)
_STAR_SIGNS = re.compile(r"[★⭐]{3,5}")
# "từ 3 đến 5 sao" and "3–5 sao" explain the scheme and claim nothing.
_RANGE = re.compile(r"(\d|ba|bốn|năm)\s*(đến|tới|–|-|hoặc|hay)\s*$", re.IGNORECASE)
_LEAST = re.compile(r"\btừ\s*$", re.IGNORECASE)
_HEALTH = re.compile(
    r"\b(chữa (?:bệnh|khỏi|trị|lành)|khỏi bệnh|điều trị|đặc trị|trị (?:bệnh|dứt|ho|mụn)"
    r"|phòng (?:bệnh|ngừa|chống) ?(?:bệnh|ung thư)?|ung thư|tiểu đường|huyết áp"
    r"|đường huyết|mỡ máu|giảm cân|giảm béo|tiêu mỡ|giải độc|thải độc|mát gan|bổ gan"
    r"|bổ thận|bổ máu|sinh lý|kháng viêm|kháng khuẩn|chống lão hóa|trẻ hóa|thần dược"
    r"|tăng sức đề kháng|tăng cường (?:miễn dịch|sức đề kháng)|tốt cho (?:tim|gan|thận"
    r"|xương|sức khỏe|người bệnh)|an thần|dễ ngủ|thuốc quý|vị thuốc)",
    re.IGNORECASE,
)
# "không thay thế thuốc chữa bệnh" is what the law wants to be said.
_DENIED = re.compile(r"\b(không|chưa|chẳng)\b[^.;!?\n]{0,50}$", re.IGNORECASE)
_PRICE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,\s]\d{3})+|\d+)\s*"
    r"(?:(?:nghìn|ngàn|triệu)\s*)?(?:đồng|đ|₫|vnđ|vnd)(?!\w)"
    r"|(?<![\w.,])\d+\s*k(?!\w)|(?<![\w.,])\d+\s*(?:nghìn|ngàn)(?!\w)",
    re.IGNORECASE,
)


def findings_in(text: str, *, stars_held: Collection[int] = ()) -> Iterator[Finding]:
    """What ``text`` says that needs a look; ``stars_held`` are the stars that products
    on the same page hold today."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    yield from _stars(text, stars_held)
    for found in _HEALTH.finditer(text):
        if not _DENIED.search(text[: found.start()]):
            yield Finding(Kind.HEALTH, found[0])
    for found in _PRICE.finditer(text):
        yield Finding(Kind.PRICE, found[0].strip())


def _stars(text: str, held: Collection[int]) -> Iterator[Finding]:
    for found in _STAR.finditer(text):
        before = text[: found.start()]
        explains = _RANGE.search(before) or _LEAST.search(before)
        if not explains and _NUMBERS[found[1].lower()] not in held:
            yield Finding(Kind.STAR, found[0])
    for found in _STAR_SIGNS.finditer(text):
        if len(found[0]) not in held:
            yield Finding(Kind.STAR, found[0])
