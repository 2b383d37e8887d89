"""Offers that report whole đồng and ranges that know their members by heart."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from oscar.apps.offer.abstract_models import (
    AbstractBenefit,
    AbstractCondition,
    AbstractConditionalOffer,
    AbstractRange,
)
from oscar.apps.offer.results import BasketDiscount

from catalog import versions
from storefront.campaigns.running import SUBJECT as CAMPAIGNS

if TYPE_CHECKING:
    from storefront.campaigns.running import Notice

SUBJECT = "offers"  # of the cached answers about offers; see ``running``


class ConditionalOffer(AbstractConditionalOffer):
    bound_to: tuple[Notice, ...] = ()  # its campaigns; set by ``running``

    def apply_benefit(self, basket: Any) -> Any:
        """Apply the benefit and report what the lines really took off.

        Oscar reports the unrounded sum; the lines are whole đồng, so three lines at
        12,5 % of 12.348 ₫ would be stored as 4.630,50 ₫ beside 4.632 ₫ given."""
        before = self._taken_off(basket)
        result = super().apply_benefit(basket)
        if not result.affects_basket:
            return result
        return BasketDiscount(self._taken_off(basket) - before)

    def record_usage(self, discount: dict[str, Any]) -> None:
        """Count in the database: this object may come from the cache, and saving it
        whole would undo what staff changed since."""
        type(self).objects.filter(pk=self.pk).update(
            num_applications=F("num_applications") + discount["freq"],
            total_discount=F("total_discount") + discount["discount"],
            num_orders=F("num_orders") + 1,
        )
        if self.max_discount or self.max_global_applications or self.bound_to:
            versions.bump(SUBJECT)
            versions.bump(CAMPAIGNS)

    def _taken_off(self, basket: Any) -> Decimal:
        return sum(
            (
                discount.amount
                for line in basket.all_lines()
                for discount in line.discounts
                if discount.offer is not None and discount.offer.pk == self.pk
            ),
            Decimal(0),
        )


class _KeepsRange:
    """Oscar builds a proxy from the bare fields and so loads the range again."""

    def proxy(self: Any) -> Any:
        proxied = super().proxy()  # type: ignore[misc]
        if "range" in self._state.fields_cache:
            proxied._state.fields_cache["range"] = self._state.fields_cache["range"]
        return proxied


class Benefit(_KeepsRange, AbstractBenefit):
    pass


class Condition(_KeepsRange, AbstractCondition):
    pass


class Range(AbstractRange):
    def get_absolute_url(self) -> str:
        """The whole listing: a range has no page, yet Oscar's list links to one."""
        return reverse("search:all")

    @cached_property
    def members(self) -> frozenset[int]:
        """The ids of the products inside; of those outside, if it has all products.

        Kept on the object, so a range that comes from the cache brings it along."""
        if not self.includes_all_products:
            return frozenset(self.product_queryset.values_list("pk", flat=True))
        everything = self.included_products.model.objects
        outside = everything.exclude(pk__in=self.product_queryset.values("pk"))
        return frozenset(outside.values_list("pk", flat=True))

    def contains_product(self, product: Any) -> bool:
        if self.proxy_class:
            return bool(super().contains_product(product))
        return self.contains_id(product.pk)

    def contains_id(self, product_id: int) -> bool:
        return (product_id in self.members) != self.includes_all_products

    def invalidate_cached_queryset(self) -> None:
        super().invalidate_cached_queryset()
        self.__dict__.pop("members", None)


from oscar.apps.offer.models import *
