"""Oscar's applicator, taking the site offers from the cache and the time from the
clock of the page."""

from typing import Any

from oscar.apps.offer import applicator

from catalog import clock
from storefront.campaigns import running as campaigns

from .running import running_offers


class Applicator(applicator.Applicator):
    def get_site_offers(self) -> Any:
        return running_offers(clock.now())

    def get_basket_offers(self, basket: Any, user: Any) -> Any:
        """Offers of the basket's vouchers, each while its campaigns let it work."""
        if not basket.id or user is None:
            return []
        at, vouchers = clock.now(), list(basket.vouchers.all())
        if not vouchers:
            return []
        allowed = campaigns.allowed_vouchers([row.pk for row in vouchers], at)
        offers = []
        for voucher in vouchers:
            usable, _reason = voucher.is_available_to_user(user=user)
            if usable and voucher.pk in allowed and voucher.is_active(at):
                for offer in voucher.offers.all():
                    offer.set_voucher(voucher)
                    offers.append(offer)
        return offers
