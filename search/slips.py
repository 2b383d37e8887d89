"""Keys of a Vietnamese keyboard that came out as letters: Telex and VNI. Pure.

"banhs chuwng" and "ba1nh chu7ng" both meant "bánh chưng"."""

from __future__ import annotations

import re
import unicodedata

from catalog.vietnamese import fold, nfc

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_VNI_SHAPES = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}
_CAN_BEAR = {_CIRCUMFLEX: "aeo", _HORN: "ou", _BREVE: "a"}
_VOWELS = "aeiouy"
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oi|oo|u|ua|uay|ue|ui|uo"
    r"|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)


def is_syllable(word: str) -> bool:
    """Whether ``word`` is built like a Vietnamese syllable; accents do not matter."""
    return bool(_SYLLABLE.fullmatch(fold(word)))


def decode(word: str) -> str | None:
    """Return what the keys of ``word`` were meant to write; None if they are no
    slip. ``word`` is in lower case."""
    if not word.isascii():
        return None
    read = _vni if any(char.isdigit() for char in word) else _telex
    letters = read(word)
    if letters is None:
        return None
    bare, tone = letters
    written = nfc(bare if not tone else _with_tone(bare, tone))
    changed = written != word and fold(written) != word
    return written if changed and is_syllable(written) else None


def _telex(word: str) -> tuple[str, str] | None:
    written: list[str] = []
    tone = ""
    for key in word:
        if key in _TELEX_TONES and _has_vowel(written):
            tone = _TELEX_TONES[key]
        elif key == "w":
            _horn(written)
        elif key in "aeod" and written and written[-1] == key:
            written[-1] = "đ" if key == "d" else key + _CIRCUMFLEX
        else:
            written.append(key)
    return "".join(written), tone


def _horn(written: list[str]) -> None:
    """One w: ă, ơ or ư; both letters of "uo" at once; a bare w is ư."""
    for place in range(len(written) - 1, -1, -1):
        letter = written[place]
        if letter in {"a", "o", "u"}:
            written[place] = letter + (_BREVE if letter == "a" else _HORN)
            if letter == "o" and place and written[place - 1] == "u":
                written[place - 1] = "u" + _HORN
            return
    written.append("u" + _HORN)


def _vni(word: str) -> tuple[str, str] | None:
    written: list[str] = []
    tone = ""
    for key in word:
        if key in _VNI_TONES and _has_vowel(written):
            tone = _VNI_TONES[key]
        elif key in _VNI_SHAPES:
            if not _shape(written, _VNI_SHAPES[key]):
                return None
        elif key == "9" and "d" in written:
            written[written.index("d")] = "đ"
        elif key.isdigit():
            return None
        else:
            written.append(key)
    return "".join(written), tone


def _shape(written: list[str], mark: str) -> bool:
    """Put a circumflex, horn or breve on the last letter that can bear it."""
    for place in range(len(written) - 1, -1, -1):
        if written[place] in _CAN_BEAR[mark]:
            written[place] += mark
            if mark == _HORN and place and written[place][0] == "o":
                before = written[place - 1]
                written[place - 1] = "u" + _HORN if before == "u" else before
            return True
    return False


def _has_vowel(written: list[str]) -> bool:
    return any(letter[0] in _VOWELS for letter in written)


def _with_tone(bare: str, tone: str) -> str:
    """Put the tone where it is written today: on the shaped vowel, else on the
    vowel before an open end, else on the last one."""
    letters = list(nfc(bare))
    start = 2 if fold(bare)[:2] in {"qu", "gi"} and len(letters) > 2 else 0
    places = [
        place
        for place, letter in enumerate(letters)
        if place >= start and fold(letter) in _VOWELS
    ] or [place for place, letter in enumerate(letters) if fold(letter) in _VOWELS]
    if not places:
        return bare
    shaped = [place for place in places if _is_shaped(letters[place])]
    if shaped:
        place = shaped[-1]
    elif len(places) == 1 or places[-1] == len(letters) - 1:
        place = places[-2] if len(places) > 1 else places[0]
    else:
        place = places[-1]
    letters[place] += tone
    return "".join(letters)


def _is_shaped(letter: str) -> bool:
    return len(unicodedata.normalize("NFD", letter)) > 1
