"""The versions under which counts and pages are kept.

The catalogue's version is a row of the database: a card rewritten by any process
makes all of them forget. What a page shows besides cards (offers, the shop's
telephone) is known higher up, which adds its own version with ``also``."""

from collections.abc import Callable

from catalog.models import CatalogueVersion

SECONDS = 600
_others: list[Callable[[], str]] = []


def also(version_of: Callable[[], str]) -> None:
    """Let pages depend on one more thing; called once, when an app is ready."""
    _others.append(version_of)


def version() -> str:
    """The version of all cards; one query."""
    return str(CatalogueVersion.current())


def page_version() -> str:
    """The version of everything a listing shows."""
    return ":".join([version(), *(version_of() for version_of in _others)])
