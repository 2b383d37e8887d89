"""Oscar's models of `reviews`, unchanged for now."""

from oscar.apps.catalogue.reviews.models import *
