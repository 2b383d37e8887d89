"""`.env.example` names every setting, and is enough to start production."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ONLY_FOR_COMPOSE = {"POSTGRES_PASSWORD"}
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def named() -> set[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line and line[0] != "#"}


def test_every_setting_is_in_the_example_and_no_other() -> None:
    read = {
        name
        for path in (ROOT / "storefront" / "settings").glob("*.py")
        for name in READ.findall(path.read_text(encoding="utf-8"))
    }

    assert named() - ONLY_FOR_COMPOSE == read
