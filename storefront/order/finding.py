"""Finding orders by what staff have at hand: a number, a phone, a name."""

import re

from django.db.models import Q, QuerySet

from catalog.vietnamese import fold

from .models import Order

# What a shopper types for a phone number: digits with spaces, dots, dashes.
_PHONE = re.compile(r"[\d\s.()+-]+")


def find_orders(orders: QuerySet[Order], text: str) -> QuerySet[Order]:
    """The orders whose number, phone or name has ``text``; accents and the way a
    number is written do not matter."""
    found = Q(number__istartswith=re.sub(r"[\s-]", "", text))
    digits = _phone_digits(text)
    if digits:
        found |= Q(contact_phone__contains=digits)
    words = fold(text).split()
    if words:
        named = Q()
        for word in words:
            named &= Q(folded_name__contains=word)
        found |= named
    return orders.filter(found)


def _phone_digits(text: str) -> str:
    """The digits that every stored spelling of this number has; "" if no number."""
    if not _PHONE.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(0084|84|0)", "", digits)
    return digits if len(digits) >= 3 else ""
