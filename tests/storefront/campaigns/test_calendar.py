"""The calendar of what happens by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from storefront.campaigns import calendar
from tests.factories.fairs import FairFactory


def moment(month: int, day: int, hour: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime(2023, month, day, hour))  # noqa: DTZ001


@pytest.mark.django_db
def test_a_fair_is_there_on_its_first_and_its_last_day() -> None:
    fair = FairFactory()

    found = calendar.entries(moment(10, 1), moment(11, 1))
    under_way = calendar.entries(moment(10, 27, 9), moment(11, 1))

    assert [(entry.at, entry.event, entry.title) for entry in found] == [
        (moment(10, 26), "khai mạc", fair.name),
        (moment(10, 29), "tới ngày cuối", fair.name),
    ]
    assert [entry.event for entry in under_way] == ["tới ngày cuối"]
