"""Whatever a phone sends becomes a clean master, or is refused with a reason.

A master is a WebP in sRGB, upright, without transparency, at most ``LONG_SIDE``
pixels long, and holds pixels only: no place, no camera, no profile. WebP because it
is a third the size of a JPEG of the same look and quick to decode."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import pillow_heif
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms

from media.encoding import DAMAGE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)

pillow_heif.register_heif_opener()

LONG_SIDE = 2400
QUALITY = 90

# A file is judged by its first bytes, never by its name.
_ISO_BRANDS = {
    b"avif": "AVIF",
    b"heic": "HEIF",
    b"heix": "HEIF",
    b"heim": "HEIF",
    b"heis": "HEIF",
    b"mif1": "HEIF",
}
_ISO_MOVING = {b"avis", b"hevc", b"hevx", b"msf1"}
_PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class IngestRefused(Exception):
    """The file cannot become a master; ``message`` says it to whoever sent it."""

    code = "invalid_image"
    message: StrOrPromise = _("Không dùng được tệp này. Anh chị chọn ảnh khác.")

    def __str__(self) -> str:
        return str(self.message)


class FileEmpty(IngestRefused):
    code = "empty"
    message = _("Tệp này rỗng, có thể do gửi lên bị ngắt. Anh chị chọn lại ảnh.")


class FileTooBig(IngestRefused):
    code = "file_too_large"

    def __init__(self, size: int, limit: int) -> None:
        self.message = _(
            "Ảnh nặng %(size)s, quá mức %(limit)s. Anh chị chọn ảnh nhẹ hơn."
        ) % {"size": filesizeformat(size), "limit": filesizeformat(limit)}


class NotAPhoto(IngestRefused):
    code = "invalid_image_extension"
    message = _("Tệp này không phải ảnh JPG, PNG, WebP, AVIF hoặc HEIC.")


class Animated(IngestRefused):
    code = "animated"
    message = _("Cửa hàng chưa nhận ảnh động. Anh chị chọn ảnh tĩnh.")


class TooManyPixels(IngestRefused):
    code = "file_too_many_pixels"

    def __init__(self, limit: int) -> None:
        self.message = _(
            "Ảnh có quá nhiều điểm ảnh (tối đa %(limit)s triệu). "
            "Anh chị thu nhỏ ảnh rồi gửi lại."
        ) % {"limit": limit // 1_000_000}


class Damaged(IngestRefused):
    code = "damaged"
    message = _("Ảnh bị hỏng hoặc chưa tải đủ. Anh chị gửi lại từ ảnh gốc.")


@dataclass(frozen=True)
class CleanMaster:
    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        # S324: a name for content, as Wagtail's file_hash is, not a proof.
        return hashlib.sha1(self.content).hexdigest()  # noqa: S324


def ingest(file: IO[bytes]) -> CleanMaster:
    """The clean master of ``file``; raises a kind of ``IngestRefused``.

    The same bytes always give the same master, and a master gives itself."""
    content = _read(file)
    expected = _format_of(content)
    image = _open(content, expected)
    try:
        master = _clean(image)
    except DAMAGE as error:
        logger.info("Upload refused, cannot be decoded: %s", error)
        raise Damaged from error
    if _is_bare(content) and master.size == image.size:
        return CleanMaster(content, *master.size)
    return CleanMaster(_encoded(master), *master.size)


def _read(file: IO[bytes]) -> bytes:
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise FileEmpty
    if size > limit:
        raise FileTooBig(size, limit)
    return file.read()


def _format_of(content: bytes) -> str:
    """The format the first bytes promise, in Pillow's words."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _iso_format_of(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        raise Animated
    raise NotAPhoto


def _iso_format_of(content: bytes) -> str:
    end = min(int.from_bytes(content[:4], "big"), 256)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, end, 4))]
    if brands[0] in _ISO_MOVING:
        raise Animated
    # "mif1" alone says little: a more telling brand decides.
    known = [_ISO_BRANDS[brand] for brand in brands if brand in _ISO_BRANDS]
    if not known:
        raise NotAPhoto
    return "AVIF" if "AVIF" in known else "HEIF"


def _open(content: bytes, expected: str) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        image = Image.open(io.BytesIO(content), formats=[expected])
        frames = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        raise TooManyPixels(limit) from None
    except DAMAGE as error:
        raise Damaged from error
    if image.width * image.height > limit:
        raise TooManyPixels(limit)
    # A JPEG or HEIC of several pictures (depth, burst) shows its first.
    if frames > 1 and expected not in {"JPEG", "HEIF"}:
        raise Animated
    return image


def _clean(image: Image.Image) -> Image.Image:
    image.draft(None, (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded smaller
    image.load()  # a PNG tells its orientation only after its pixels
    orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    profile = image.info.get("icc_profile")
    clean = _plain(image)
    if max(clean.size) > LONG_SIDE:  # first of all: the rest copies every pixel
        clean.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = _in_srgb(_flat(clean), profile)
    return _upright(clean, orientation)


def _plain(image: Image.Image) -> Image.Image:
    """One of the modes L, LA, RGB, RGBA and CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if "transparency" in image.info or image.mode in {"P", "PA"}:
        return image.convert("RGBA")
    if image.mode in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        return image
    return image.convert("RGB")


def _flat(image: Image.Image) -> Image.Image:
    """On white paper where it was transparent."""
    if image.mode not in {"LA", "RGBA"}:
        return image
    paper = Image.new(image.mode[:-1], image.size, "white")
    paper.paste(image.convert(paper.mode), mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            space = source.profile.xcolor_space.strip()
            if _PROFILE_MODES.get(space) == image.mode:
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(
                    image, source, target, outputMode="RGB"
                )
                return converted or image
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            logger.info("Colour profile ignored: %s", error)
    return image.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _is_bare(content: bytes) -> bool:
    """Whether these bytes are one lossy WebP picture and nothing else."""
    length = int.from_bytes(content[16:20], "little")
    padding = length % 2  # an odd chunk is followed by one byte
    return content[12:16] == b"VP8 " and len(content) == 20 + length + padding


def _encoded(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=QUALITY, method=2)
    return target.getvalue()
