"""Who may confer which star under which rules, and when. Pure."""

from __future__ import annotations

import datetime as dt

DISTRICT, PROVINCE, CENTRE = "district", "province", "centre"
LAST_DAY_OF_DISTRICTS = dt.date(2025, 6, 30)

_SINCE_2019 = {PROVINCE: {3, 4}, CENTRE: {5}}
_MAY_GRANT: dict[str, dict[str, set[int]]] = {
    "1048-2019": _SINCE_2019,
    "781-2020": _SINCE_2019,
    "148-2023": {DISTRICT: {3}, **_SINCE_2019},
    "1489-2025": _SINCE_2019,
    "26-2026": _SINCE_2019,
}


class AuthorityMayNotGrant(Exception):
    """No authority of this level could confer this star on that day."""

    def __init__(self, level: str, stars: int, rule: str, on: dt.date) -> None:
        super().__init__(f"{level} may not grant {stars} stars under {rule} on {on}")
        self.level = level
        self.stars = stars
        self.rule = rule
        self.on = on


def check_authority(*, level: str, stars: int, rule: str, on: dt.date) -> None:
    """Raise AuthorityMayNotGrant unless ``level`` could confer ``stars`` on ``on``."""
    granted = _MAY_GRANT.get(rule, {}).get(level, set())
    is_dissolved = level == DISTRICT and on > LAST_DAY_OF_DISTRICTS
    if stars not in granted or is_dissolved:
        raise AuthorityMayNotGrant(level, stars, rule, on)
