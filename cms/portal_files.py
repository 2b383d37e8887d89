"""Reads a text file of the district's portal, whatever wrote it. Pure.

Only what is beyond doubt is read; all else is refused by name, never guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from catalog.vietnamese import nfc

LARGEST = 20_000_000  # bytes
_MARK = "ngày đăng"  # every article has it: the proof that a reading is right
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x1f\x8b")
# how the mark looks when letters of an old font are taken for Western ones
_OLD_FONTS = {"tcvn3": "Ngµy ®¨ng", "vni": "Ngaøy ñaêng"}
_BROKEN = ("NgÃ", "Ä\u2018Äƒ", "Ä\x91Ä\x83")
_LINE_END = re.compile(r"\r\n|\r|\n")


class UnreadableFile(Exception):
    """A file whose letters cannot be told; ``reason`` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class TextFile:
    """The lines of a file in composed letters, and the encoding they came in."""

    lines: list[str]
    encoding: str


def read(content: bytes) -> TextFile:
    """Read UTF-8, UTF-16 or Windows-1258. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("empty")
    if len(content) > LARGEST:
        raise UnreadableFile("too_large")
    if content.startswith(_NOT_TEXT):
        raise UnreadableFile("not_text")
    text, encoding = _decode(content)
    text = nfc(text.removeprefix("\ufeff"))
    for reason, mark in _OLD_FONTS.items():
        if mark in text:
            raise UnreadableFile(reason)
    if any(mark in text for mark in _BROKEN):
        raise UnreadableFile("broken")
    if "\0" in text or "\ufffd" in text:
        raise UnreadableFile("damaged")
    return TextFile(_LINE_END.split(text), encoding)


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16"), "UTF-16"
    if content[:400].count(0) > len(content[:400]) // 10:
        for encoding in ("utf-16-le", "utf-16-be"):
            if (text := _proven(content, encoding)) is not None:
                return text, "UTF-16"
        raise UnreadableFile("not_text")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise UnreadableFile("cut") from None
    return _eight_bits(content)


def _eight_bits(content: bytes) -> tuple[str, str]:
    for reason, mark in _OLD_FONTS.items():
        if mark.encode("cp1252") in content:
            raise UnreadableFile(reason)
    if (text := _proven(content, "cp1258")) is not None:
        return text, "Windows-1258"
    raise UnreadableFile("unknown")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        is_cut = error.reason in ("truncated data", "unexpected end of data")
        raise UnreadableFile("cut" if is_cut else "damaged") from None


def _proven(content: bytes, encoding: str) -> str | None:
    """The text, if it is one that only this encoding can have made."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _MARK in nfc(text).lower() else None
