"""The system checks notice an installation that cannot keep the shop's promises."""

from typing import Any

import pytest
from PIL import features

from media.checks import check_media


def ids() -> list[str | None]:
    return [message.id for message in check_media()]


def test_this_installation_is_fine() -> None:
    assert ids() == []


def test_missing_codec_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: feature != "avif")

    assert ids() == ["media.E001"]


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("WAGTAILIMAGES_EXTENSIONS", ["jpg", "svg"], "media.E003"),
        ("WAGTAILIMAGES_MAX_IMAGE_PIXELS", 10**9, "media.E004"),
        ("WAGTAILIMAGES_IMAGE_FORM_BASE", "", "media.E005"),
    ],
)
def test_inconsistent_setting_is_told(
    settings: Any, name: str, value: Any, error: str
) -> None:
    setattr(settings, name, value)

    assert ids() == [error]
