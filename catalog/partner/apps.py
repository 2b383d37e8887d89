"""Oscar's app `partner`, forked under the same label."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    name = "catalog.partner"
