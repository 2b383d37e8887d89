"""What a landing page says of its campaign: terms, goods, who takes part."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.models import ProductCard
from storefront.campaigns.models import Campaign
from storefront.offer.models import Range
from storefront.templatetags.money import dong

GOODS_SHOWN = 12


def campaign_context(page_id: int, *, at: dt.datetime) -> dict[str, Any]:
    """The context of "campaigns/terms.html"; empty for a page without a campaign that
    is on. Of several the latest counts."""
    campaign = (
        Campaign.objects.filter(landing_page=page_id, is_on=True)
        .select_related("goods")
        .first()
    )
    if campaign is None:
        return {}
    return {
        "campaign": campaign,
        "state": _state(campaign, at),
        "terms": _terms(campaign),
        "cards": _cards(campaign),
        "producers": campaign.producers.filter(is_public=True).order_by("name"),
        "showrooms": campaign.showrooms.filter(is_active=True).order_by("position"),
    }


def _state(campaign: Campaign, at: dt.datetime) -> str:
    if at < campaign.starts_at:
        return _("Chương trình bắt đầu lúc %s.") % _moment(campaign.starts_at)
    if at >= campaign.ends_at:
        return _("Chương trình đã kết thúc lúc %s.") % _moment(campaign.ends_at)
    return _("Chương trình đang diễn ra, đến %s.") % _moment(campaign.ends_at)


def _terms(campaign: Campaign) -> list[dict[str, str]]:
    """What a promotion must name, in the order the law lists it."""
    terms = [
        (_("Tên chương trình"), campaign.name),
        (_("Hình thức"), str(campaign.get_form_display())),
        (
            _("Thời gian"),
            _("Từ %(start)s đến %(end)s")
            % {"start": _moment(campaign.starts_at), "end": _moment(campaign.ends_at)},
        ),
        (_("Địa bàn"), campaign.area),
        (_("Nội dung, điều kiện"), campaign.terms),
    ]
    if campaign.budget:
        terms.append((_("Tổng mức giảm tối đa"), dong(campaign.budget)))
    terms += [
        (_("Mã giảm giá"), f"{voucher.code}: {voucher.name}")
        for voucher in campaign.vouchers.all()
    ]
    bearer = campaign.funder_name or str(campaign.get_funded_by_display())
    terms.append((_("Bên chịu phần giảm"), bearer))
    return [{"term": term, "value": value} for term, value in terms]


def _moment(at: dt.datetime) -> str:
    return date_format(localtime(at), "H:i d/m/Y")


def _cards(campaign: Campaign) -> list[ProductCard]:
    """The campaign's goods, else those its offers lower; ranges of everything name
    nothing."""
    ranges: list[Range] = [campaign.goods] if campaign.goods else []
    if not ranges:
        offers = campaign.offers.select_related("benefit__range")
        ranges = [offer.benefit.range for offer in offers if offer.benefit.range]
    ids: set[int] = set()
    for goods in ranges:
        if not goods.includes_all_products:
            ids |= goods.members
    cards = ProductCard.objects.filter(pk__in=ids)
    return list(cards.order_by("-is_featured", "-published_at", "-pk")[:GOODS_SHOWN])
