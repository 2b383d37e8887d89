"""How many pieces of each listing were sold, told to the product cards."""

from collections.abc import Iterable

from django.db.models import Sum
from django.db.models.functions import Coalesce

from catalog import cards
from catalog.models import ProductCard

from .models import Line
from .states import ConsignmentState

_NOT_SOLD = (
    ConsignmentState.AWAITING_PAYMENT,
    ConsignmentState.CANCELLED,
    ConsignmentState.RETURNED,
)


def recount(product_ids: Iterable[int] | None = None) -> int:
    """Write the sold counts of these listings (all: None); returns of how many."""
    shown = ProductCard.objects.all()
    if product_ids is not None:
        shown = shown.filter(pk__in=list(product_ids))
    ids = list(shown.values_list("pk", flat=True))
    sold = dict(
        Line.objects.exclude(consignment__state__in=_NOT_SOLD)
        .annotate(listing=Coalesce("product__parent_id", "product_id"))
        .filter(listing__in=ids)
        .order_by()
        .values_list("listing")
        .annotate(pieces=Sum("quantity"))
    )
    cards.set_sold_counts({pk: sold.get(pk, 0) for pk in ids})
    return len(ids)
