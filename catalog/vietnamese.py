"""Vietnamese text: composed form, cleaning, folding, slugs, sort order. Pure."""

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "D"})
_KEPT_CONTROLS = "\n\t"
_NEVER_TEXT = {"Cc", "Cs"}  # controls (NUL among them) and lone surrogates

# The dictionary's letters, foreign f j w z in their Latin places, and one sign for
# each. Signs are digits and small letters only, so that every collation, not just
# "C", compares them alike; 0 and 1 and 2 are taken below.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGN = dict(zip(_LETTERS, "3456789abcdefghijklmnopqrstuvwxyz", strict=True))
_LEVEL, _SPACE, _DIGIT = "0", "1", "2"
_LEVEL_TONE = "1"
_TONE = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # the marks of ă, of â ê ô, of ơ ư
_NUMBER = re.compile("([0-9]{1,35})")
_SIZES = "0123456789abcdefghijklmnopqrstuvwxyz"
_APOSTROPHES = re.compile("['’\u2018\u02bc`\u00b4]")


def nfc(text: str) -> str:
    """Return ``text`` in the composed form that the shop stores and compares."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """Return ``text`` composed, without what no writer means: control characters
    other than line breaks and tabs, and lone surrogates."""
    return nfc(
        "".join(
            char
            for char in text
            if char in _KEPT_CONTROLS or unicodedata.category(char) not in _NEVER_TEXT
        )
    )


def clean_line(text: str) -> str:
    """Return ``text`` cleaned and on one line, with single spaces."""
    return " ".join(clean_text(text).split())


def fold(text: str) -> str:
    """Return ``text`` without accents, đ as d, in lower case, spaces collapsed."""
    bare = "".join(
        char
        for char in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(char)
    )
    return " ".join(bare.translate(_D).split())


def fold_name(text: str) -> str:
    """Return ``text`` folded for comparing names: apostrophes gone, hyphens spaces
    ("Ea H'Leo" and "Ea H’leo" are one place)."""
    return fold(_APOSTROPHES.sub("", text).replace("-", " "))


def slugify(text: str) -> str:
    """Return ``text`` as a slug of a-z, 0-9 and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """Return a key of a-z and 0-9 whose plain order is Vietnamese dictionary order.

    Numbers come before letters and by their size; letters weigh first (a ă â … d đ
    e ê …); only between equal letters do the tones decide, from left to right:
    ngang, huyền, hỏi, ngã, sắc, nặng. At most 3 × length + 1 signs."""
    signs: list[str] = []
    tones: list[str] = []
    plain = _APOSTROPHES.sub("", nfc(text)).lower()
    for part in _NUMBER.split(" ".join(plain.split())):
        if _NUMBER.fullmatch(part):
            signs.append(_DIGIT + _SIZES[len(part)] + part)
            continue
        for letter, tone in filter(None, map(_weigh, part)):
            signs.append(letter)
            tones.append(tone)
    return "".join(signs) + _LEVEL + "".join(tones).rstrip(_LEVEL_TONE)


def _weigh(char: str) -> tuple[str, str] | None:
    """The signs of one character: its letter's and its tone's; None for a mark."""
    if unicodedata.combining(char):
        return None
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    tone = next((_TONE[mark] for mark in marks if mark in _TONE), _LEVEL_TONE)
    shaped = nfc(base + "".join(mark for mark in marks if mark in _SHAPES))
    return _SIGN.get(shaped) or _SIGN.get(base, _SPACE), tone
