"""Every door of Wagtail's image library lets only clean, described pictures in."""

import io
import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile, get_root_collection_id

from media.models import StoreImage
from tests.factories.images import StoreImageFactory, encoded, scene, upload
from tests.media.test_ingest import located_exif

pytestmark = pytest.mark.django_db

WORDS = "Giỏ đan bằng cỏ tế"


def located_photo() -> bytes:
    photo: bytes = encoded(scene(), exif=located_exif(6))
    return photo


def details(**given: Any) -> dict[str, Any]:
    return {
        "title": "Giỏ cỏ tế",
        "description": WORDS,
        "collection": get_root_collection_id(),
        "tags": "",
        **given,
    }


def assert_clean(image: StoreImage) -> None:
    with default_storage.open(str(image.file.name)) as file:
        content = file.read()
    assert Image.open(io.BytesIO(content)).format == "WEBP"
    assert b"Phone of" not in content
    assert (image.width, image.height) == (300, 400)  # upright
    assert image.file_size == len(content)


def test_added_photo_is_a_clean_master(officer_client: Client) -> None:
    answer = officer_client.post(
        reverse("wagtailimages:add"), details(file=upload(located_photo()))
    )

    assert answer.status_code == 302
    image = StoreImage.objects.get()
    assert_clean(image)
    assert image.description == WORDS


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Tệp này không phải ảnh"),
        (located_photo()[:900], "Ảnh bị hỏng hoặc chưa tải đủ"),
        (encoded(scene(), "GIF"), "Cửa hàng chưa nhận ảnh động"),
    ],
    ids=["disguised", "truncated", "gif"],
)
@pytest.mark.parametrize("door", ["wagtailimages:add", "wagtailimages_chooser:create"])
def test_refused_file_is_explained_beside_the_field(
    officer_client: Client, door: str, content: bytes, message: str
) -> None:
    prefix = "image-chooser-upload-" if "chooser" in door else ""
    form = {f"{prefix}{k}": v for k, v in details(file=upload(content)).items()}

    answer = officer_client.post(reverse(door), form)

    assert answer.status_code == 200
    page = answer.content.decode()
    page = json.loads(page)["htmlFragment"] if "chooser" in door else page
    assert message in page
    assert not StoreImage.objects.exists()


def test_photo_with_a_long_or_foreign_name_is_taken(officer_client: Client) -> None:
    photo = upload(encoded(scene(), "HEIF"), "Ảnh bà Hòa " * 12 + ".jpg")

    officer_client.post(reverse("wagtailimages:add"), details(file=photo))

    assert str(StoreImage.objects.get().file.name).startswith("images/")


def test_picture_without_words_is_refused(officer_client: Client) -> None:
    answer = officer_client.post(
        reverse("wagtailimages:add"), details(file=upload(), description=" ")
    )

    assert "Anh chị mô tả hình" in answer.content.decode()
    assert not StoreImage.objects.exists()


def test_decoration_needs_no_words(officer_client: Client) -> None:
    officer_client.post(
        reverse("wagtailimages:add"),
        details(file=upload(), description="", is_decorative="on"),
    )

    assert StoreImage.objects.get().alt == ""


def test_words_are_kept_in_one_spelling(officer_client: Client) -> None:
    officer_client.post(
        reverse("wagtailimages:add"),
        details(file=upload(), description="Gio\u0309 co\u0309"),
    )

    assert StoreImage.objects.get().description == "Giỏ cỏ"


def test_many_uploads_wait_for_their_words_as_clean_masters(
    officer_client: Client,
) -> None:
    """Wagtail keeps the file aside while the words are missing: that one too is clean."""
    first = officer_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(located_photo(), "IMG_1.jpg"), "collection": "1"},
    ).json()
    kept = UploadedFile.objects.get(pk=first["uploaded_file_id"])
    with kept.file.open() as file:
        assert b"Phone of" not in file.read()
    prefix = f"uploaded-image-{kept.pk}-"

    second = officer_client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[kept.pk]),
        {f"{prefix}{name}": value for name, value in details().items()},
    ).json()

    assert second["success"] is True
    assert_clean(StoreImage.objects.get(pk=second["image_id"]))


def test_many_uploads_explain_a_refused_file(officer_client: Client) -> None:
    answer = officer_client.post(
        reverse("wagtailimages:add_multiple"), {"files[]": upload(b"<svg/>", "a.jpg")}
    )

    assert answer.json() == {
        "success": False,
        "error_message": "Tệp này không phải ảnh JPG, PNG, WebP, AVIF hoặc HEIC.",
    }


def test_chooser_takes_a_photo(officer_client: Client) -> None:
    form = details(file=upload(located_photo()))

    answer = officer_client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in form.items()},
    )

    assert answer.json()["step"] == "chosen"
    assert_clean(StoreImage.objects.get())


def test_replaced_file_is_a_clean_master_with_new_renditions(
    officer_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = StoreImageFactory()
    former = StoreImage.objects.get().variants["key"]

    with django_capture_on_commit_callbacks(execute=True):
        officer_client.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            details(file=upload(located_photo())),
        )

    changed = StoreImage.objects.get()
    assert_clean(changed)
    assert changed.state == StoreImage.State.READY
    assert changed.variants["key"] != former


def test_words_may_be_edited_without_a_new_file(officer_client: Client) -> None:
    image = StoreImageFactory()
    name = image.file.name

    officer_client.post(
        reverse("wagtailimages:edit", args=[image.pk]), details(description="Giỏ tròn")
    )

    image = StoreImage.objects.get()
    assert (image.description, image.file.name) == ("Giỏ tròn", name)


@pytest.mark.parametrize("person", ["buyer", "producer", "stranger"])
def test_only_staff_enter_the_library(
    client: Client, person: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    answer = client.post(reverse("wagtailimages:add"), details(file=upload()))

    assert answer.status_code == 403
    assert not StoreImage.objects.exists()


def test_large_upload_kept_on_disk_is_cleaned_too(
    officer_client: Client, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    officer_client.post(
        reverse("wagtailimages:add"), details(file=upload(located_photo()))
    )

    assert_clean(StoreImage.objects.get())
