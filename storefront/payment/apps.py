"""Oscar's app `payment`, forked under the same label."""

from oscar.apps.payment import apps


class PaymentConfig(apps.PaymentConfig):
    name = "storefront.payment"
