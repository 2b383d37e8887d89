"""The terms a buyer agrees to, and under which version."""

from __future__ import annotations

from cms.furniture import shop_facts

AGREED_PAGES = ("dieu-kien-giao-dich", "chinh-sach-bao-mat")
NOT_PUBLISHED = "–"


def consent_version() -> str:
    """What an order notes as agreed to: the version of the published terms and privacy
    policy, "2026-11", or both ("2026-11.2/2026-11") where they differ. Each names one
    text for ever, readable at that page under ``?phien-ban=``."""
    published = shop_facts().page_versions
    versions = [published.get(slug) or NOT_PUBLISHED for slug in AGREED_PAGES]
    return versions[0] if len(set(versions)) == 1 else "/".join(versions)
