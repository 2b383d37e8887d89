"""The synthetic catalogue: any size, always the same, and gone without a trace."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.cards import drift
from catalog.models import Product, ProductCard
from catalog.partner.models import Movement, Partner, StockBalance, StockRecord
from storefront.demo import synthetic
from tests.factories.catalogue import ProductFactory, group

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def real() -> Product:
    """A real product, and the groups, communes and villages it stands on."""
    for code in ("food", "beverage", "herbal", "ornamental", "tourism"):
        group(code)
    product: Product = ProductFactory.create(title="Giỏ cỏ tế có nắp")
    return product


def grow(products: int, seed: int = 2026) -> None:
    for _done in synthetic.grow(products=products, seed=seed, at=AT):
        pass


def facts() -> list[tuple[Any, ...]]:
    cards = ProductCard.objects.filter(product__upc__startswith="syn-")
    return list(cards.order_by("product__upc").values_list("title", "price", "stars"))


def test_it_grows_to_the_size_asked_for(real: Product) -> None:
    grow(30)
    grow(45)

    assert synthetic.ours().count() == 45
    assert len(facts()) == 45
    assert [
        found for found in drift(day=AT.date()) if found.product_id != real.pk
    ] == []


def test_the_same_seed_gives_the_same_catalogue(real: Product) -> None:
    grow(12)
    first = facts()
    for _done in synthetic.clear():
        pass
    grow(12)

    assert facts() == first
    assert len({title for title, _price, _stars in first}) == 12


def test_its_ledger_agrees_with_its_records(real: Product) -> None:
    grow(25)

    for record in StockRecord.objects.filter(partner__code__startswith="syn-"):
        moved = sum(record.movements.values_list("quantity", flat=True))
        assert moved == record.num_in_stock


def test_clearing_leaves_what_is_real(real: Product) -> None:
    counted = (Product, Partner, StockRecord, StockBalance, Movement, ProductCard)
    before = [model._default_manager.count() for model in counted]
    grow(25)

    call_command("synthesize", clear=True, stdout=StringIO())

    assert [model._default_manager.count() for model in counted] == before
    assert Product.objects.get() == real


def test_it_needs_groups_and_communes() -> None:
    with pytest.raises(synthetic.NothingToStandOn):
        grow(1)


def test_a_shop_for_the_public_refuses_it(settings: Any, real: Product) -> None:
    settings.SHOP_IS_DEMO = False

    with pytest.raises(CommandError):
        call_command("synthesize", products=5, stdout=StringIO())

    assert Product.objects.count() == 1
