"""What phones send becomes a clean master, or is refused with a reason."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from media import ingest as module
from media.ingest import (
    Animated,
    CleanMaster,
    Damaged,
    FileEmpty,
    FileTooBig,
    IngestRefused,
    NotAPhoto,
    TooManyPixels,
    ingest,
)
from tests.factories.images import BLUE, GREEN, RED, WHITE, encoded, scene

GPS = 0x8825
ORIENTATION = 0x0112
CORNERS = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


def ingested(content: bytes) -> CleanMaster:
    return ingest(io.BytesIO(content))


def opened(master: CleanMaster) -> Image.Image:
    return Image.open(io.BytesIO(master.content))


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    rgb = image.convert("RGB")
    return [
        rgb.getpixel((int(rgb.width * x), int(rgb.height * y)))  # type: ignore[misc]
        for x, y in CORNERS
    ]


def assert_close(found: Any, expected: Any, within: int = 12) -> None:
    for one, other in zip(found, expected, strict=True):
        assert all(abs(a - b) <= within for a, b in zip(one, other, strict=True)), found


def located_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Phone of Nguyễn Thị Hòa"
    exif.get_ifd(GPS).update({1: "N", 2: (20.0, 44.0, 11.5), 3: "E", 4: (105.0, 54.0)})
    return exif


# The scene as a camera stores it when held so that orientation N must be applied.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_photo_becomes_a_bare_upright_webp(kind: str) -> None:
    master = ingested(encoded(scene(), kind))

    image = opened(master)
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (400, 300))
    assert (master.width, master.height) == (400, 300)
    assert_close(corners(image), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_turned_upright(orientation: int, kind: str) -> None:
    turn = STORED[orientation]
    stored = scene() if turn is None else scene().transpose(turn)

    master = ingested(encoded(stored, kind, exif=located_exif(orientation)))

    assert (master.width, master.height) == (400, 300)
    assert_close(corners(opened(master)), [RED, GREEN, BLUE, WHITE])


def test_heic_of_a_phone_held_sideways_is_turned_upright() -> None:
    stored = scene().transpose(Image.Transpose.ROTATE_90)

    master = ingested(encoded(stored, "HEIF", exif=located_exif(6).tobytes()))

    assert (master.width, master.height) == (400, 300)
    assert_close(corners(opened(master)), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_place_and_camera_do_not_survive(kind: str) -> None:
    xmp = b"<x:xmpmeta>Phu Xuyen</x:xmpmeta>"
    photo = encoded(scene(), kind, exif=located_exif().tobytes(), xmp=xmp)

    master = ingested(photo)

    image = opened(master)
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"loop", "background", "timestamp", "duration"}
    assert b"Phone of" not in master.content
    assert b"EXIF" not in master.content
    assert b"xmpmeta" not in master.content


def test_bare_master_is_its_own_master() -> None:
    once = ingested(encoded(scene()))

    twice = ingested(once.content)

    assert twice == once
    assert twice.digest == once.digest


def test_same_bytes_give_the_same_master() -> None:
    photo = encoded(scene())

    assert ingested(photo) == ingested(photo)


def test_webp_with_something_after_the_picture_is_written_anew() -> None:
    photo = encoded(scene(), "WEBP") + b"<script>"

    assert b"<script>" not in ingested(photo).content


def test_cmyk_of_a_print_shop_keeps_its_colours() -> None:
    photo = encoded(scene().convert("CMYK"), "JPEG", quality=95)

    assert_close(corners(opened(ingested(photo))), [RED, GREEN, BLUE, WHITE], 20)


def test_colour_profile_is_applied_and_dropped() -> None:
    photo = encoded(scene(), "JPEG", icc_profile=_exchanged_primaries(), quality=95)

    image = opened(ingested(photo))

    assert corners(image)[0][2] > corners(image)[0][0]  # red has become blue
    assert "icc_profile" not in image.info


@pytest.mark.parametrize(
    "profile",
    [ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), b"x" * 99],
    ids=["of another kind of picture", "broken"],
)
def test_useless_colour_profile_is_ignored(profile: bytes) -> None:
    photo = encoded(scene(), "JPEG", icc_profile=profile, quality=95)

    image = opened(ingested(photo))

    assert_close(corners(image), [RED, GREEN, BLUE, WHITE])
    assert "icc_profile" not in image.info


def _exchanged_primaries() -> bytes:
    """sRGB with red and blue exchanged: unmistakable when applied."""
    content = bytearray(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    red, blue = content.index(b"rXYZ"), content.index(b"bXYZ")
    content[red : red + 4], content[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(content)


def test_transparent_parts_become_white_paper() -> None:
    picture = scene().convert("RGBA")
    picture.putalpha(0)

    image = opened(ingested(encoded(picture, "PNG")))

    assert image.mode == "RGB"
    assert_close(corners(image), [WHITE] * 4, 1)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "I;16"])
def test_every_kind_of_png_is_understood(mode: str) -> None:
    picture = scene().convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")

    image = opened(ingested(encoded(picture, "PNG")))

    assert image.size == (400, 300)
    assert_close(corners(image)[3:], [WHITE], 8)
    assert max(corners(image)[2]) < 210


def test_large_photo_is_brought_to_the_long_side() -> None:
    master = ingested(encoded(scene(4000, 3000)))

    assert (master.width, master.height) == (2400, 1800)


def test_photo_with_a_second_picture_shows_its_first() -> None:
    target = io.BytesIO()
    depth = Image.new("RGB", (40, 30))
    scene().save(target, "MPO", save_all=True, append_images=[depth])

    assert_close(
        corners(opened(ingested(target.getvalue()))), [RED, GREEN, BLUE, WHITE]
    )


def test_name_plays_no_part() -> None:
    file = io.BytesIO(encoded(scene(), "HEIF"))
    file.name = "IMG_0001.jpg"

    assert ingest(file).width == 400


def png_of(width: int, height: int) -> bytes:
    """A few bytes that promise ``width`` × ``height`` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 64)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [9_000, 12_000, 30_000, 2_000_000_000])
