"""What editors should look at again on a page, before its readers do.

Nothing here stops a page from being saved or published: it warns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from catalog.models import ProductCard
from catalog.ocop.models import Certificate
from cms.checks_of_text import Finding, Kind, findings_in
from cms.gathering import GatheringMixin, Wants
from cms.inbox.models import EnquiryPage
from cms.models import PlainPage, ProducerStoryPage, VillagePage
from media.models import StoreImage

LABELS = {
    Kind.ALT: gettext_lazy("Hình chưa có mô tả cho người không nhìn thấy"),
    Kind.DESCRIPTION: gettext_lazy("Chưa có mô tả cho máy tìm kiếm (thẻ Quảng bá)"),
    Kind.STAR: gettext_lazy("Nói tới sao mà sản phẩm trong trang hôm nay không có"),
    Kind.HEALTH: gettext_lazy("Lời hứa về sức khỏe, không chứng nhận nào bảo đảm"),
    Kind.PRICE: gettext_lazy("Giá gõ tay, không đổi theo giá bán"),
}
_OF_EVERY_PAGE = {"title", "seo_title", "search_description"}
_UNREAD = {"version", "kind", "category"}
# Legal pages name fees and sums, explain the scheme, and sell nothing.
_UNSOLD: tuple[type[Page], ...] = (PlainPage, EnquiryPage)


@dataclass
class _Read:
    """What one page says and shows."""

    page: Page
    texts: list[str]
    images: set[int]
    products: set[int]


def findings_of(page: Page, *, day: dt.date) -> list[Finding]:
    """What to look at on this page, as its latest draft stands; two queries."""
    return findings_of_many([page], day=day)[page.pk]


def findings_of_many(
    pages: Iterable[Page], *, day: dt.date
) -> dict[int, list[Finding]]:
    """The same for many specific pages, by their keys, with as many queries."""
    reads = [_read(page) for page in pages]
    images = set().union(*(read.images for read in reads))
    undescribed = dict(
        StoreImage.objects.filter(
            pk__in=images, is_decorative=False, description=""
        ).values_list("pk", "title")
    )
    stars = _stars_by_product(day)
    made = _by_maker(set(stars))
    return {
        read.page.pk: list(dict.fromkeys(_findings(read, undescribed, stars, made)))
        for read in reads
    }


def described(findings: Iterable[Finding]) -> list[str]:
    """One line for each kind: what it is, and the words that were found."""
    lines = []
    listed = list(findings)
    for kind, label in LABELS.items():
        words = [finding.words for finding in listed if finding.kind == kind]
        if words:
            quoted = ", ".join(f"“{word}”" for word in words if word)
            lines.append(f"{label}: {quoted}" if quoted else str(label))
    return lines


def _findings(
    read: _Read,
    undescribed: dict[int, str],
    stars: dict[int, int],
    made: dict[tuple[str, int], set[int]],
) -> Iterator[Finding]:
    page = read.page
    for key in sorted(read.images & undescribed.keys()):
        yield Finding(Kind.ALT, undescribed[key])
    if not page.search_description and not getattr(page, "lead", ""):
        yield Finding(Kind.DESCRIPTION, "")
    if isinstance(page, _UNSOLD):
        return
    shown = read.products | made.get(_maker(page), set())
    held = {stars[key] for key in shown if key in stars}
    for text in read.texts:
        yield from findings_in(text, stars_held=held)


def _read(page: Page) -> _Read:
    texts: list[str] = []
    wants = Wants()
    for field in page._meta.get_fields():
        name = field.name
        if isinstance(field, StreamField):
            _read_stream(getattr(page, name), wants, texts)
        elif isinstance(field, models.CharField | models.TextField):
            if name in _OF_EVERY_PAGE if field.model is Page else _is_read(name):
                texts.append(str(getattr(page, name) or ""))
        elif isinstance(field, models.ForeignKey) and field.related_model is StoreImage:
            wants.images.add(getattr(page, field.attname) or 0)
    return _Read(page, texts, wants.images, wants.cards)


def _is_read(name: str) -> bool:
    return name not in _UNREAD and not name.endswith("_url")


def _read_stream(stream: StreamValue, wants: Wants, texts: list[str]) -> None:
    for child in stream:
        if isinstance(child.block, GatheringMixin):
            child.block.ask(child.value, wants)
        texts.extend(map(str, child.block.get_searchable_content(child.value)))


def _stars_by_product(day: dt.date) -> dict[int, int]:
    return dict(
        Certificate.objects.valid_on(day)
        .order_by("stars")
        .values_list("product_id", "stars")
    )


def _by_maker(products: set[int]) -> dict[tuple[str, int], set[int]]:
    """The products of each producer and each village: a page about one shows them."""
    made: dict[tuple[str, int], set[int]] = {}
    rows = ProductCard.objects.filter(pk__in=products)
    for key, producer, village in rows.values_list("pk", "producer_id", "village_id"):
        made.setdefault(("producer", producer), set()).add(key)
        if village:
            made.setdefault(("village", village), set()).add(key)
    return made


def _maker(page: Page) -> tuple[str, Any]:
    if isinstance(page, ProducerStoryPage):
        return "producer", page.producer_id
    if isinstance(page, VillagePage):
        return "village", page.village_id
    return "", 0
