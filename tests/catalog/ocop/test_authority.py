"""Who may confer which star, under which rules, on which day."""

import datetime as dt

import pytest

from catalog.ocop.authority import AuthorityMayNotGrant, check_authority

DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("rule", "level", "stars", "on"),
    [
        ("148-2023", "district", 3, dt.date(2025, 6, 30)),
        ("148-2023", "province", 4, DAY),
        ("148-2023", "centre", 5, DAY),
        ("1489-2025", "province", 3, dt.date(2025, 9, 1)),
        ("26-2026", "centre", 5, dt.date(2026, 9, 1)),
        ("1048-2019", "province", 4, dt.date(2019, 12, 1)),
    ],
)
def test_may_grant(rule, level, stars, on):
    check_authority(level=level, stars=stars, rule=rule, on=on)


@pytest.mark.parametrize(
    ("rule", "level", "stars", "on"),
    [
        ("148-2023", "district", 3, dt.date(2025, 7, 1)),
        ("148-2023", "district", 4, DAY),
        ("1048-2019", "district", 3, dt.date(2019, 12, 1)),
        ("26-2026", "district", 3, dt.date(2026, 9, 1)),
        ("26-2026", "province", 5, dt.date(2026, 9, 1)),
        ("26-2026", "centre", 4, dt.date(2026, 9, 1)),
        ("148-2023", "province", 2, DAY),
        ("of-my-own", "province", 4, DAY),
        ("148-2023", "village", 3, DAY),
    ],
)
def test_may_not_grant(rule, level, stars, on):
    with pytest.raises(AuthorityMayNotGrant) as refusal:
        check_authority(level=level, stars=stars, rule=rule, on=on)

    assert (refusal.value.level, refusal.value.stars) == (level, stars)
