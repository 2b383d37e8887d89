"""Finds communes by what people type: today's names, and old ones that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from catalog.places.models import Commune, CommuneChange, CommuneQuerySet
from catalog.vietnamese import clean_line, fold_name

KINDS = ("xa", "phuong", "thi tran", "dac khu", "huyen")
SHORT_KINDS = {"x": "xa", "p": "phuong", "tt": "thi tran"}
LONGEST = 80  # letters that are read; no name is longer
SHORTEST_OLD = 2  # letters before old names are searched
# From the change that led to today's commune back to the unit somebody remembers.
STEPS_BACK = (
    "old",
    "old__predecessors__old",
    "old__predecessors__old__predecessors__old",
)
TOLD = ("pk", "folded", "name", "kind", "former_district", "province__name")
MOST_CHANGES = 500  # read for one question


@dataclass(frozen=True)
class CommuneMatch:
    """One line of suggestions: a commune of today, and why it is suggested."""

    commune: Commune
    note: str = ""

    @property
    def code(self) -> str:
        return self.commune.code

    @property
    def label(self) -> str:
        return self.commune.full_name


@dataclass(frozen=True)
class Heir:
    """A commune of today that took an old one, whole or in part."""

    commune: Commune
    is_whole: bool
    is_default: bool
    effective: dt.date


@dataclass(frozen=True)
class OldCommune:
    """A former commune and where it went, the chief heir first."""

    pk: int
    folded: str
    name: str
    kind: str
    district: str
    province: str
    heirs: list[Heir] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        return f"{Commune.Kind(self.kind).label} {self.name}"

    @property
    def label(self) -> str:
        """The name with the district people knew: "Vân Từ (huyện Phú Xuyên cũ)"."""
        if not self.district:
            return _("%s cũ") % self.full_name
        return _("%(name)s (%(district)s cũ)") % {
            "name": self.name,
            "district": self.district,
        }


@dataclass(frozen=True)
class _Typed:
    """What somebody typed, "xã Vân Từ, huyện Phú Xuyên", taken apart."""

    whole: str  # "xa van tu"
    bare: str  # "van tu", without the word for the kind
    accented: str  # "vân từ"
    district: str  # "huyen phu xuyen"

    @classmethod
    def read(cls, text: str) -> _Typed:
        name, _comma, district = clean_line(text[:LONGEST]).lower().partition(",")
        whole = _with_full_kind(fold_name(name))
        kind = next((kind for kind in KINDS if whole.startswith(f"{kind} ")), "")
        bare = whole.removeprefix(kind).strip()
        accented = " ".join(name.split()[-len(bare.split()) :])
        return cls(whole, bare, accented, fold_name(district.partition(",")[0]))

    def distance(self, old: OldCommune) -> tuple[bool, bool, bool]:
        """Sorts the units that were surely meant before those that only resemble."""
        return (
            self.district not in fold_name(old.district),
            fold_name(old.name) != self.bare,
            old.name.lower() != self.accented,
        )

    def begins_name(self, path: str = "") -> Q:
        names = Q(**{f"{path}folded__startswith": self.whole})
        for kind in KINDS:
            names |= Q(**{f"{path}folded__startswith": f"{kind} {self.whole}"})
        return names

    def begins_word(self, path: str = "") -> Q:
        """``whole`` at the beginning of a word: "xa van tu", "van tu", "tu"."""
        return Q(**{f"{path}folded__startswith": self.whole}) | Q(
            **{f"{path}folded__contains": f" {self.whole}"}
        )

    def is_name(self, path: str = "") -> Q:
        """``bare`` is the name, though the kind may be another."""
        return Q(**{f"{path}folded__in": self._names()})

    def is_meant_by(self, folded: str) -> bool:
        return f" {self.whole}" in f" {folded}" or folded in self._names()

    def _names(self) -> list[str]:
        return [f"{kind} {self.bare}" for kind in KINDS]


def _with_full_kind(folded: str) -> str:
    """ "p.ben nghe", "p ben nghe" → "phuong ben nghe"."""
    words = folded.replace(".", ". ").split()
    if len(words) > 1:
        words[0] = SHORT_KINDS.get(words[0].rstrip("."), words[0])
    return " ".join(words)


def search_communes(
    *, text: str, province_code: str = "", limit: int = 20
) -> list[CommuneMatch]:
    """Suggest today's communes for ``text``; with two queries at most.

    First names that begin with it, then words, then old communes' heirs, then names
    that merely contain it. Without text: the province's communes in order."""
    typed = _Typed.read(text)
    if not typed.whole and not province_code:
        return []
    direct = list(_current(typed, province_code)[:limit])
    close = [row for row in direct if row.rank < 3]  # type: ignore[attr-defined]
    matches = [CommuneMatch(row, _where(row, province_code)) for row in close]
    if len(matches) < limit and len(typed.whole) >= SHORTEST_OLD:
        matches += _heir_matches(typed, province_code)
    matches += [CommuneMatch(row, _where(row, province_code)) for row in direct]
    first_of_code = {match.code: match for match in reversed(matches)}
    return [match for match in matches if first_of_code[match.code] is match][:limit]


