"""Where a commune went, and where it came from."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from catalog.places.models import Commune, CommuneChange


def commune_on(code: str, day: dt.date) -> Commune | None:
    """The commune that bore ``code`` on ``day``; codes pass from unit to unit."""
    return Commune.objects.on(day).filter(code=code).select_related("province").first()


def current_successors(commune: Commune) -> list[Commune]:
    """Today's communes that hold land of ``commune``, the chief heir first."""
    return _follow(commune, lambda unit: unit.valid_to is None)


def successors_on(commune: Commune, day: dt.date) -> list[Commune]:
    """The communes that held ``commune``'s land on ``day``, the chief heir first;
    ``commune`` itself while it lasted, nothing for a day before it began."""
    if commune.valid_from and day < commune.valid_from:
        return []
    return _follow(commune, lambda unit: unit.valid_to is None or day <= unit.valid_to)


def _follow(commune: Commune, is_end: Callable[[Commune], bool]) -> list[Commune]:
    """Walk the changes forwards, one query a step, until every branch has ended."""
    ends: dict[int, Commune] = {}
    layer = [commune]
    while layer:
        ends |= {unit.pk: unit for unit in layer if is_end(unit)}
        layer = _heirs([unit.pk for unit in layer if not is_end(unit)])
    return list(ends.values())


def _heirs(units: list[int]) -> list[Commune]:
    if not units:
        return []
    changes = CommuneChange.objects.filter(old__in=units).select_related(
        "new__province"
    )
    return [change.new for change in changes.order_by("-is_default", "new__sort_key")]


def origin_label(origin: Commune, current: Commune) -> str:
    """How a page names a place: "Vân Từ (nay thuộc xã Chuyên Mỹ)"."""
    if origin == current:
        return origin.full_name
    now = current.full_name
    name = origin.name if origin.name != current.name else _("%s cũ") % origin.name
    return _("%(name)s (nay thuộc %(now)s)") % {
        "name": name,
        "now": now[0].lower() + now[1:],
    }
