"""Whatever changes a campaign makes us read campaigns, and their offers, anew."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from oscar.apps.voucher.models import Voucher
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.models import LandingPage
from storefront.campaigns import running
from storefront.campaigns.models import Campaign
from storefront.offer import running as offers


def campaign_changed(**_signal: Any) -> None:
    running.forget()
    offers.forget()


def page_changed(sender: type, **_signal: Any) -> None:
    if issubclass(sender, LandingPage):
        running.forget()


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(campaign_changed, sender=Campaign)
    for signal in (post_save, post_delete):
        signal.connect(campaign_changed, sender=Voucher)  # its uses count to a budget
    for relation in (Campaign.offers, Campaign.vouchers):
        m2m_changed.connect(campaign_changed, sender=relation.through)
    for page_signal in (page_published, page_unpublished, post_page_move):
        page_signal.connect(page_changed)
