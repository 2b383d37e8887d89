"""Finds communes by what people type: today's names, and old ones that lead to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from catalog.places.models import Commune, CommuneQuerySet
from catalog.vietnamese import clean_line, fold_name, sort_key

KINDS = ("xa", "phuong", "thi tran", "dac khu", "huyen")
SHORT_KINDS = {"x": "xa", "p": "phuong", "tt": "thi tran"}
LONGEST = 80  # letters that are read; no name is longer
SHORTEST_OLD = 2  # letters before old names are searched
HEIR = 3  # the rank of a commune that is found through an old one
# From a former unit to the change that led to today's commune.
STEPS = (
    "successors",
    "successors__new__successors",
    "successors__new__successors__new__successors",
)
TOLD = ("pk", "folded", "name", "kind", "former_district", "province__name")
MOST_PATHS = 2000  # read for one question


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

    @property
    def is_long_enough_for_old_names(self) -> bool:
        return len(self.whole) >= SHORTEST_OLD and self.whole not in KINDS

    def begins_name(self) -> Q:
        names = Q(folded__startswith=self.whole)
        for kind in KINDS:
            names |= Q(folded__startswith=f"{kind} {self.whole}")
        return names

    def begins_word(self) -> Q:
        """``whole`` at the beginning of a word: "xa van tu", "van tu", "tu"."""
        return Q(folded__startswith=self.whole) | Q(folded__contains=f" {self.whole}")

    def is_name(self) -> Q:
        """``bare`` is the name, though the kind may be another."""
        return Q(folded__in=[f"{kind} {self.bare}" for kind in KINDS])


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
    paths = _paths(typed, province_code)
    heirs = list(dict.fromkeys(path.heir_id for path in paths))[:limit]
    rows = list(_current(typed, province_code, heirs)[: limit + len(heirs)])
    close = [row for row in rows if row.rank < HEIR]
    far = [row for row in rows if row.rank > HEIR]
    by_id = {row.pk: row for row in rows}
    matches = [
        *(_match(row, province_code) for row in close),
        *(
            _match(by_id[path.heir_id], province_code, path)
            for path in paths
            if path.heir_id in by_id
        ),
        *(_match(row, province_code) for row in far),
    ]
    first_of_code = {match.code: match for match in reversed(matches)}
    return [match for match in matches if first_of_code[match.code] is match][:limit]


def find_old(
    text: str, province_code: str = "", limit: int = 50
) -> tuple[list[OldCommune], bool]:
    """Former communes by name with their heirs, and whether there were more."""
    paths = _paths(_Typed.read(text), province_code)
    olds = {path.old.pk: path.old for path in paths}
    shown = dict(list(olds.items())[:limit])
    communes = Commune.objects.select_related("province").in_bulk(
        [path.heir_id for path in paths if path.old.pk in shown]
    )
    for path in paths:
        if path.old.pk in shown:
            commune = communes[path.heir_id]
            shown[path.old.pk].heirs.append(
                Heir(commune, path.is_whole, path.is_default, path.effective)
            )
    return list(shown.values()), len(olds) > limit


@dataclass(frozen=True)
class _Path:
    """A former unit and one commune of today that took it."""

    old: OldCommune
    heir_id: int
    is_whole: bool
    is_default: bool
    effective: dt.date


def _paths(typed: _Typed, province_code: str) -> list[_Path]:
    """The former communes that match, the surest first, with one query.

    Each number of steps is a query of its own within the union, begun from the few
    units that match: PostgreSQL takes minutes over one query with all the joins."""
    if not typed.is_long_enough_for_old_names:
        return []
    old = Commune.objects.exclude(valid_to=None)
    old = old.filter(typed.begins_word() | typed.is_name())
    first, *others = (_walk(old, step, province_code) for step in STEPS)
    found = [
        _Path(OldCommune(*row[: len(TOLD)]), heir_id, share == "all", chief, day)
        for row in first.union(*others, all=True)[:MOST_PATHS]
        for heir_id, share, chief, day in [row[len(TOLD) :]]
    ]
    return sorted(
        found,
        key=lambda path: (
            typed.distance(path.old),
            sort_key(path.old.name),
            path.old.pk,
            not path.is_default,
            path.heir_id,
        ),
    )


def _walk(old: CommuneQuerySet, step: str, province_code: str) -> QuerySet[Any, Any]:
    """What is told of each unit in ``old`` and of its heirs after ``step``."""
    wanted: dict[str, Any] = {f"{step}__new__isnull": False}
    wanted[f"{step}__new__valid_to"] = None
    if province_code:
        wanted[f"{step}__new__province__code"] = province_code
    return old.filter(**wanted).values_list(
        *TOLD,
        f"{step}__new_id",
        f"{step}__share",
        f"{step}__is_default",
        f"{step}__effective",
    )


def _current(typed: _Typed, province_code: str, heirs: list[int]) -> QuerySet[Any, Any]:
    """Today's communes that match themselves or are heirs of what matches."""
    rank = Case(
        When(typed.begins_name(), then=Value(0)),
        When(typed.begins_word(), then=Value(1)),
        When(typed.is_name(), then=Value(2)),
        When(pk__in=heirs, then=Value(HEIR)),
        default=Value(4),
        output_field=IntegerField(),
    )
    found = Commune.objects.current().select_related("province").annotate(rank=rank)
    if typed.bare:
        found = found.filter(Q(folded__contains=typed.bare) | Q(pk__in=heirs))
    if province_code:
        found = found.filter(province__code=province_code)
    return found.order_by("rank", "sort_key", "code")


def _match(
    commune: Commune, province_code: str, path: _Path | None = None
) -> CommuneMatch:
    """A line; names repeat between provinces, so it tells which unless one is set."""
    notes = [] if path is None else [_note(commune, path)]
    if not province_code:
        notes.append(commune.province.full_name)
    return CommuneMatch(commune, ", ".join(notes))


def _note(commune: Commune, path: _Path) -> str:
    sentence = (
        _("%(old)s nay thuộc %(kind)s này")
        if path.is_whole
        else _("%(old)s nay một phần thuộc %(kind)s này")
    )
    kind = Commune.Kind(commune.kind).label.lower()
    return sentence % {"old": path.old.label, "kind": kind}
