"""Moving a participation, what the database refuses, and the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from cms.fairs.calendar import Entry, entries
from cms.fairs.models import Booth, Evidence, Fair, Funding
from cms.fairs.services import CannotMove, move
from cms.fairs.states import State
from tests.factories.fairs import ContractFactory, FairFactory, ParticipationFactory
from tests.factories.pages import paper
from tests.factories.partner import ProducerFactory

pytestmark = pytest.mark.django_db


def test_a_confirmation_is_written_with_who_did_it(officer: Any) -> None:
    row = ParticipationFactory(state="registered")

    moved = move(participation=row, to=State.CONFIRMED, acting_user=officer)

    row.refresh_from_db()
    assert (moved.state, row.state) == ("confirmed", "confirmed")
    entry = ModelLogEntry.objects.get(action="fairs.step")
    assert entry.user == officer
    assert (entry.data["old"], entry.data["new"]) == ("registered", "confirmed")


@pytest.mark.parametrize("to", [State.DECLINED, State.CANCELLED])
def test_who_leaves_gives_the_booth_back(to: State) -> None:
    row = ParticipationFactory(state="registered")
    row.booth = Booth.objects.create(fair=row.fair, number="A1")
    row.save()

    move(participation=row, to=to, acting_user=None)

    row.refresh_from_db()
    assert row.booth is None


def test_a_step_out_of_turn_changes_nothing() -> None:
    row = ParticipationFactory(state="declined")

    with pytest.raises(CannotMove):
        move(participation=row, to=State.CONFIRMED, acting_user=None)

    row.refresh_from_db()
    assert row.state == "declined"
    assert not ModelLogEntry.objects.filter(action="fairs.step").exists()


def test_the_state_is_read_afresh_before_it_moves() -> None:
    """Two officers at once: the second acts on what the first has written."""
    row = ParticipationFactory(state="registered")
    move(participation=row, to=State.DECLINED, acting_user=None)

    with pytest.raises(CannotMove):
        move(participation=row, to=State.CONFIRMED, acting_user=None)


def broken(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_keeps_the_promises() -> None:
    row = ParticipationFactory()
    fair = row.fair
    booth = Booth.objects.create(fair=fair, number="A1")

    broken(lambda: FairFactory(starts_on=dt.date(2023, 10, 30)))
    broken(lambda: ParticipationFactory(fair=fair, producer=row.producer))
    broken(lambda: Booth.objects.create(fair=fair, number="A1"))
    broken(
        lambda: ParticipationFactory(
            fair=fair,
            producer=ProducerFactory(name="Hộ Đan Lát"),
            state="declined",
            booth=booth,
        )
    )
    broken(lambda: ContractFactory(participation=row, value=-1))
    broken(lambda: Funding.objects.create(fair=fair, what="Gian", amount=-1))
    broken(lambda: type(row).objects.filter(pk=row.pk).update(sales_amount=-1))
    broken(lambda: Evidence.objects.create(kind="photo", document=paper()))
    broken(
        lambda: Evidence.objects.create(
            kind="photo", document=paper(), fair=fair, participation=row
        )
    )


def test_what_proves_a_participation_is_not_lost() -> None:
    row = ParticipationFactory()
    document = paper()
    Evidence.objects.create(participation=row, kind="photo", document=document)

    for thing in (document, row.producer, row.fair):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_the_calendar_has_the_fairs_of_its_days() -> None:
    fair = FairFactory()
    FairFactory(name="Đã hủy", status=Fair.Status.CANCELLED)
    FairFactory(
        name="Sau đó", starts_on=dt.date(2023, 11, 1), ends_on=dt.date(2023, 11, 2)
    )

    found = entries(dt.date(2023, 10, 29), dt.date(2023, 10, 31))

    assert found == [
        Entry(
            "Tinh hoa làng nghề",
            dt.date(2023, 10, 26),
            dt.date(2023, 10, 29),
            f"/quan-tri/hoi-cho/inspect/{fair.pk}/",
        )
    ]
    assert entries(dt.date(2023, 10, 30), dt.date(2023, 10, 31)) == []


def test_the_calendar_asks_once() -> None:
    for number in range(20):
        FairFactory(name=f"Phiên chợ {number}")

    with CaptureQueriesContext(connection) as captured:
        entries(dt.date(2023, 10, 1), dt.date(2023, 10, 31))

    assert len(captured) == 1
