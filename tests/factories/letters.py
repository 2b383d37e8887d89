"""Letters in the inbox."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cms.inbox.models import Enquiry
from cms.inbox.services import receive


def letter(
    *, at: dt.datetime | None = None, kind: str = "contact", **fields: Any
) -> Enquiry:
    """A letter as a form's page keeps it."""
    told = {
        "name": "Nguyễn Thị Hòa",
        "phone": "+84912345678",
        "message": "Khay trà cỡ lớn còn không?",
    }
    return receive(
        kind=kind, sending=uuid4().hex, fields=told | fields, at=at or timezone.now()
    )
