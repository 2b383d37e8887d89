"""Letters to the buyer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.ocop.models import Certificate

from .models import Line, Order


def confirmation(order: Order) -> EmailMultiAlternatives:
    """Build the letter that confirms ``order``, in the language it was placed in."""
    with translation.override(order.language):
        context = confirmation_context(order)
        mail = EmailMultiAlternatives(
            subject=_("Đơn hàng %(number)s đã được ghi nhận")
            % {"number": order.number},
            body=render_to_string("order/mail/confirmation.txt", context),
            to=[order.guest_email],
        )
        mail.attach_alternative(
            render_to_string("order/mail/confirmation.html", context), "text/html"
        )
    return mail


def confirmation_context(order: Order) -> dict[str, Any]:
    """What the letter, and the copy a buyer may keep, tell of ``order``.

    A line names its stars only if a certificate says so today."""
    lines = list(order.lines.select_related("consignment", "product").order_by("pk"))
    stars = stars_today(lines)
    return {
        "order": order,
        "consignments": [
            (
                part,
                [
                    (line, stars.get(line.listing_id or 0))
                    for line in lines
                    if line.consignment_id == part.pk
                ],
            )
            for part in order.consignments.order_by("position")
        ],
        "shop_url": settings.SHOP_URL,
        "shop_name": settings.OSCAR_SHOP_NAME,
    }


def stars_today(lines: list[Line]) -> dict[int, int]:
    """Return the stars that the listings of ``lines`` bear today, by listing id."""
    listings = {line.listing_id for line in lines} - {None}
    valid = Certificate.objects.valid_on(timezone.localdate()).filter(
        product__in=listings
    )
    return dict(valid.order_by("issued_on").values_list("product", "stars"))
