"""Serves the parts of the shop's CSS as one file, without a build step.

`css/parts/NN-name.css` hold one component each. The finder joins them in the
order of their names into `var/bundles/storefront/shop.css`, so a page makes one
request and `collectstatic` hashes one file.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

PARTS = Path(__file__).parent / "static" / "storefront" / "css" / "parts"
BUNDLE = "storefront/shop.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOOSE_SPACE = re.compile(r"(?<=[{};:,])\s+|\s+(?=[{}])")


class BundleFinder(BaseFinder):
    """Finds `storefront/shop.css` and writes it first when the parts have changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(
            location=Path(settings.BASE_DIR) / "var" / "bundles"
        )

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BUNDLE:
            return []
        found = str(self._write())
        return [found] if find_all or kwargs.get("all") else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        if not utils.matches_patterns(BUNDLE, list(ignore_patterns or [])):
            yield BUNDLE, self.storage

    def _write(self) -> Path:
        """Returns the bundle's path; it is replaced whole, so no reader sees half."""
        target = Path(self.storage.path(BUNDLE))
        css = joined(sorted(PARTS.glob("*.css")))
        if target.exists() and target.read_text(encoding="utf-8") == css:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".draft")
        draft.write_text(css, encoding="utf-8")
        draft.replace(target)
        return target


def joined(parts: Iterable[Path]) -> str:
    """The parts as one text: no comments, no loose space, addresses made to fit.

    A part names files from its own folder (`../../img/`), two levels below the
    bundle.
    """
    return "".join(_tightened(part.read_text(encoding="utf-8")) for part in parts)


def _tightened(css: str) -> str:
    css = _LOOSE_SPACE.sub("", _COMMENT.sub("", css)).strip()
    return css.replace(";}", "}").replace('url("../../', 'url("')
