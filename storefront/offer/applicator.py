"""Oscar's applicator, taking the site offers from the cache."""

from typing import Any

from django.utils import timezone
from oscar.apps.offer import applicator

from .running import running_offers


class Applicator(applicator.Applicator):
    def get_site_offers(self) -> Any:
        return running_offers(timezone.now())
