"""A campaign that runs and one that waits for staff to switch it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from catalog.partner.models import Partner
from cms.models import LandingPage
from showrooms.models import Showroom
from storefront.campaigns.models import Campaign
from storefront.demo import dataset
from storefront.demo.world import Step, World
from storefront.offer.models import ConditionalOffer


def _missing(world: World) -> list[dataset.Campaign]:
    known = set(Campaign.objects.values_list("name", flat=True))
    return [row for row in world.data.campaigns if row.name not in known]


def _write(world: World, rows: Sequence[dataset.Campaign]) -> None:
    for row in rows:
        midnight = world.moment(0, "00:00")
        starts = midnight + dt.timedelta(days=row.starts_in_days)
        campaign = Campaign.objects.create(
            name=row.name,
            banner=row.banner,
            is_on=row.is_on,
            starts_at=starts,
            ends_at=starts + dt.timedelta(days=row.days),
            form=row.form,
            terms=row.terms,
            area=row.area,
            budget=row.budget,
            funded_by=row.funded_by,
            picture=world.images.get(row.picture),
            landing_page=LandingPage.objects.filter(slug=row.landing).first(),
            is_demo=True,
        )
        offers = ConditionalOffer.objects.filter(name__in=row.offers)
        campaign.offers.set(offers)
        campaign.showrooms.set(Showroom.objects.filter(is_active=True))
        lowered = offers.values("benefit__range__included_products")
        campaign.producers.set(Partner.objects.filter(products__in=lowered).distinct())


CAMPAIGNS = Step("Chương trình", _missing, _write)
