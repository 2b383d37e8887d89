"""Groups, products with a price and stock, variants."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from catalog.models import Category, Product, ProductClass
from catalog.vietnamese import slugify

from .partner import ProducerFactory, StockRecordFactory
from .places import CraftVillageFactory, OldCommuneFactory


def group(code: str = "handicraft") -> Category:
    """One of the six groups, made when missing."""
    found = Category.objects.filter(code=code).first()
    return found or Category.add_root(
        name=str(dict(Category._meta.get_field("code").flatchoices)[code]), code=code
    )


class ProductClassFactory(DjangoModelFactory):
    class Meta:
        model = ProductClass
        django_get_or_create = ("slug",)

    name = "Hàng hóa"
    slug = "hang-hoa"
    requires_shipping = True
    track_stock = True


class ListingFactory(DjangoModelFactory):
    """A public listing without a price; see ``ProductFactory``."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    structure = Product.STANDALONE
    title = "Giày tây nam buộc dây"
    slug = factory.LazyAttribute(lambda product: slugify(product.title))
    upc = None
    product_class = factory.SubFactory(ProductClassFactory)
    producer = factory.SubFactory(ProducerFactory)
    village = factory.SubFactory(CraftVillageFactory)
    origin_commune = factory.SubFactory(OldCommuneFactory)
    set_number = 21
    unit = "đôi"
    weight_g = 1100
    is_public = True

    @factory.post_generation
    def category(self, create: bool, extracted: str | None, **kwargs: Any) -> None:
        if create and self.structure != Product.CHILD:
            self.categories.add(group(extracted or "handicraft"))


class ProductFactory(ListingFactory):
    """A public listing with a price and ten pieces in its producer's store."""

    @factory.post_generation
    def stock(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            StockRecordFactory(product=self, partner=self.producer, **kwargs)


def shoe_with_sizes(*sizes: int, **fields: Any) -> Product:
    """A parent listing with one variant per size, ten pairs each."""
    parent = ListingFactory(structure=Product.PARENT, **fields)
    for size in sizes:
        variant = ListingFactory(
            structure=Product.CHILD,
            parent=parent,
            product_class=None,
            title=f"Cỡ {size}",
            variant_label=f"Cỡ {size}",
            producer=None,
            village=None,
            origin_commune=None,
            set_number=None,
        )
        StockRecordFactory(product=variant, partner=parent.producer)
    return parent
