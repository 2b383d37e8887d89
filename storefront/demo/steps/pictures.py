"""The demo's drawings, into the image library with their renditions."""

from __future__ import annotations

from collections.abc import Sequence

from media.bulk import NewPicture, add_pictures
from storefront.demo.dataset import PICTURES
from storefront.demo.world import Step, World

LONGEST_TITLE = 80


def _missing(world: World) -> list[str]:
    known = world.images
    missing = [path for path in world.data.alt_texts if path not in known]
    del world.images  # what is about to be added belongs in it
    return missing


def _write(world: World, paths: Sequence[str]) -> None:
    add_pictures(
        NewPicture(
            source=PICTURES / path,
            title=world.data.alt_texts[path][:LONGEST_TITLE],
            description=world.data.alt_texts[path],
            is_drawing=True,
        )
        for path in paths
    )


PICTURES_STEP = Step("Hình vẽ", _missing, _write, batch=8)
