"""Order numbers: random, of one length, from letters and digits one can read aloud.

The same code finds an order, tracks it, and goes into a bank transfer."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0/O and 1/I
LENGTH = 10  # 32^10 ≈ 10^15: not to be guessed at the pace of the rate limit


def new_number() -> str:
    """Return a fresh random order number."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalize(text: str) -> str:
    """Return ``text`` as people copy it (case, spaces, hyphens) as a number."""
    return "".join(char for char in text.upper() if char.isalnum())
