"""What people type into a search box, made fit for a database. Pure."""

import re

from catalog.vietnamese import nfc

LIMIT = 100  # characters; more is not a search
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str, limit: int = LIMIT) -> str:
    """Return ``text`` in composed form, without control characters or halves of
    characters, cut to ``limit``."""
    return nfc(_UNFIT.sub(" ", text)[:limit]).strip()
