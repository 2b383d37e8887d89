"""Oscar's app `reviews`, forked under the same label."""

from oscar.apps.catalogue.reviews import apps


class CatalogueReviewsConfig(apps.CatalogueReviewsConfig):
    name = "catalog.reviews"
