"""Renditions are made once, in the background, and found again without a query."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from media import renditions
from media.models import StoreImage
from media.renditions import make, make_renditions, picture, variants_changed
from tests.factories.images import StoreImageFactory, encoded, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(django_capture_on_commit_callbacks: Any) -> StoreImage:
    return _made(django_capture_on_commit_callbacks)


def _made(capture: Any, **fields: Any) -> StoreImage:
    with capture(execute=True):
        image: StoreImage = StoreImageFactory(**fields)
    image.refresh_from_db()
    return image


@pytest.fixture
def announced() -> Iterator[list[frozenset[int]]]:
    heard: list[frozenset[int]] = []

    def listen(image_ids: frozenset[int], **kwargs: Any) -> None:
        heard.append(image_ids)

    variants_changed.connect(listen)
    yield heard
    variants_changed.disconnect(listen)


def files(settings: Any, folder: str = "r1") -> dict[str, int]:
    below = Path(settings.MEDIA_ROOT) / folder
    return {path.name: path.stat().st_mtime_ns for path in below.glob("*")}


def test_new_picture_gets_its_renditions_after_commit(
    ready: StoreImage, settings: Any, announced: list[frozenset[int]]
) -> None:
    key = ready.file_hash[:12]

    assert ready.state == StoreImage.State.READY
    assert ready.file.name == f"images/{key}.webp"
    assert set(files(settings)) == {
        f"{key}-{width}.{kind}"
        for width, kinds in {
            "136": ("webp", "jpg"),
            "300": ("avif", "webp", "jpg"),
            "w400": ("avif", "webp", "jpg"),
        }.items()
        for kind in kinds
    }


def test_nothing_is_made_inside_the_transaction(db: None, settings: Any) -> None:
    image = StoreImageFactory()

    assert image.state == StoreImage.State.PENDING
    assert files(settings) == {}


def test_files_are_what_their_addresses_promise(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    image = _made(django_capture_on_commit_callbacks, width_px=1200, height_px=1200)

    for _, output in image.plan.outputs:
        with Image.open(Path(settings.MEDIA_ROOT) / output.path) as made:
            assert made.size == output.size
            assert made.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}.get(
                output.format
            )


def test_making_twice_changes_nothing(ready: StoreImage, settings: Any) -> None:
    before, variants = files(settings), ready.variants

    make_renditions.enqueue(ready.pk)

    ready.refresh_from_db()
    assert files(settings) == before
    assert ready.variants == variants
    assert ready.state == StoreImage.State.READY


def test_saving_words_makes_nothing_anew(
    ready: StoreImage, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        ready.description = "Giỏ cỏ tế nhìn từ trên"
        ready.save()

    assert callbacks == []
    assert ready.state == StoreImage.State.READY


def test_replaced_file_gets_new_renditions_and_loses_the_old(
    ready: StoreImage,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    announced: list[frozenset[int]],
) -> None:
    old = ready.file_hash[:12]

    with django_capture_on_commit_callbacks(execute=True):
        ready.file = ContentFile(encoded(scene(seed=77), "WEBP"), "other.webp")
        ready.save()
        waiting = StoreImage.objects.get(pk=ready.pk)

    ready.refresh_from_db()
    assert waiting.state == StoreImage.State.PENDING
    assert picture(waiting, "card") is not None  # the old one until the new is there
    assert ready.file_hash[:12] != old
    assert {name[:12] for name in files(settings)} == {ready.file_hash[:12]}
    assert announced == [frozenset({ready.pk})]


def test_moved_point_of_interest_cuts_anew(
    ready: StoreImage, django_capture_on_commit_callbacks: Any
) -> None:
    former = ready.variants["card"]["src"]

    with django_capture_on_commit_callbacks(execute=True):
        ready.focal_point_x, ready.focal_point_y = 390, 150
        ready.save()

    ready.refresh_from_db()
    assert ready.state == StoreImage.State.READY
    assert ready.variants["card"]["src"] != former


def test_task_that_comes_too_late_leaves_the_new_picture_alone(
    ready: StoreImage,
) -> None:
    stale = StoreImage.objects.get(pk=ready.pk)
    StoreImage.objects.filter(pk=ready.pk).update(file="images/newer.webp", variants={})

    make(stale)

    assert StoreImage.objects.get(pk=ready.pk).variants == {}


def test_unusable_file_is_marked_and_nothing_raised(
    ready: StoreImage, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = StoreImageFactory()
        Path(image.file.path).write_bytes(b"RIFF\0\0\0\0WEBPVP8 ")

    found = StoreImage.objects.get(pk=image.pk)
    assert found.state == StoreImage.State.FAILED
    assert picture(found, "card") is None


def test_vanished_picture_is_no_error(db: None) -> None:
    make_renditions.enqueue(10**12)


def test_vanished_file_is_marked(
    ready: StoreImage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = StoreImageFactory()
        Path(image.file.path).unlink()

    assert StoreImage.objects.get(pk=image.pk).state == StoreImage.State.FAILED


def test_deleted_picture_takes_its_files_along(
    ready: StoreImage, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ready.delete()

    assert files(settings) == {}
    assert files(settings, "images") == {}


def test_second_picture_of_the_same_content_keeps_its_files(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    first = _made(django_capture_on_commit_callbacks, seed=5)
    second = _made(django_capture_on_commit_callbacks, seed=5)
    before = files(settings)

    with django_capture_on_commit_callbacks(execute=True):
        first.delete()

    assert first.file.name != second.file.name
    assert files(settings) == before


class Bucket(Storage):
    """A store of objects: it has no paths on this machine."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def _save(self, name: str, content: Any) -> str:
        self.objects[name] = content.read()
        return name

    def exists(self, name: str) -> bool:
        return name in self.objects

    def delete(self, name: str) -> None:
        del self.objects[name]


