"""The forks of Oscar: every migration of its, every class of ours where it looks.

A file put in the wrong place is ignored in silence, so what we rely on is listed."""

from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from oscar.core.loading import get_class, get_model

# label: (our package, Oscar's twin)
FORKS = {
    "catalogue": ("catalog", "oscar.apps.catalogue"),
    "reviews": ("catalog.reviews", "oscar.apps.catalogue.reviews"),
    "partner": ("catalog.partner", "oscar.apps.partner"),
    "search": ("search", "oscar.apps.search"),
    "basket": ("storefront.basket", "oscar.apps.basket"),
    "offer": ("storefront.offer", "oscar.apps.offer"),
    "order": ("storefront.order", "oscar.apps.order"),
    "checkout": ("storefront.checkout", "oscar.apps.checkout"),
    "payment": ("storefront.payment", "oscar.apps.payment"),
    "shipping": ("storefront.shipping", "oscar.apps.shipping"),
    "customer": ("storefront.customer", "oscar.apps.customer"),
    "address": ("storefront.address", "oscar.apps.address"),
}

# Models of Oscar's that we changed, by label.
MODELS = {
    "catalogue": ["Product", "ProductImage", "Category"],
    "partner": ["Partner", "StockRecord"],
    "basket": ["Basket", "Line"],
    "order": ["Order", "Line"],
}

# Oscar's slots we fill, by the path it looks them up by.
SLOTS = {
    ("partner.strategy", "Selector"): "catalog.partner.strategy",
    ("basket.middleware", "BasketMiddleware"): "storefront.basket.middleware",
    ("offer.applicator", "Applicator"): "storefront.offer.applicator",
    ("order.utils", "OrderCreator"): "storefront.order.utils",
    ("order.utils", "OrderNumberGenerator"): "storefront.order.utils",
}


def folder_of(package: str) -> Path:
    return Path(str(import_module(package).__file__)).parent


@pytest.mark.parametrize("label", FORKS)
def test_a_fork_keeps_oscars_label(label):
    package, twin = FORKS[label]
    config = apps.get_app_config(label)

    assert config.name == package
    assert any(base.__module__ == f"{twin}.apps" for base in type(config).__mro__)


@pytest.mark.parametrize("label", FORKS)
def test_every_migration_of_oscars_is_loaded_under_our_label(label):
    _package, twin = FORKS[label]
    wanted = {path.stem for path in (folder_of(twin) / "migrations").glob("[0-9]*.py")}

    loaded = {
        name
        for app, name in MigrationLoader(
            None, ignore_no_migrations=True
        ).disk_migrations
        if app == label
    }

    assert wanted <= loaded


def twin_classes() -> list[tuple[str, str, str, type]]:
    """Our classes that bear the name of one in the same file of Oscar's twin."""
    found = []
    for label, (package, twin) in FORKS.items():
        for path in sorted(folder_of(package).rglob("*.py")):
            tail = path.relative_to(folder_of(package)).with_suffix("")
            if not (folder_of(twin) / f"{tail}.py").is_file() or path.stem in {
                "__init__",
                "apps",
                "models",
            }:
                continue
            ours = import_module(".".join([package, *tail.parts]))
            theirs = import_module(".".join([twin, *tail.parts]))
            found += [
                (label, ".".join(tail.parts), name, one)
                for name, one in getmembers(ours, isclass)
                if one.__module__ == ours.__name__ and hasattr(theirs, name)
            ]
    return found


@pytest.mark.django_db
def test_every_class_that_bears_a_twins_name_is_the_one_oscar_gets():
    classes = twin_classes()

    assert classes, "the walk found no class of ours; is FORKS right?"
    for label, module, name, ours in classes:
        assert get_class(f"{label}.{module}", name) is ours, (label, module, name)


@pytest.mark.parametrize(
    ("label", "name"),
    [(label, name) for label, names in MODELS.items() for name in names],
)
def test_a_changed_model_is_the_one_oscar_gets(label, name):
    model = get_model(label, name)

    assert model.__module__.startswith(FORKS[label][0])
    assert model._meta.app_label == label


@pytest.mark.parametrize(("slot", "package"), SLOTS.items(), ids=str)
def test_a_slot_we_rely_on_is_filled_by_us(slot, package):
    assert get_class(*slot).__module__ == package
