"""How many pieces of each listing were sold, told to the product cards."""

from collections.abc import Iterable

from django.db.models import Sum
from django.db.models.functions import Coalesce

from catalog.models import ProductCard

from .models import Line
from .states import ConsignmentState

_NOT_SOLD = (
    ConsignmentState.AWAITING_PAYMENT,
    ConsignmentState.CANCELLED,
    ConsignmentState.RETURNED,
)


def recount(product_ids: Iterable[int] | None = None) -> int:
    """Write the sold counts of these listings (all: None); returns how many changed."""
    cards = ProductCard.objects.all()
    lines = Line.objects.exclude(consignment__state__in=_NOT_SOLD)
    listing = Coalesce("product__parent_id", "product_id")
    if product_ids is not None:
        ids = list(product_ids)
        cards = cards.filter(pk__in=ids)
        lines = lines.annotate(listing=listing).filter(listing__in=ids)
    sold = dict(
        lines.annotate(listing=listing)
        .order_by()
        .values_list("listing")
        .annotate(n=Sum("quantity"))
    )
    changed = [card for card in cards if card.sold_count != sold.get(card.pk, 0)]
    for card in changed:
        card.sold_count = sold.get(card.pk, 0)
    ProductCard.objects.bulk_update(changed, ["sold_count"], batch_size=500)
    return len(changed)
