"""Makes the renditions of a picture once, in a task, and tells pages about them."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver
from django_tasks import task

from media.encoding import DAMAGE, encode
from media.models import StoreImage
from media.prebuild import write_whole
from media.recipe import Plan, Source, variants_of

logger = logging.getLogger(__name__)

variants_changed = Signal()  # image_ids: frozenset[int], sent after commit

Name = Literal["thumb", "card", "main", "wide"]


class Picture(TypedDict):
    """What ``components/picture.html`` draws; may be stored as JSON."""

    src: str
    width: int
    height: int
    alt: str
    sources: list[Source]
    is_drawing: bool


def picture(
    image: StoreImage | None, name: Name, *, alt: str | None = None
) -> Picture | None:
    """``image`` cut as ``name``, or None while it has no renditions: a page then shows
    its placeholder. Asks no database. A picture that is not wide has no wide cut; it
    gives its main one."""
    if image is None:
        return None
    variant = image.variants.get(name) or image.variants.get("main")
    if variant is None:
        return None
    return {
        "src": variant["src"],
        "width": variant["width"],
        "height": variant["height"],
        "alt": image.alt if alt is None else alt,
        "sources": variant["sources"],
        "is_drawing": image.is_drawing,
    }


def ready_variants(image: StoreImage, plan: Plan) -> dict[str, Any]:
    """What ``image.variants`` holds once the files of ``plan`` exist."""
    return {"key": plan.key, **variants_of(plan, image.file.storage.url)}


def make(image: StoreImage) -> bool:
    """Make what is missing and note it on the row; False if the file is unusable.

    May run twice, or while the picture is being replaced: it writes only to the row
    whose file and crop it has seen."""
    former = image.variants
    plan = image.plan
    try:
        _write_files(image, plan)
    except DAMAGE:
        logger.exception("No renditions of image %s (%s)", image.pk, image.file.name)
        _settle(image, state=StoreImage.State.FAILED)
        return False
    variants = ready_variants(image, plan)
    if _settle(image, state=StoreImage.State.READY, variants=variants):
        changed = frozenset({image.pk})
        transaction.on_commit(
            lambda: variants_changed.send(sender=StoreImage, image_ids=changed)
        )
        if former.get("key") != plan.key:
            transaction.on_commit(
                partial(_delete_unused, image.file.storage, former, variants)
            )
    return True


@task()
def make_renditions(image_id: int) -> None:
    image = StoreImage.objects.filter(pk=image_id).first()
    if image is not None:
        make(image)


@receiver(post_save, sender=StoreImage)
def _order_renditions(
    instance: StoreImage,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or update_fields or instance.state != StoreImage.State.PENDING:
        return
    transaction.on_commit(partial(make_renditions.enqueue, instance.pk))


@receiver(post_delete, sender=StoreImage)
def _drop_renditions(instance: StoreImage, **kwargs: Any) -> None:
    storage, variants = instance.file.storage, instance.variants
    transaction.on_commit(partial(_delete_unused, storage, variants, {}))


def _write_files(image: StoreImage, plan: Plan) -> None:
    storage = image.file.storage
    if all(storage.exists(output.path) for output in plan.files()):
        return
    with image.open_file() as file:
        master = file.read()
    for output, content in encode(master, plan):
        _store(storage, output.path, content)


def _store(storage: Storage, path: str, content: bytes) -> None:
    try:
        local = Path(storage.path(path))
    except NotImplementedError:
        if storage.exists(path):
            storage.delete(path)
        storage.save(path, ContentFile(content))
    else:
        write_whole(local, content)


def _settle(image: StoreImage, **values: Any) -> int:
    unchanged = StoreImage.objects.filter(
        pk=image.pk,
        file=image.file.name,
        focal_point_x=image.focal_point_x,
        focal_point_y=image.focal_point_y,
    )
    return unchanged.update(**values)


def _delete_unused(
    storage: Storage, former: dict[str, Any], kept: dict[str, Any]
) -> None:
    """Delete the files of ``former`` unless another picture of the same content, or
    the variants ``kept``, still show them."""
    digest = former.get("key", "").partition(":")[2].partition("-")[0]
    if not digest:
        return
    same = StoreImage.objects.filter(file_hash__startswith=digest)
    still_shown = {
        path
        for variants in (kept, *same.values_list("variants", flat=True))
        for path in _paths_in(variants)
    }
    for path in _paths_in(former) - still_shown:
        storage.delete(path)


def _paths_in(variants: dict[str, Any]) -> set[str]:
    """Storage paths of the files: the last two parts of each address."""
    addresses = [
        address.split(" ")[0]
        for name, variant in variants.items()
        if name != "key"
        for source in [{"srcset": variant["src"]}, *variant["sources"]]
        for address in source["srcset"].split(", ")
    ]
    return {"/".join(address.rsplit("/", 2)[-2:]) for address in addresses}
