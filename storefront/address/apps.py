"""Oscar's app `address`, forked under the same label."""

from oscar.apps.address import apps


class AddressConfig(apps.AddressConfig):
    name = "storefront.address"
