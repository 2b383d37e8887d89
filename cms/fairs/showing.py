"""What the public page of a fair shows: facts, booths, goods, results.

Only confirmed producers are shown, and none of staff's notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import ProductCard
from catalog.vietnamese import sort_key
from cms.blocks.goods import producer_view

from .models import Contract, Fair, Participation
from .phases import Phase

if TYPE_CHECKING:
    from cms.models import FairPage

CARDS_SHOWN = 12
_DIRECTIONS = "https://www.openstreetmap.org/search?"


@dataclass(frozen=True)
class Results:
    """What came of a fair, counted over the confirmed; money once it is published."""

    producers: int
    products: int
    contracts: int | None = None
    contract_value: int | None = None
    sales: int | None = None
    as_of: dt.date | None = None


def fair_context(fair: Fair, day: dt.date) -> dict[str, Any]:
    """All that the page of ``fair`` adds to its words, as of ``day``."""
    phase = fair.phase_on(day)
    is_over = phase == Phase.AFTER and not fair.is_cancelled
    return {
        "fair": fair,
        "phase": phase.value,
        "notice": notice(fair, day),
        "facts": _facts(fair),
        "directions_url": _DIRECTIONS + urlencode({"query": fair.place}),
        "makers": [] if fair.is_cancelled else _makers(fair),
        "cards": [] if fair.is_cancelled else _cards(fair),
        "results": results_of(fair) if is_over else None,
    }


def notice(fair: Fair, day: dt.date) -> dict[str, str]:
    """The line at the top: how the day stands to the fair."""
    last = {"day": f"{fair.ends_on:%d/%m/%Y}"}
    if fair.is_cancelled:
        return {"kind": "warn", "message": _("Hội chợ này đã hủy, không diễn ra.")}
    phase = fair.phase_on(day)
    if phase == Phase.DURING:
        message = _("Hội chợ đang diễn ra hôm nay, đến hết ngày %(day)s.")
        return {"kind": "ok", "message": message % last}
    if phase == Phase.AFTER:
        return {"kind": "info", "message": _("Đã kết thúc ngày %(day)s.") % last}
    days = (fair.starts_on - day).days
    message = ngettext(
        "Còn %(count)d ngày nữa khai mạc.", "Còn %(count)d ngày nữa khai mạc.", days
    )
    return {"kind": "info", "message": message % {"count": days}}


def period_text(fair: Fair) -> str:
    """The days of a fair as people write them."""
    first, last = fair.starts_on, fair.ends_on
    if first == last:
        return f"{first:%d/%m/%Y}"
    begin = f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"
    return f"{begin} – {last:%d/%m/%Y}"


def phase_label(fair: Fair, day: dt.date) -> str:
    """One word for lists."""
    if fair.is_cancelled:
        return str(Fair.Status.CANCELLED.label)
    return {
        Phase.BEFORE: _("Sắp diễn ra"),
        Phase.DURING: _("Đang diễn ra"),
        Phase.AFTER: _("Đã kết thúc"),
    }[fair.phase_on(day)]


def results_of(fair: Fair) -> Results:
    """Sums over all confirmed producers; never one producer's own."""
    confirmed = Participation.objects.filter(fair=fair).confirmed()
    counts = confirmed.aggregate(
        producers=Count("pk", distinct=True),
        products=Count("products", distinct=True),
    )
    if fair.results_on is None:
        return Results(**counts)
    contracts = Contract.objects.filter(participation__in=confirmed).aggregate(
        contracts=Count("pk"), contract_value=Sum("value")
    )
    sales = confirmed.aggregate(sum=Sum("sales_amount"))["sum"]
    return Results(
        **counts,
        contracts=contracts["contracts"],
        contract_value=int(contracts["contract_value"] or 0),
        sales=int(sales or 0),
        as_of=fair.results_on,
    )


def _facts(fair: Fair) -> list[dict[str, str]]:
    rows = [
        (_("Thời gian"), period_text(fair)),
        (_("Giờ mở cửa"), fair.hours_note),
        (_("Địa điểm"), fair.place),
        (_("Quy mô"), str(fair.get_scope_display())),
        (_("Đơn vị tổ chức"), fair.organiser),
        (_("Đơn vị đưa cơ sở đi"), fair.host),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _makers(fair: Fair) -> list[dict[str, Any]]:
    """The confirmed producers that are public, by booth."""
    rows = (
        Participation.objects.filter(fair=fair, producer__is_public=True)
        .confirmed()
        .select_related("booth", "producer__picture", "producer__commune")
        .order_by("producer__name", "pk")
    )
    return [
        {
            **producer_view(row.producer),
            "booth": row.booth.number if row.booth else "",
        }
        for row in sorted(rows, key=by_booth)
    ]


def by_booth(row: Participation) -> tuple[bool, str]:
    """Sorts by booth, A2 before A10; who has none comes last."""
    return row.booth is None, sort_key(row.booth.number if row.booth else "")


def _cards(fair: Fair) -> list[ProductCard]:
    shown = Participation.objects.filter(fair=fair).confirmed()
    cards = ProductCard.objects.filter(
        product__in=shown.values("products"), producer__is_public=True
    )
    return list(cards.defer("search_text").order_by("sort_key", "pk")[:CARDS_SHOWN])


def teasers(pages: Iterable[FairPage], day: dt.date) -> list[dict[str, Any]]:
    """The pages as a list shows them; they bring their fair and picture along."""
    return [
        {
            "title": page.title,
            "url": page.url,
            "lead": page.lead,
            "picture": page.teaser_picture,
            "period": period_text(page.fair),
            "place": page.fair.place,
            "phase": phase_label(page.fair, day),
            "is_running": page.fair.phase_on(day) == Phase.DURING
            and not page.fair.is_cancelled,
        }
        for page in pages
        if page.fair is not None
    ]
