"""Pick-up at a showroom: no address is asked, nothing is charged."""

from collections.abc import Sequence

from catalog.places.models import Commune
from storefront.shipping.carrier import Parcel, Quote


class Pickup:
    code = "pickup"

    def quote(
        self, parcels: Sequence[Parcel], destination: Commune | None
    ) -> list[Quote]:
        return [Quote(charge=0) for _ in parcels]
