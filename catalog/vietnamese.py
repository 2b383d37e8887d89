"""Vietnamese text: composed form, folding, sort order. Pure."""

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "D"})
_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """Return ``text`` in the composed form that the shop stores and compares."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` without accents, đ as d, in lower case, spaces collapsed."""
    bare = "".join(
        char
        for char in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(char)
    )
    return " ".join(bare.translate(_D).lower().split())


def slugify(text: str) -> str:
    """Return ``text`` as a slug of a–z, 0–9 and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """Return a key whose plain order is Vietnamese dictionary order.

    Letters weigh first (a ă â b … d đ e ê), then tones from left to right
    (ngang, huyền, hỏi, ngã, sắc, nặng)."""
    letters: list[str] = []
    tones: list[str] = []
    for char in nfc(text).lower():
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        base = nfc("".join(mark for mark in parts if mark not in _TONES))
        letters.append(_weight(base))
        tones.append(str(tone))
    return "".join(letters) + " " + "".join(tones)


def _weight(letter: str) -> str:
    position = _ALPHABET.find(letter) if len(letter) == 1 else -1
    if position >= 0:
        return chr(ord("A") + position) if position < 26 else f"Z{position - 25}"
    return "0" if letter.isspace() else letter[:1]
