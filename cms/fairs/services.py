"""What is done to a participation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from .models import Participation
from .states import HOLD_A_BOOTH, State, may_follow

if TYPE_CHECKING:
    from storefront.accounts.models import User


class CannotMove(Exception):
    """A participation in this state cannot become what was asked."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} → {new}")
        self.old, self.new = old, new


@transaction.atomic
def move(
    *, participation: Participation, to: State, acting_user: User | None
) -> Participation:
    """Confirm, decline, withdraw or take up again; who leaves gives the booth back.

    Raises CannotMove."""
    found = Participation.objects.select_for_update(of=("self",)).get(
        pk=participation.pk
    )
    old = found.state
    if not may_follow(old, to):
        raise CannotMove(old, to)
    found.state = to.value
    if to not in HOLD_A_BOOTH:
        found.booth = None
    found.save(update_fields=["state", "booth"])
    log(found, "fairs.step", user=acting_user, data={"old": old, "new": to.value})
    return found
