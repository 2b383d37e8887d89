"""Files of the portal: read when there is no doubt, refused by name otherwise."""

from __future__ import annotations

import unicodedata

import pytest

from cms.portal_files import UnreadableFile, read

TEXT = "KINH TẾ\nGiày da Phú Yên\nNgày đăng 22/10/2019 | 14:05 | View count: 1286\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (unicodedata.normalize("NFD", TEXT).encode(), "UTF-8"),
        (TEXT.replace("\n", "\r\n").encode(), "UTF-8"),
    ],
    ids=["utf-8", "bom", "utf-16", "no bom be", "no bom le", "decomposed", "crlf"],
)
def test_unicode_comes_out_composed(content: bytes, encoding: str) -> None:
    found = read(content)

    assert found.lines == TEXT.split("\n")
    assert found.encoding == encoding


def test_windows_1258_is_read_when_it_proves_itself() -> None:
    content = cp1258(TEXT)

    found = read(content)

    assert found.lines == TEXT.split("\n")
    assert found.encoding == "Windows-1258"


def cp1258(text: str) -> bytes:
    """The code page keeps â ê ô ă ơ ư đ whole and writes the five tones apart."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for char in text:
        bare = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in bare if mark in tones)
        letter = "".join(mark for mark in bare if mark not in tones)
        parts.append(unicodedata.normalize("NFC", letter) + tone)
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"PK\x03\x04rest of a docx", "not_text"),
        (b"%PDF-1.7", "not_text"),
        ("KINH TÕ\nNgµy ®¨ng 22/10/2019".encode("cp1252"), "tcvn3"),
        ("Ngµy ®¨ng 22/10/2019".encode(), "tcvn3"),
        ("Ngaøy ñaêng 22/10/2019".encode("cp1252"), "vni"),
        (TEXT.encode().decode("latin-1").encode(), "broken"),
        ("Café à la crème".encode("cp1252"), "unknown"),
        (bytes(range(128, 256)), "unknown"),
        (TEXT.encode()[:8], "cut"),
        (TEXT.encode("utf-16")[:-1], "cut"),
        (b"Ng\x00y", "not_text"),
        (("a" * 500 + "\0").encode(), "damaged"),
        ("Ng\ufffdy đăng".encode(), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_in_doubt_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(content)

    assert refusal.value.reason == reason


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(b"a" * 20_000_001)

    assert refusal.value.reason == "too_large"
