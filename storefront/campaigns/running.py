"""Which campaigns run: cached, and compared with the clock when read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from wagtail.models import Page

from catalog import versions
from media.renditions import Picture, picture
from storefront.campaigns.models import Campaign

SUBJECT = "campaigns"  # of the cached answers about campaigns


@dataclass(frozen=True)
class Notice:
    """What the shop must know of a campaign to run it and to announce it."""

    pk: int
    name: str
    headline: str
    url: str  # of its landing page; empty while that is not published
    picture: Picture | None
    is_on: bool
    is_spent: bool
    starts_at: dt.datetime
    ends_at: dt.datetime
    funded_by: str
    offers: frozenset[int]
    vouchers: frozenset[int]

    def runs(self, at: dt.datetime) -> bool:
        """Tell whether it works at ``at``: on, within its period, budget left."""
        return self.is_on and not self.is_spent and self.starts_at <= at < self.ends_at


def known() -> list[Notice]:
    """Every campaign, the latest start first; no query while nothing changed."""
    return versions.answer(SUBJECT, "all", _load)


def running(at: dt.datetime) -> list[Notice]:
    """The campaigns that run at ``at``, the latest start first."""
    return [notice for notice in known() if notice.runs(at)]


def version(at: dt.datetime) -> str:
    """What changes with any campaign, and whenever one begins or ends."""
    names = ",".join(str(notice.pk) for notice in running(at))
    return f"{versions.current(SUBJECT)}-{names}"


def of_offers() -> dict[int, tuple[Notice, ...]]:
    """The campaigns that each bound offer depends on, by the offer's key."""
    found: dict[int, tuple[Notice, ...]] = defaultdict(tuple)
    for notice in known():
        for offer in notice.offers:
            found[offer] += (notice,)
    return dict(found)


def allowed_vouchers(vouchers: Iterable[int], at: dt.datetime) -> set[int]:
    """Those of ``vouchers`` that no campaign holds back at ``at``."""
    bound: dict[int, bool] = {}
    for notice in known():
        for voucher in notice.vouchers:
            bound[voucher] = bound.get(voucher, False) or notice.runs(at)
    return {voucher for voucher in vouchers if bound.get(voucher, True)}


def forget() -> None:
    """Read the campaigns anew after this transaction."""
    versions.bump(SUBJECT)


def spent(campaign: Campaign) -> Decimal:
    """What the campaign's offers and vouchers have taken off so far, in đồng.

    Counted at placement, as Oscar counts an offer's uses: what is cancelled later
    does not come back into the budget."""
    of_offers = campaign.offers.aggregate(sum=Sum("total_discount"))["sum"]
    of_vouchers = campaign.vouchers.aggregate(sum=Sum("total_discount"))["sum"]
    return (of_offers or Decimal(0)) + (of_vouchers or Decimal(0))


def _load() -> list[Notice]:
    campaigns = Campaign.objects.select_related(
        "picture", "landing_page"
    ).prefetch_related("offers", "vouchers")
    return [_notice(campaign) for campaign in campaigns]


def _notice(campaign: Campaign) -> Notice:
    page = campaign.landing_page
    return Notice(
        pk=campaign.pk,
        name=campaign.name,
        headline=campaign.headline,
        url=_path(page) if page and page.live else "",
        picture=picture(campaign.picture, "card"),
        is_on=campaign.is_on,
        is_spent=campaign.budget is not None and spent(campaign) >= campaign.budget,
        starts_at=campaign.starts_at,
        ends_at=campaign.ends_at,
        funded_by=campaign.funded_by,
        offers=frozenset(offer.pk for offer in campaign.offers.all()),
        vouchers=frozenset(voucher.pk for voucher in campaign.vouchers.all()),
    )


def _path(page: Page) -> str:
    """The path of a page of this site; empty for one outside of it."""
    parts = page.get_url_parts()
    return str(parts[2] or "") if parts else ""
