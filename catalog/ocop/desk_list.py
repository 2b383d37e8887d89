"""The register's list: filters, search, export."""

from __future__ import annotations

import datetime as dt

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from catalog.office import OfficeIndexView
from catalog.vietnamese import fold

from .models import Certificate, RuleVersion

S = Certificate.State
SOON_DAYS = (30, 60, 120)


def certificates() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(
        "product__producer", "rule_version", "superseded_by"
    ).annotate(last_day=Coalesce("extended_until", "expires_on"))


def find_certificates(found: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """Certificates whose number, decision, product or producer has every word."""
    for word in fold(text).split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(decision__icontains=word)
            | Q(product__slug__contains=word)
            | Q(product__title__icontains=word)
            | Q(product__producer__code__contains=word)
        )
    return found


def in_state(
    found: QuerySet[Certificate], state: str, day: dt.date
) -> QuerySet[Certificate]:
    """Those that are ``state`` on ``day``; agrees with ``Certificate.state_on``."""
    revoked = Q(revoked_on__lte=day)
    superseded = Q(superseded_by__issued_on__lte=day)
    live = ~revoked & ~superseded
    conditions = {
        S.REVOKED: revoked,
        S.SUPERSEDED: ~revoked & superseded,
        S.UPCOMING: live & Q(issued_on__gt=day),
        S.VALID: live & Q(issued_on__lte=day, expires_on__gte=day),
        S.EXTENDED: live & Q(expires_on__lt=day, extended_until__gte=day),
        S.EXPIRED: live
        & Q(expires_on__lt=day)
        & (Q(extended_until=None) | Q(extended_until__lt=day)),
    }
    # a NULL makes ~Q unknown in SQL: ask by key instead
    matching = Certificate.objects.filter(conditions[S(state)]).values("pk")
    return found.filter(pk__in=matching)


class CertificateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng hôm nay"),
        choices=Certificate.State.choices,
        method="by_state",
    )
    ends_within = django_filters.ChoiceFilter(
        label=gettext_lazy("Sắp hết hạn"),
        choices=[(days, gettext_lazy("Trong %d ngày") % days) for days in SOON_DAYS],
        method="by_end",
    )
    stars = django_filters.ChoiceFilter(
        label=gettext_lazy("Số sao"), choices=[(n, f"{n}") for n in (3, 4, 5)]
    )
    evidence_level = django_filters.ChoiceFilter(
        label=gettext_lazy("Mức xác thực"), choices=Certificate.Evidence.choices
    )
    rule_version = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Văn bản áp dụng"),
        queryset=RuleVersion.objects.order_by("signed_on"),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def by_state(
        self, found: QuerySet[Certificate], _name: str, state: str
    ) -> QuerySet[Certificate]:
        return in_state(found, state, timezone.localdate())

    def by_end(
        self, found: QuerySet[Certificate], _name: str, days: str
    ) -> QuerySet[Certificate]:
        today = timezone.localdate()
        last = today + dt.timedelta(days=int(days))
        return found.valid_on(today).filter(last_day__lte=last)  # type: ignore[attr-defined, no-any-return]


def state_label(certificate: Certificate) -> str:
    """What a certificate is today, in words."""
    return str(certificate.state_on(timezone.localdate()).label)


class CertificateIndexView(OfficeIndexView):
    find = staticmethod(find_certificates)
    base_queryset = staticmethod(certificates)
    filterset_class = CertificateFilterSet
    default_ordering = "last_day"
    export_filename = "chung-nhan-ocop"
    exported = {
        "number": (gettext_lazy("Mã số như in"), lambda c: c.number),
        "decision": (gettext_lazy("Số quyết định"), lambda c: c.decision),
        "product": (gettext_lazy("Sản phẩm"), lambda c: c.product.title),
        "producer": (gettext_lazy("Cơ sở"), lambda c: str(c.product.producer or "")),
        "stars": (gettext_lazy("Số sao"), lambda c: c.stars),
        "score": (gettext_lazy("Điểm"), lambda c: c.score),
        "authority": (gettext_lazy("Cơ quan cấp"), lambda c: c.authority),
        "rule": (gettext_lazy("Văn bản áp dụng"), lambda c: c.rule_version.decision),
        "issued_on": (gettext_lazy("Ngày cấp"), lambda c: c.issued_on),
        "last_day": (gettext_lazy("Ngày cuối còn hiệu lực"), lambda c: c.last_day),
        "state": (gettext_lazy("Tình trạng hôm nay"), state_label),
        "evidence": (gettext_lazy("Mức xác thực"), lambda c: c.evidence_level),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "product",
                label=_("Sản phẩm"),
                accessor=lambda c: c.product.title,
                sort_key="product__title",
                get_url=lambda c: reverse("chung-nhan:inspect", args=[c.pk]),
            ),
            Column("producer", label=_("Cơ sở"), accessor="product.producer"),
            Column("stars", label=_("Sao"), sort_key="stars"),
            Column("decision", label=_("Số quyết định"), sort_key="decision"),
            Column(
                "last_day",
                label=_("Đến hết ngày"),
                accessor=lambda c: f"{c.last_day:%d/%m/%Y}",
                sort_key="last_day",
            ),
            Column("state", label=_("Hôm nay"), accessor=state_label),
        ]
