"""The real place data, loaded once for each module and rolled back after it."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def loaded_places(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import transaction

    from catalog.places.dataset import read
    from catalog.places.loading import load

    with django_db_blocker.unblock(), transaction.atomic():
        load(read())
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def places(loaded_places: None, db: None) -> None:
    """All provinces and communes."""