def find_old(
    text: str, province_code: str = "", limit: int = 50
) -> tuple[list[OldCommune], bool]:
    """Former communes by name with their heirs, and whether there were more."""
    typed = _Typed.read(text)
    if len(typed.whole) < SHORTEST_OLD:
        return [], False
    found = _old(typed, province_code)
    return found[:limit], len(found) > limit


def _current(typed: _Typed, province_code: str) -> CommuneQuerySet:
    rank = Case(
        When(typed.begins_name(), then=Value(0)),
        When(typed.begins_word(), then=Value(1)),
        When(typed.is_name(), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = Commune.objects.current().select_related("province").annotate(rank=rank)
    if province_code:
        found = found.filter(province__code=province_code)
    if typed.bare:
        found = found.filter(folded__contains=typed.bare)
    return found.order_by("rank", "sort_key", "code")


def _where(row: Commune, province_code: str) -> str:
    """Names repeat between provinces: tell which, unless it has been chosen."""
    return "" if province_code else row.province.full_name


def _heir_matches(typed: _Typed, province_code: str) -> Iterator[CommuneMatch]:
    for old in _old(typed, province_code):
        for heir in old.heirs:
            sentence = (
                _("%(old)s nay thuộc %(kind)s này")
                if heir.is_whole
                else _("%(old)s nay một phần thuộc %(kind)s này")
            )
            kind = Commune.Kind(heir.commune.kind).label.lower()
            note = sentence % {"old": old.label, "kind": kind}
            where = _where(heir.commune, province_code)
            yield CommuneMatch(heir.commune, f"{note}, {where}" if where else note)


def _old(typed: _Typed, province_code: str) -> list[OldCommune]:
    """Former communes that match, found from their heirs with one query."""
    wanted = Q()
    for path in STEPS_BACK:
        wanted |= typed.begins_word(f"{path}__") | typed.is_name(f"{path}__")
    changes = CommuneChange.objects.filter(wanted, new__valid_to=None)
    if province_code:
        changes = changes.filter(new__province__code=province_code)
    told = {
        f"step{step}_{column.replace('__', '_')}": F(f"{path}__{column}")
        for step, path in enumerate(STEPS_BACK)
        for column in TOLD
    }
    begins = Case(When(typed.begins_name("old__"), then=Value(0)), default=Value(1))
    changes = changes.annotate(**told).select_related("new__province")
    changes = changes.order_by(begins, "old__sort_key", "-is_default", "new__sort_key")
    found: dict[int, OldCommune] = {}
    for change in changes[:MOST_CHANGES]:
        for old in _told(change):
            if typed.is_meant_by(old.folded):
                found.setdefault(old.pk, old).heirs.append(_heir(change))
    return sorted(found.values(), key=typed.distance)


def _told(change: CommuneChange) -> Iterator[OldCommune]:
    """The unit that ended with ``change`` and those it had come from."""
    for step in range(len(STEPS_BACK)):
        columns = [column.replace("__", "_") for column in TOLD]
        values = [getattr(change, f"step{step}_{column}") for column in columns]
        if values[0] is not None:
            yield OldCommune(*values)


def _heir(change: CommuneChange) -> Heir:
    return Heir(
        change.new,
        change.share == CommuneChange.Share.ALL,
        change.is_default,
        change.effective,
    )
