"""What is done with a letter: received, handled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.vietnamese import fold

from .deadlines import reply_by
from .models import Enquiry, EnquiryEntry, State

_ANSWERED = (State.ANSWERED, State.CLOSED)


class StateNotAllowed(Exception):
    """A letter that somebody has opened does not become new again."""


def receive(
    *, kind: str, sending: str, fields: dict[str, Any], at: dt.datetime
) -> Enquiry:
    """Keep a letter; the same ``sending`` twice is one letter."""
    known = Enquiry.objects.filter(sending=sending).first()
    if known:
        return known
    enquiry = Enquiry(kind=kind, sending=sending, created_at=at, **fields)
    enquiry.reply_by = reply_by(enquiry.topic, timezone.localtime(at))
    enquiry.folded = fold(
        " ".join(
            (
                enquiry.number,
                enquiry.name,
                enquiry.phone,
                enquiry.phone.replace("+84", "0"),
                enquiry.email,
                enquiry.organisation,
                enquiry.order_number,
                enquiry.product,
                enquiry.message,
            )
        )
    )
    try:
        with transaction.atomic():
            enquiry.save()
    except IntegrityError:  # the button was pressed twice at the same moment
        return Enquiry.objects.get(sending=sending)
    return enquiry


@transaction.atomic
def handle(
    *,
    enquiry: Enquiry,
    state: str,
    assignee: Any,
    note: str,
    actor: Any,
    at: dt.datetime,
) -> EnquiryEntry | None:
    """Move a letter on, hand it to somebody, note something; returns what was written
    down, None if nothing changed."""
    row = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    moves, hands_over = state != row.state, assignee != row.assignee
    if moves and state == State.NEW:
        raise StateNotAllowed
    if not (moves or hands_over or note):
        return None
    entry = EnquiryEntry.objects.create(
        enquiry=row,
        actor=actor,
        created_at=at,
        old_state=row.state if moves else "",
        new_state=state if moves else "",
        assigned_to=str(assignee or "")[:160] if hands_over else "",
        note=note,
    )
    row.state, row.assignee = state, assignee
    row.answered_at = (row.answered_at or at) if state in _ANSWERED else None
    row.save(update_fields=["state", "assignee", "answered_at"])
    return entry
