"""Oscar's app `order`, forked under the same label."""

from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "storefront.order"