def test_storage_without_paths_serves_too() -> None:
    storage = Bucket()

    renditions._store(storage, "r1/a-360.avif", b"one")
    renditions._store(storage, "r1/a-360.avif", b"two")

    assert storage.objects == {"r1/a-360.avif": b"two"}


def test_picture_is_drawn_without_a_query(
    ready: StoreImage, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        drawn = picture(ready, "card")

    assert drawn == {
        "src": f"/uploads/r1/{ready.file_hash[:12]}-300.jpg",
        "width": 300,
        "height": 300,
        "alt": "Giỏ đan bằng cỏ tế, nắp tròn, quai da",
        "sources": [
            {
                "type": f"image/{kind}",
                "srcset": f"/uploads/r1/{ready.file_hash[:12]}-300.{kind}",
            }
            for kind in ("avif", "webp")
        ],
        "is_drawing": False,
    }


def test_picture_may_be_missing(db: None) -> None:
    assert picture(None, "card") is None
    assert picture(StoreImage(), "card") is None


def test_other_words_and_decoration(ready: StoreImage) -> None:
    ready.is_decorative = True

    assert picture(ready, "main")["alt"] == ""  # type: ignore[index]
    assert picture(ready, "main", alt="Giỏ")["alt"] == "Giỏ"  # type: ignore[index]


def test_picture_that_is_not_wide_gives_its_main_cut(
    django_capture_on_commit_callbacks: Any,
) -> None:
    image = _made(django_capture_on_commit_callbacks, width_px=300, height_px=300)

    assert picture(image, "wide") == picture(image, "main")


def test_name_of_the_sender_is_not_kept(db: None) -> None:
    content = ContentFile(encoded(scene()), "nha bà Hòa số 12 Đại Nghiệp.jpg")

    image = StoreImageFactory(file=content)

    assert image.file.name == f"images/{image.file_hash[:12]}.jpg"
    assert Image.open(io.BytesIO(image.file.read())).format == "JPEG"
