"""Many pictures at once: the demo's masters, or a whole library after a new recipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from modelsearch.backends import get_search_backend
from wagtail.models import get_root_collection_id

from media.models import StoreImage
from media.prebuild import Master, Progress, build_files
from media.renditions import make, ready_variants


@dataclass(frozen=True)
class NewPicture:
    """A clean master on disk and the words that go with it."""

    source: Path
    title: str
    description: str
    is_drawing: bool = False


def add_pictures(
    pictures: Iterable[NewPicture], *, progress: Progress | None = None
) -> dict[Path, StoreImage]:
    """The library's image of each picture, by source; new ones are added ready-made.

    One image per content: a second run finds what the first added and changes none of
    it. The sources must be clean masters (``media.ingest``); files that
    ``media.prebuild`` has already made are not made again."""
    wanted = list(pictures)
    root = Path(StoreImage._meta.get_field("file").storage.path(""))
    masters = build_files([p.source for p in wanted], root, progress=progress)
    new = {
        master.digest: _image(picture, master)
        for picture, master in zip(wanted, masters, strict=True)
    }
    with transaction.atomic():
        known = _by_hash(new)
        added = [image for digest, image in new.items() if digest not in known]
        StoreImage.objects.bulk_create(added)
        get_search_backend().add_bulk(StoreImage, added)
    images = {**known, **{image.file_hash: image for image in added}}
    return {master.source: images[master.digest] for master in masters}


def remake_all(*, everything: bool = False, progress: Progress | None = None) -> int:
    """Make the renditions of pictures that lack current ones, or of all; returns how
    many pictures failed."""
    images = list(StoreImage.objects.order_by("pk"))
    due = [i for i in images if everything or not i.has_current_variants]
    failed = 0
    for done, image in enumerate(due, 1):
        failed += not make(image)
        if progress:
            progress(done, len(due))
    return failed


def _by_hash(digests: Iterable[str]) -> dict[str, StoreImage]:
    found = StoreImage.objects.filter(file_hash__in=list(digests)).order_by("-pk")
    return {image.file_hash: image for image in found}


def _image(picture: NewPicture, master: Master) -> StoreImage:
    image = StoreImage(
        title=picture.title,
        description=picture.description,
        is_drawing=picture.is_drawing,
        width=master.size.width,
        height=master.size.height,
        file_size=master.file_size,
        file_hash=master.digest,
        collection_id=get_root_collection_id(),
        state=StoreImage.State.READY,
    )
    image.file.name = master.path
    image.variants = ready_variants(image, master.plan)
    return image
