"""Vietnamese phone numbers: every spelling becomes one number. Pure."""

import re
import unicodedata
from enum import Enum

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

_EXTENSION = re.compile(r"(?:ext|máy lẻ|ml|x|#)\.?\s*[0-9]{1,6}$", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s.\-\u2010-\u2015()/_]")
_SERVICE = re.compile(r"1[89]00[0-9]{4,6}")
_SHORT = re.compile(r"[1-9][0-9]{2,4}")  # 113, 18001 and their like
# The mobile numbers of eleven digits became ten in 2018.
_OLD_PREFIXES = {f"016{digit}": f"03{digit}" for digit in "23456789"} | {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0126": "076",
    "0127": "081",
    "0128": "078",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
MOBILE_DIGITS, FIXED_DIGITS = 10, 11


class Fault(Enum):
    """What is wrong with a number."""

    NOT_DIGITS = "not digits"
    FOREIGN = "foreign"
    SERVICE = "service"
    OLD_PREFIX = "old prefix"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    UNKNOWN = "unknown"


class PhoneNotUnderstood(ValueError):
    """The text is no number that a shop can call; ``count`` digits are missing or
    too many, ``new`` is the prefix that replaced an old one."""

    def __init__(self, fault: Fault, *, count: int = 0, new: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.count, self.new = fault, count, new


def normalize(text: str) -> str:
    """Return the E.164 form of a Vietnamese mobile or fixed-line number.

    Raises PhoneNotUnderstood. "0912.345.678", "+84 912 345 678", "84912345678",
    "0084912345678" and "912345678" are one number."""
    national = _national(text)
    number = phonenumbers.PhoneNumber(country_code=84, national_number=int(national))
    kinds = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
    if phonenumbers.number_type(number) not in kinds:
        raise _fault_of("0" + national)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def national_form(e164: str) -> str:
    """Return "+84912345678" as people write it: "0912 345 678"."""
    number = phonenumbers.parse(e164)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def _national(text: str) -> str:
    """The digits after the country code or the leading zero."""
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = _PUNCTUATION.sub("", _EXTENSION.sub("", plain))
    has_plus, digits = digits.startswith("+"), digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise PhoneNotUnderstood(Fault.NOT_DIGITS)
    if not has_plus and (_SERVICE.fullmatch(digits) or _SHORT.fullmatch(digits)):
        raise PhoneNotUnderstood(Fault.SERVICE)
    if digits.startswith("00"):
        has_plus, digits = True, digits[2:]
    if has_plus and not digits.startswith("84"):
        raise PhoneNotUnderstood(Fault.FOREIGN)
    if has_plus or (digits.startswith("84") and len(digits) > MOBILE_DIGITS):
        digits = digits[2:]
    national = digits.removeprefix("0")
    if not national or len(national) > 2 * MOBILE_DIGITS:
        raise _fault_of("0" + national)
    return national


def _fault_of(full: str) -> PhoneNotUnderstood:
    """Say what is wrong with a number that begins with its zero."""
    new = _OLD_PREFIXES.get(full[:4])
    if new and len(full) == FIXED_DIGITS:
        return PhoneNotUnderstood(Fault.OLD_PREFIX, new=new)
    wanted = FIXED_DIGITS if full.startswith("02") else MOBILE_DIGITS
    if len(full) < wanted:
        return PhoneNotUnderstood(Fault.TOO_SHORT, count=wanted - len(full))
    if len(full) > wanted:
        return PhoneNotUnderstood(Fault.TOO_LONG, count=len(full) - wanted)
    return PhoneNotUnderstood(Fault.UNKNOWN)