def test_bomb_is_refused_before_it_is_decoded(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_clean", _never)

    with pytest.raises(TooManyPixels):
        ingested(png_of(side, side))


def _never(image: Image.Image) -> Image.Image:
    raise AssertionError("decoded")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_photo_is_refused(kind: str, share: float) -> None:
    picture = Image.effect_noise((300, 200), 80).convert("RGB")
    content = encoded(picture, kind)

    with pytest.raises(Damaged):
        ingested(content[: int(len(content) * share)])


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"MZ\x90\x00",
        b"BM" + b"\0" * 60,
        b"II*\x00" + b"\0" * 60,
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        b"RIFF\0\0\0\0AVI LIST",
        b"\xff",
    ],
    ids=["svg", "html", "pdf", "exe", "bmp", "tiff", "mp4", "avi", "byte"],
)
def test_other_files_are_refused_whatever_their_name(content: bytes) -> None:
    file = io.BytesIO(content)
    file.name = "anh.jpg"

    with pytest.raises(NotAPhoto):
        ingest(file)


def test_empty_file_is_refused() -> None:
    with pytest.raises(FileEmpty):
        ingested(b"")


def test_heavy_file_is_refused_unread(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000

    with pytest.raises(FileTooBig) as refusal:
        ingested(encoded(scene()))

    assert "1000" in str(refusal.value)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_moving_picture_is_refused(kind: str) -> None:
    target = io.BytesIO()
    scene().save(target, kind, save_all=True, append_images=[scene(seed=9)])

    with pytest.raises(Animated):
        ingested(target.getvalue())


def test_header_of_one_format_with_the_body_of_none_is_refused() -> None:
    with pytest.raises(Damaged):
        ingested(b"\xff\xd8\xff\xe0" + b"not a photo at all" * 20)


def test_every_refusal_says_what_to_do() -> None:
    for refusal in (FileEmpty(), NotAPhoto(), Animated(), Damaged(), TooManyPixels(9)):
        assert isinstance(refusal, IngestRefused)
        assert str(refusal).endswith(".")
