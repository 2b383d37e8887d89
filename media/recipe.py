"""Which sizes of a picture there are, how each is cut, and what its file is called.

Pure: the same master always gives the same plan, so files may be made before there
is a database, and rows written later without opening a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

EDITION = 1  # raise it when a size or a quality changes: files get new addresses
WIDE_FROM = 1.3  # width : height from which a picture also gets a wide cut


class Size(NamedTuple):
    width: int
    height: int


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


class Point(NamedTuple):
    x: int
    y: int


class Source(TypedDict):
    type: str
    srcset: str


class Variant(TypedDict):
    src: str
    width: int
    height: int
    sources: list[Source]


@dataclass(frozen=True)
class Cut:
    """One named use of a picture: its shape and its widths by file format."""

    name: str
    ratio: float
    widths: dict[str, tuple[int, ...]]  # best format first; "jpg" is the fallback
    mark: str = ""  # tells files of the same width apart


# AVIF saves nothing worth the time at 136 px. A page may be shared, and those who
# show shared pages read neither AVIF nor WebP: hence the large JPEG of the big cuts.
CUTS = (
    Cut("thumb", 1, {"webp": (136,), "jpg": (136,)}),
    Cut("card", 1, {"avif": (360, 540), "webp": (360, 540), "jpg": (360,)}),
    Cut("main", 1, {"avif": (720, 960), "webp": (720,), "jpg": (960,)}),
)
WIDE_CUT = Cut(
    "wide", 1.6, {"avif": (720, 1600), "webp": (720, 1600), "jpg": (1600,)}, mark="w"
)
MIME = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Output:
    """One file to make."""

    path: str
    format: str
    size: Size
    box: Box


@dataclass(frozen=True)
class Plan:
    """All files of one master."""

    key: str
    outputs: tuple[tuple[Cut, Output], ...]

    def files(self) -> Iterator[Output]:
        """The files, each once, the largest first."""
        unique = {output.path: output for _, output in self.outputs}
        yield from sorted(unique.values(), key=lambda o: o.size, reverse=True)


def plan_for(*, digest: str, size: Size, focus: Point | None = None) -> Plan:
    """The files of a master with this digest of its content, in pixels ``size``.

    ``focus`` is the point that stays in the middle of a cut as far as it can."""
    key = digest[:12] + (f"-{focus.x}-{focus.y}" if focus else "")
    cuts = (*CUTS, WIDE_CUT) if size.width >= WIDE_FROM * size.height else CUTS
    outputs = [
        (cut, output) for cut in cuts for output in _outputs(cut, key, size, focus)
    ]
    return Plan(key=f"{EDITION}:{key}", outputs=tuple(outputs))


def variants_of(plan: Plan, url: Callable[[str], str]) -> dict[str, Variant]:
    """What a page needs to draw each cut; ``url`` gives the address of a file."""
    by_cut: dict[str, list[Output]] = {}
    for cut, output in plan.outputs:
        by_cut.setdefault(cut.name, []).append(output)
    return {name: _variant(outputs, url) for name, outputs in by_cut.items()}


def master_path(digest: str) -> str:
    return f"images/{digest[:12]}.webp"


def _outputs(cut: Cut, key: str, size: Size, focus: Point | None) -> Iterator[Output]:
    box = _box(cut.ratio, size, focus)
    largest = Size(box.right - box.left, box.bottom - box.top)
    for extension, widths in cut.widths.items():
        # A picture is never blown up: a small master gives its own width once.
        fitting = [w for w in widths if w <= largest.width] or [largest.width]
        for width in fitting:
            height = max(1, round(width * largest.height / largest.width))
            path = f"r{EDITION}/{key}-{cut.mark}{width}.{extension}"
            yield Output(path, extension, Size(width, height), box)


def _box(ratio: float, size: Size, focus: Point | None) -> Box:
    width = max(1, min(size.width, round(size.height * ratio)))
    height = max(1, min(size.height, round(size.width / ratio)))
    middle = focus or Point(size.width // 2, size.height // 2)
    left = min(max(0, middle.x - width // 2), size.width - width)
    top = min(max(0, middle.y - height // 2), size.height - height)
    return Box(left, top, left + width, top + height)


def _variant(outputs: list[Output], url: Callable[[str], str]) -> Variant:
    fallback = next(output for output in outputs if output.format == "jpg")
    formats = dict.fromkeys(o.format for o in outputs if o.format != "jpg")
    return {
        "src": url(fallback.path),
        "width": fallback.size.width,
        "height": fallback.size.height,
        "sources": [
            {
                "type": MIME[extension],
                "srcset": _srcset([o for o in outputs if o.format == extension], url),
            }
            for extension in formats
        ],
    }


def _srcset(outputs: list[Output], url: Callable[[str], str]) -> str:
    if len(outputs) == 1:
        return url(outputs[0].path)
    return ", ".join(f"{url(o.path)} {o.size.width}w" for o in outputs)
