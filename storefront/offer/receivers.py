"""Whatever may change which product an offer touches makes us read offers anew."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from catalog.changes import products_changed

from .models import Benefit, Condition, ConditionalOffer, Range, RangeProduct
from .running import forget

PARTS = (
    ConditionalOffer,
    Benefit,
    *Benefit.__subclasses__(),
    Condition,
    *Condition.__subclasses__(),
    Range,
    RangeProduct,
)


@receiver(post_save)
@receiver(post_delete)
def offer_changed(sender: type, **kwargs: Any) -> None:
    if sender in PARTS:
        forget()


@receiver(m2m_changed)
def range_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Range | ConditionalOffer):
        forget()


@receiver(products_changed)
def product_changed(sender: Any, **kwargs: Any) -> None:
    forget()
