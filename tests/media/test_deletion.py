"""A picture that is still shown cannot be deleted, and the page says so."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from catalog.models import ProductImage
from media.models import StoreImage
from tests.factories.catalogue import ProductFactory
from tests.factories.images import StoreImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> StoreImage:
    image: StoreImage = StoreImageFactory()
    # In bulk, as a seed does: Wagtail's reference index knows nothing of it.
    ProductImage.objects.bulk_create(
        [ProductImage(product=ProductFactory(title="Giỏ cỏ tế"), original=image)]
    )
    return image


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_deleting_a_shown_picture_answers_with_a_sentence(
    officer_client: Client, shown: StoreImage
) -> None:
    url = reverse("wagtailimages:delete", args=[shown.pk])

    answer = officer_client.post(url)

    assert (answer.status_code, answer["Location"]) == (302, url)
    assert said(answer) == [
        "Chưa xóa được vì còn được dùng ở: Image of 'Giỏ cỏ tế'. Gỡ ở đó trước."
    ]
    assert StoreImage.objects.filter(pk=shown.pk).exists()


def test_deleting_many_answers_with_a_sentence(
    officer_client: Client, shown: StoreImage
) -> None:
    url = reverse("wagtail_bulk_action", args=["media", "storeimage", "delete"])

    answer = officer_client.post(f"{url}?id={shown.pk}&next=/")

    assert answer.status_code == 302
    assert "Giỏ cỏ tế" in said(answer)[0]
    assert StoreImage.objects.filter(pk=shown.pk).exists()


def test_uploader_is_answered_in_its_own_format(
    officer_client: Client, shown: StoreImage
) -> None:
    answer = officer_client.post(
        reverse("wagtailimages:delete_multiple", args=[shown.pk]),
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert answer.status_code == 409
    assert answer.json()["success"] is False


def test_page_warns_before_when_the_index_knows(
    officer_client: Client, shown: StoreImage
) -> None:
    ReferenceIndex.register_model(ProductImage)
    ReferenceIndex.create_or_update_for_object(ProductImage.objects.get())

    page = officer_client.get(reverse("wagtailimages:delete", args=[shown.pk]))

    assert page.context["is_protected"] is True


def test_picture_nobody_shows_is_deleted(officer_client: Client) -> None:
    image = StoreImageFactory()

    officer_client.post(reverse("wagtailimages:delete", args=[image.pk]))

    assert not StoreImage.objects.exists()
