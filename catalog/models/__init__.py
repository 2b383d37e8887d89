"""The catalogue's models: ours first, Oscar's star import last."""

from .card import CatalogueVersion as CatalogueVersion
from .card import ProductCard as ProductCard
from .category import Category as Category
from .product import Product as Product
from .product import ProductImage as ProductImage

from oscar.apps.catalogue.models import *  # isort: skip
