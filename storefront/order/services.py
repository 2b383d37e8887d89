"""Placing an order: a basket becomes consignments, held stock and frozen money.

Locks are taken in one order everywhere: the basket first, then stock rows once, in
primary-key order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from catalog.partner import locks, stock
from catalog.partner.models import Location, Partner, StockRecord
from catalog.partner.strategy import Strategy
from catalog.places.models import Commune
from catalog.vietnamese import fold
from showrooms.models import Showroom
from storefront.address.models import Country
from storefront.basket.models import Basket
from storefront.basket.models import Line as BasketLine
from storefront.offer.applicator import Applicator
from storefront.payment.gateway import gateways
from storefront.payment.models import MoneyEntry, PaymentAttempt
from storefront.shipping.methods import PerConsignment

from . import funding, tasks
from .models import Consignment, Order, ShippingAddress
from .moving import record_steps, recount_sales
from .numbers import new_number
from .quote import OrderQuote, pieces_by_record, quote_basket
from .states import ConsignmentState
from .utils import OrderCreator

if TYPE_CHECKING:
    from storefront.accounts.models import User


class BasketNotOpen(Exception):
    """The basket is empty, or was merged or set aside meanwhile."""


class TotalChanged(Exception):
    """Prices, stock or charges differ from what the buyer saw: ``total`` đồng now."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


