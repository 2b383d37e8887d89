"""Oscar's thumbnails are the shop's renditions; a missing picture is no drama."""

import logging
from typing import Any

import pytest
from django.template import Context, Template
from oscar.core.thumbnails import get_thumbnailer

from catalog.models import ProductImage
from media.models import StoreImage
from media.thumbnails import StoreThumbnailer
from tests.factories.catalogue import ProductFactory
from tests.factories.images import StoreImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(django_capture_on_commit_callbacks: Any) -> StoreImage:
    with django_capture_on_commit_callbacks(execute=True):
        StoreImageFactory(width_px=1000, height_px=1000)
    return StoreImage.objects.get()


@pytest.mark.parametrize(
    ("size", "width"),
    [("70x70", 136), ("x155", 360), ("200x", 360), ("440x400", 960), ("5000x1", 960)],
)
def test_smallest_rendition_that_suffices_is_served(
    image: StoreImage, size: str, width: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        thumbnail = StoreThumbnailer().generate_thumbnail(image, size=size)

    assert (thumbnail.width, thumbnail.height) == (width, width)
    assert thumbnail.url.endswith(f"-{width}.jpg")


@pytest.mark.parametrize("size", ["", "x", "abc", "-1x5", None])
def test_odd_sizes_are_no_error(image: StoreImage, size: Any) -> None:
    assert StoreThumbnailer().generate_thumbnail(image, size=size).url


def test_oscar_asks_our_thumbnailer() -> None:
    assert isinstance(get_thumbnailer(), StoreThumbnailer)


def drawn(product: Any) -> str:
    template = Template(
        "{% load image_tags %}{% with image=product.primary_image %}"
        '{% oscar_thumbnail image.original "100x100" upscale=False as thumb %}'
        "{{ thumb.url }}{% endwith %}"
    )
    return template.render(Context({"product": product}))


def test_oscars_tag_draws_the_first_picture(image: StoreImage) -> None:
    product = ProductFactory()
    ProductImage.objects.create(product=product, original=image)

    assert drawn(product) == image.variants["thumb"]["src"]


def test_product_without_pictures_logs_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "oscar"):
        assert drawn(ProductFactory()) == "/static/storefront/img/placeholder.svg"

    assert caplog.records == []


def test_picture_without_renditions_gets_the_placeholder() -> None:
    waiting = StoreImageFactory()

    thumbnail = StoreThumbnailer().generate_thumbnail(waiting, size="100x80")

    assert thumbnail.url == "/static/storefront/img/placeholder.svg"
    assert (thumbnail.width, thumbnail.height) == (100, 80)


def test_file_of_a_library_image_is_recognised(image: StoreImage) -> None:
    thumbnail = StoreThumbnailer().generate_thumbnail(image.file, size="100x100")

    assert thumbnail.url == image.variants["thumb"]["src"]


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("categories/a.jpg", "/uploads/categories/a.jpg"),
        ("/uploads/a.jpg", "/uploads/a.jpg"),
        (None, "/static/storefront/img/placeholder.svg"),
        ("image_not_found.jpg", "/static/storefront/img/placeholder.svg"),
    ],
)
def test_other_sources_are_shown_as_they_are(source: Any, url: str) -> None:
    assert str(StoreThumbnailer().generate_thumbnail(source, size="9x9")) == url


def test_removing_a_product_picture_keeps_the_library_image(image: StoreImage) -> None:
    kept = ProductImage.objects.create(product=ProductFactory(), original=image)

    kept.delete()

    assert StoreImage.objects.filter(pk=image.pk).exists()
