"""Finding listings by words, with or without accents."""

from django.db.models import Q, QuerySet

from catalog.models import Product
from catalog.vietnamese import fold


def find_listings(products: QuerySet[Product], text: str) -> QuerySet[Product]:
    """Listings whose public card, title or code has every word of ``text``."""
    for word in fold(text).split():
        products = products.filter(
            Q(card__search_text__contains=word)
            | Q(slug__contains=word)
            | Q(title__icontains=word)
            | Q(upc__icontains=word)
        )
    return products
