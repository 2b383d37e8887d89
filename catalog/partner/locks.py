"""Row locks on stock: once per transaction, in primary-key order."""

from collections.abc import Iterable

from django.db.models import QuerySet

from .models import StockRecord


def stock_records(ids: Iterable[int]) -> QuerySet[StockRecord]:
    """Return the records of ``ids``, locked when evaluated, in primary-key order.

    One call per transaction: a second pass in another order is a deadlock."""
    return (
        StockRecord.objects.select_for_update(of=("self",))
        .filter(pk__in=set(ids))
        .order_by("pk")
    )
