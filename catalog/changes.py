"""The signal "these products changed", sent after the transaction commits.

Code that writes with ``update()`` or ``bulk_create`` sends no model signals and so
calls ``announce`` itself."""

from collections.abc import Iterable

from django.db import transaction
from django.dispatch import Signal

products_changed = Signal()  # product_ids: frozenset[int], parents and standalones
cards_changed = Signal()  # product_ids: frozenset[int], sent when cards are rewritten


def announce(product_ids: Iterable[int]) -> None:
    """Tell, after commit, that what the public sees of these products may differ."""
    ids = frozenset(product_ids)
    if ids:
        transaction.on_commit(
            lambda: products_changed.send(sender=None, product_ids=ids), robust=False
        )
