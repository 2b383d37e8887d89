"""An edit of the table makes every process read it anew."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from catalog import versions

from .carriers.zone_table.carrier import SUBJECT
from .models import ShippingRate, ShippingSurcharge, ShippingZone


@receiver([post_save, post_delete])
def table_changed(sender: type, **kwargs: Any) -> None:
    if sender in (ShippingZone, ShippingRate, ShippingSurcharge):
        versions.bump(SUBJECT)


@receiver(m2m_changed, sender=ShippingZone.provinces.through)
def provinces_changed(**kwargs: Any) -> None:
    versions.bump(SUBJECT)
