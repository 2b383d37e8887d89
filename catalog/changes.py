"""The signal "these products changed", sent after the transaction commits.

Code that writes with ``update()`` or ``bulk_create`` sends no model signals and so
calls ``announce`` itself."""

import threading
from collections.abc import Iterable
from weakref import WeakSet

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.dispatch import Signal

products_changed = Signal()  # product_ids: frozenset[int], listings or variants
cards_changed = Signal()  # product_ids: frozenset[int], sent when cards are rewritten


def announce(product_ids: Iterable[int]) -> None:
    """Tell, after commit, that what the public sees of these products may differ.

    All that one transaction announces is sent as one signal. A receiver that fails
    is logged and cannot undo, or hide from its author, what was committed."""
    ids = frozenset(product_ids)
    if ids:
        transaction.on_commit(_Announcement(ids), robust=False)


class _Waiting(threading.local):
    def __init__(self) -> None:
        # Weak: what a rolled-back savepoint discards disappears from here as well.
        self.announcements: WeakSet[_Announcement] = WeakSet()


_waiting = _Waiting()


class _Announcement:
    """One call of ``announce``; the first of a transaction to run tells for all."""

    def __init__(self, ids: frozenset[int]) -> None:
        self.ids = ids
        self.connection: BaseDatabaseWrapper = transaction.get_connection()
        _waiting.announcements.add(self)

    def __call__(self) -> None:
        together = [
            other
            for other in list(_waiting.announcements)
            if other.connection is self.connection
        ]
        ids = self.ids.union(*(other.ids for other in together))
        for told in (self, *together):
            told.ids = frozenset()
            _waiting.announcements.discard(told)
        if ids:
            products_changed.send_robust(sender=None, product_ids=ids)
