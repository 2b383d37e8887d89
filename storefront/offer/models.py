"""Offers, ranges, conditions and benefits; Oscar's, mended where they cost too much."""

from oscar.apps.offer.models import *
