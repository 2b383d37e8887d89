"""What may become of a producer's participation in a fair. Pure."""

from enum import StrEnum


class State(StrEnum):
    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


NEXT: dict[State, tuple[State, ...]] = {
    State.REGISTERED: (State.CONFIRMED, State.DECLINED, State.CANCELLED),
    State.CONFIRMED: (State.CANCELLED,),
    State.DECLINED: (State.REGISTERED,),
    State.CANCELLED: (State.REGISTERED,),
}
HOLD_A_BOOTH = (State.REGISTERED, State.CONFIRMED)


def may_follow(old: str, new: str) -> bool:
    """Tell whether a participation that is ``old`` may become ``new``."""
    return State(new) in NEXT[State(old)]
