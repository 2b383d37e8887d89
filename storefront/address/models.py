"""A buyer's saved addresses: province, commune, street line."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractUserAddress


class UserAddress(AbstractUserAddress):
    """Oscar's ``line1`` is the street, ``line4`` the commune, ``state`` the province;
    ``commune`` is the row they were copied from."""

    commune = models.ForeignKey(
        "places.Commune",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("phường, xã"),
    )

    class Meta(AbstractUserAddress.Meta):
        abstract = False


from oscar.apps.address.models import *
