"""Oscar's models of `customer`, unchanged for now."""

from oscar.apps.customer.models import *
