"""Library pictures with ready renditions, without files."""

from catalog.models import Product, ProductImage
from media.models import StoreImage

CARD = {
    "src": "/uploads/renditions/khay.jpg",
    "width": 360,
    "height": 360,
    "sources": [{"type": "image/webp", "srcset": "/uploads/renditions/khay.webp 360w"}],
}


def picture(title: str = "Khay trà", **fields: object) -> StoreImage:
    [image] = StoreImage.objects.bulk_create(
        [
            StoreImage(
                title=title,
                description=f"{title}, khảm trai trên nền sơn mài",
                file=f"original_images/{title}.jpg",
                width=1200,
                height=1200,
                is_drawing=True,
                state=StoreImage.State.READY,
                variants={"card": CARD, "main": CARD, "thumb": CARD},
                **fields,
            )
        ]
    )
    return image


def add_pictures(product: Product, count: int = 1) -> list[ProductImage]:
    return [
        ProductImage.objects.create(
            product=product, original=picture(), display_order=position
        )
        for position in range(count)
    ]