class NotForSale(Exception):
    """Some products of the basket cannot be bought any more; ``titles`` names them."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__(titles)
        self.titles = list(titles)


class PaymentNotAccepted(Exception):
    """The chosen way to pay does not fit the chosen way of delivery."""


class VoucherGone(Exception):
    """A voucher of the basket cannot be used any more."""


@dataclass(frozen=True)
class Purchase:
    """What the buyer told us; everything an order needs besides the basket."""

    contact_name: str
    contact_phone: str  # E.164
    payment_method: str
    policy_version: str
    delivery: str = Order.Delivery.SHIP
    email: str = ""
    commune: Commune | None = None
    street: str = ""
    showroom: Showroom | None = None
    note: str = ""
    invoice_company: str = ""
    invoice_tax_code: str = ""
    invoice_address: str = ""
    invoice_email: str = ""
    language: str = "vi"


@transaction.atomic
def place_order(
    *,
    basket_id: int,
    purchase: Purchase,
    user: User | AnonymousUser,
    at: dt.datetime,
    expected_total: int | None = None,
) -> Order:
    """Turn a basket into an order, or return the order it already became.

    ``expected_total`` is what the buyer confirmed, in đồng. Whole or not at all:
    raises BasketNotOpen, NotForSale, stock.InsufficientStock, CannotDeliver,
    PaymentNotAccepted, TotalChanged or VoucherGone, having changed nothing."""
    basket = Basket.objects.select_for_update().get(pk=basket_id)
    if basket.is_submitted:
        return Order.objects.get(basket=basket)
    records = _lock_stock(basket)
    quote = _quote_again(basket, purchase, user)
    if expected_total is not None and quote.total != expected_total:
        raise TotalChanged(quote.total)

    order = _create_order(basket, purchase, user, quote, at)
    stock.allocate(
        records=records,
        wanted=pieces_by_record(basket),
        stores=_stores(lot.partner for lot in quote),
        document=order.number,
        at=at,
    )
    consignments = list(order.consignments.all())
    record_steps(consignments, old="", reason="", actor=None, at=at)
    _write_money(basket, quote, consignments, at)
    _start_payment(order, at)
    basket.submit()
    if order.guest_email:
        transaction.on_commit(lambda: tasks.send_confirmation.enqueue(order.pk))
    recount_sales(order)
    return order


def _lock_stock(basket: Basket) -> list[StockRecord]:
    """Lock first, then read: prices and free pieces are those of this moment."""
    if not basket.can_be_edited:
        raise BasketNotOpen
    wanted = basket.lines.values_list("stockrecord", flat=True)
    records = list(locks.stock_records(wanted))
    if not records:
        raise BasketNotOpen
    return records


def _quote_again(
    basket: Basket, purchase: Purchase, user: User | AnonymousUser
) -> OrderQuote:
    basket.strategy = Strategy()
    lines = basket.all_lines()
    gone = [line.product.get_title() for line in lines if not _is_for_sale(line)]
    if gone:
        raise NotForSale(gone)
    short = [
        stock.Shortfall(
            line.stockrecord_id, line.quantity, max(0, line.stockrecord.free or 0)
        )
        for line in lines
        if not line.purchase_info.availability.is_purchase_permitted(line.quantity)[0]
    ]
    if short:
        raise stock.InsufficientStock(short)
    Applicator().apply(basket, user)
    quote = quote_basket(basket, delivery=purchase.delivery, commune=purchase.commune)
    gateway = gateways().get(purchase.payment_method)
    if gateway is None or not gateway.accepts(
        delivery=purchase.delivery, cash_on_delivery=quote.cash_on_delivery
    ):
        raise PaymentNotAccepted(purchase.payment_method)
    return quote


def _is_for_sale(line: BasketLine) -> bool:
    product = line.product
    return bool(
        product.listing.is_public
        and product.is_public
        and line.stockrecord.partner.is_public
        and line.purchase_info.price.exists
    )


def _create_order(
    basket: Basket,
    purchase: Purchase,
    user: User | AnonymousUser,
    quote: OrderQuote,
    at: dt.datetime,
) -> Order:
    is_pickup = purchase.delivery == Order.Delivery.PICKUP
    method = PerConsignment(
        quote.shipping_charge, quote.shipping_discount, pickup=is_pickup
    )
    shipping_charge = method.calculate(basket)
    total = type(shipping_charge)(
        currency=settings.OSCAR_DEFAULT_CURRENCY, excl_tax=quote.total, tax=0
    )
    try:
        order: Order = OrderCreator(quote).place_order(
            basket,
            total,
            method,
            shipping_charge,
            user=user,
            shipping_address=None if is_pickup else _address(purchase),
            order_number=new_number(),
            status=ConsignmentState.PLACED.value,
            date_placed=at,
            guest_email=purchase.email,
            contact_name=purchase.contact_name,
            contact_phone=purchase.contact_phone,
            folded_name=fold(purchase.contact_name),
            delivery=purchase.delivery,
            showroom=purchase.showroom if is_pickup else None,
            pickup_place=_place_of(purchase.showroom) if is_pickup else "",
            payment_method=purchase.payment_method,
            note=purchase.note,
            invoice_company=purchase.invoice_company,
            invoice_tax_code=purchase.invoice_tax_code,
            invoice_address=purchase.invoice_address,
            invoice_email=purchase.invoice_email,
            policy_version=purchase.policy_version,
            consented_at=at,
            language=purchase.language,
            is_demo=settings.SHOP_IS_DEMO,
        )
    except ValueError as refusal:  # Oscar's word for a voucher that ran out
        raise VoucherGone(str(refusal)) from refusal
    return order


def _address(purchase: Purchase) -> ShippingAddress:
    """Freeze names, codes and dataset version: communes change, an order does not."""
    commune = purchase.commune
    if commune is None:
        raise ValueError("a delivery needs a commune")
    return ShippingAddress.objects.create(
        first_name=purchase.contact_name,
        phone_number=purchase.contact_phone,
        line1=purchase.street,
        line4=commune.full_name,
        state=commune.province.full_name,
        country=Country.objects.get(iso_3166_1_a2="VN"),
        province_code=commune.province.code,
        commune_code=commune.code,
        dataset_version=commune.dataset_version,
    )


def _place_of(showroom: Showroom | None) -> str:
    if showroom is None:
        raise ValueError("a pick-up needs a showroom")
    return f"{showroom.name}, {showroom.place}"


def _stores(partners: Iterable[Partner]) -> dict[int, Location]:
    wanted = {partner.pk: partner for partner in partners}
    found = {
        store.partner_id: store
        for store in Location.objects.filter(
            partner__in=wanted, kind=Location.Kind.STORE
        )
    }
    return {pk: found.get(pk) or stock.store_of(wanted[pk]) for pk in wanted}


def _write_money(
    basket: Basket,
    quote: OrderQuote,
    consignments: Sequence[Consignment],
    at: dt.datetime,
) -> None:
    """Freeze what is owed: for each part of the order, to whom, held by the buyer,
    and who bears each discount."""
    kind, party = MoneyEntry.Kind, MoneyEntry.Party
    funder_of = funding.funder_of(at)
    shipping_funder = funding.shipping_funder(basket, funder_of)
    borne = {lot.partner.pk: funding.discounts_of(lot, funder_of) for lot in quote}
    entries: list[MoneyEntry] = []
    for part in consignments:
        facts: list[tuple[str, Decimal | int, str, str]] = [
            (kind.GOODS, part.goods_before_discount, party.PRODUCER, ""),
            *(
                (kind.DISCOUNT, -off, party.PRODUCER, bearer)
                for bearer, off in borne[part.partner_id].items()
            ),
            (kind.SHIPPING, part.shipping_charge, party.SHOP, ""),
            (
                kind.SHIPPING_DISCOUNT,
                -part.shipping_discount,
                party.SHOP,
                shipping_funder,
            ),
        ]
        entries += [
            MoneyEntry(
                consignment=part,
                kind=what,
                amount=amount,
                payee=payee,
                holder=party.BUYER,
                funded_by=bearer,
                created_at=at,
            )
            for what, amount, payee, bearer in facts
            if amount
        ]
    MoneyEntry.objects.bulk_create(entries)


def _start_payment(order: Order, at: dt.datetime) -> None:
    attempt = PaymentAttempt(
        order=order,
        gateway=order.payment_method,
        reference=f"{order.number}-1",
        amount=order.total_incl_tax,
        state=PaymentAttempt.State.STARTED,
        created_at=at,
    )
    if gateways()[order.payment_method].start(attempt).is_due_later:
        attempt.state = PaymentAttempt.State.DUE
    attempt.save()
