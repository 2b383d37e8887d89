"""The pure rules of fairs: where a day stands, which step may follow which."""

import datetime as dt

import pytest

from cms.fairs.phases import Phase, phase_on
from cms.fairs.states import State, may_follow

FIRST, LAST = dt.date(2023, 10, 26), dt.date(2023, 10, 29)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (25, Phase.BEFORE),
        (26, Phase.DURING),
        (29, Phase.DURING),
        (30, Phase.AFTER),
    ],
)
def test_first_and_last_day_belong_to_the_fair(day: int, phase: Phase) -> None:
    assert phase_on(dt.date(2023, 10, day), FIRST, LAST) == phase


def test_only_these_steps_are_possible() -> None:
    possible = {
        (old.value, new.value) for old in State for new in State if may_follow(old, new)
    }

    assert possible == {
        ("registered", "confirmed"),
        ("registered", "declined"),
        ("registered", "cancelled"),
        ("confirmed", "cancelled"),
        ("declined", "registered"),
        ("cancelled", "registered"),
    }
