"""Keeps machines away from a form without asking a person to prove anything.

Three things a machine does: it fills every field, it sends at once, it sends often. The
signed moment at which the form was drawn also names the sending, so that pressing the
button twice sends once."""

from __future__ import annotations

import secrets

from allauth.core import ratelimit
from django.core import signing
from django.http import HttpRequest

SHORTEST = 3  # seconds a person needs at least
LONGEST = 24 * 60 * 60
_SALT = "cms.inbox.form"


class SentTooSoon(Exception):
    """Nobody writes that fast; the same form may be sent again in a moment."""


class FormTooOld(Exception):
    """The form was not drawn by us, or too long ago."""


def fresh_token() -> str:
    """What a form just drawn carries."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(12))


def sending_of(token: str, *, shortest: int = SHORTEST) -> str:
    """The name of the sending that ``token`` stands for; raises what is wrong."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        sending = signer.unsign(token, max_age=LONGEST)
    except (signing.BadSignature, UnicodeError, ValueError, OverflowError) as error:
        raise FormTooOld from error
    try:
        signer.unsign(token, max_age=shortest)
    except signing.SignatureExpired:
        return sending
    raise SentTooSoon


def may_send(request: HttpRequest, contact: str) -> bool:
    """Count one letter, per address and per writer; tell whether it may go on."""
    return bool(ratelimit.consume(request, action="enquiry", key=contact))
