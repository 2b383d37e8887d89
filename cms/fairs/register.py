"""The register of participations, row by row: the proof that producers took part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from catalog.office import text_of

from .models import Contract, Evidence, Fair, Participation
from .showing import by_booth
from .states import State, may_follow

ACTS = {
    "xac-nhan": (State.CONFIRMED, _("Xác nhận")),
    "tu-choi": (State.DECLINED, _("Không nhận")),
    "rut": (State.CANCELLED, _("Rút")),
    "mo-lai": (State.REGISTERED, _("Mở lại đăng ký")),
}


@dataclass(frozen=True)
class Totals:
    producers: int
    products: int
    sales: int
    contracts: int
    contract_value: int


def participations() -> QuerySet[Participation]:
    """Every row with all that its columns show; the same queries at any size."""
    return Participation.objects.select_related(
        "fair", "booth", "producer__commune"
    ).prefetch_related(
        Prefetch("products", Product.objects.order_by("title", "pk")),
        Prefetch("contracts", Contract.objects.order_by("signed_on", "pk")),
        Prefetch("evidence", Evidence.objects.select_related("document")),
        Prefetch("fair__evidence", Evidence.objects.select_related("document")),
    )


def rows_of(fair: Fair) -> list[Participation]:
    """The participations of one fair by booth, those who left at the end."""
    rows = participations().filter(fair=fair).order_by("producer__name", "pk")
    left = {State.DECLINED.value, State.CANCELLED.value}
    return sorted(rows, key=lambda row: (row.state in left, *by_booth(row)))


def totals(rows: Iterable[Participation]) -> Totals:
    """Sums over those of ``rows`` that were confirmed."""
    confirmed = [row for row in rows if row.state == State.CONFIRMED.value]
    contracts = [contract for row in confirmed for contract in row.contracts.all()]
    return Totals(
        producers=len(confirmed),
        products=len({goods.pk for row in confirmed for goods in row.products.all()}),
        sales=sum(int(row.sales_amount or 0) for row in confirmed),
        contracts=len(contracts),
        contract_value=sum(int(contract.value) for contract in contracts),
    )


def acts_of(row: Participation) -> list[tuple[str, Any]]:
    """The buttons of a row: what may become of it next."""
    return [
        (code, label)
        for code, (state, label) in ACTS.items()
        if may_follow(row.state, state)
    ]


def contract_words(row: Participation) -> str:
    """The contracts of a row in one cell."""
    return "; ".join(
        f"{contract.partner_name}, {contract.signed_on:%d/%m/%Y}, {_dong(contract.value)}"
        for contract in row.contracts.all()
    )


def sales_words(row: Participation) -> str:
    """What a row sold; nothing while it was not told."""
    return "" if row.sales_amount is None else _dong(row.sales_amount)


def _dong(amount: Decimal) -> str:
    return f"{int(amount):,}".replace(",", ".") + "\N{NO-BREAK SPACE}₫"


def papers(row: Participation) -> list[Evidence]:
    """The proofs of a row: its own, then those of the whole fair."""
    return [*row.evidence.all(), *row.fair.evidence.all()]


def _products(row: Participation) -> str:
    return "; ".join(product.title for product in row.products.all())


EVIDENCE_COLUMNS = {
    "fair": (_("Hội chợ"), lambda row: row.fair.name),
    "scope": (_("Quy mô"), lambda row: row.fair.get_scope_display()),
    "place": (_("Địa điểm"), lambda row: row.fair.place),
    "starts_on": (_("Từ ngày"), lambda row: row.fair.starts_on),
    "ends_on": (_("Đến hết ngày"), lambda row: row.fair.ends_on),
    "organiser": (_("Đơn vị tổ chức"), lambda row: row.fair.organiser),
    "producer": (_("Cơ sở"), lambda row: row.producer.name),
    "form": (_("Loại hình"), lambda row: row.producer.get_legal_form_display()),
    "commune": (_("Xã hiện nay"), lambda row: text_of(row.producer.commune)),
    "state": (_("Tình trạng"), lambda row: row.get_state_display()),
    "registered_on": (_("Ngày đăng ký"), lambda row: row.registered_on),
    "booth": (_("Gian"), lambda row: text_of(row.booth)),
    "product_count": (_("Số sản phẩm"), lambda row: len(row.products.all())),
    "products": (_("Sản phẩm trưng bày"), _products),
    "sales": (_("Doanh số (đồng)"), lambda row: row.sales_amount),
    "contract_count": (_("Số hợp đồng"), lambda row: len(row.contracts.all())),
    "contract_value": (
        _("Giá trị hợp đồng (đồng)"),
        lambda row: sum(int(contract.value) for contract in row.contracts.all()),
    ),
    "contracts": (_("Hợp đồng"), contract_words),
    "invitation": (_("Số giấy mời"), lambda row: row.invitation),
    "papers": (_("Minh chứng"), lambda row: "; ".join(map(str, papers(row)))),
    "demo": (_("Minh họa"), lambda row: int(row.fair.is_demo)),
}
