"""Orders of the last weeks, placed and moved by the services, with past times.

Two steps: those of before the running offer began, and those since, which get it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from django.contrib.auth.models import AnonymousUser

from catalog.partner.strategy import Strategy
from catalog.places.models import Commune
from cms.legal import consent_version
from showrooms.models import Showroom
from storefront.accounts.models import User
from storefront.basket.models import Basket
from storefront.demo import dataset
from storefront.demo.logins import SHOPPER, STAFF
from storefront.demo.world import Step, World
from storefront.order import moving, services
from storefront.order.models import Consignment, Order
from storefront.order.states import ConsignmentState as S

# What happens to a consignment until it is where it is, and how long after placing.
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_CONFIRMED = (moving.confirm, 3 * _HOUR)
_HANDED_OVER = (moving.hand_over, 20 * _HOUR)
_READY = (moving.mark_ready, 1 * _DAY)
_PATH: dict[str, Sequence[tuple[Callable[..., None], dt.timedelta]]] = {
    S.PLACED: (),
    S.CONFIRMED: (_CONFIRMED,),
    S.HANDED_OVER: (_CONFIRMED, _HANDED_OVER),
    S.READY: (_CONFIRMED, _READY),
    S.DELIVERED: (_CONFIRMED, _HANDED_OVER, (moving.mark_delivered, 2 * _DAY)),
}
_FETCHED = (_CONFIRMED, _READY, (moving.mark_delivered, 2 * _DAY))


def _missing(world: World) -> list[dataset.Order]:
    """The orders not placed yet. A phone number's orders are placed in the order of
    the data, so as many as it has are there."""
    phones = {row.phone for row in world.data.orders}
    placed = Counter(
        map(
            str,
            Order.objects.filter(contact_phone__in=phones).values_list(
                "contact_phone", flat=True
            ),
        )
    )
    missing = []
    for row in world.data.orders:
        if placed[row.phone]:
            placed[row.phone] -= 1
        else:
            missing.append(row)
    return missing


def _before(world: World) -> list[dataset.Order]:
    offers = world.data.offers["offers"]
    since = max(offer["starts_days_ago"] for offer in offers)
    return [row for row in _missing(world) if row.days_ago > since]


def _write(world: World, rows: Sequence[dataset.Order]) -> None:
    for row in rows:
        _place(world, row)


def _place(world: World, row: dataset.Order) -> None:
    at = world.moment(row.days_ago, row.hour)
    shopper = User.objects.get(phone=SHOPPER.phone) if row.shopper else None
    order = services.place_order(
        basket_id=_basket(world, row, shopper).pk,
        purchase=_purchase(row),
        user=shopper or AnonymousUser(),
        at=at,
    )
    staff = User.objects.filter(email=STAFF.email).first()
    for consignment in order.consignments.select_related("partner"):
        state = (row.parts or {}).get(consignment.partner.code, row.state)
        _move(consignment, state, row, at=at, now=world.at, actor=staff)
    _backdate(order)


def _basket(world: World, row: dataset.Order, owner: User | None) -> Basket:
    basket = Basket.objects.create(owner=owner)
    basket.strategy = Strategy()
    for slug, pieces, *size in row.items:
        product = world.listing(slug)
        if size:
            product = product.children.get(variant_label=size[0])
        basket.add_product(product, pieces)
    return basket


def _purchase(row: dataset.Order) -> services.Purchase:
    is_pickup = bool(row.pickup)
    showroom = Showroom.objects.get(slug=row.pickup) if is_pickup else None
    communes = Commune.objects.current().select_related("province")
    return services.Purchase(
        contact_name=row.name,
        contact_phone=row.phone,
        payment_method="showroom" if is_pickup else "cod",
        policy_version=consent_version(),
        delivery=Order.Delivery.PICKUP if is_pickup else Order.Delivery.SHIP,
        commune=None if is_pickup else communes.get(code=row.commune),
        street=row.street,
        showroom=showroom,
        note=row.note,
    )


def _move(
    consignment: Consignment,
    state: str,
    row: dataset.Order,
    *,
    at: dt.datetime,
    now: dt.datetime,
    actor: User | None,
) -> None:
    if state == S.CANCELLED:
        moving.cancel(
            consignment=consignment,
            reason=row.reason,
            actor=actor,
            at=min(at + 2 * _HOUR, now),
        )
        return
    is_fetched = row.pickup and state == S.DELIVERED
    for act, later in _FETCHED if is_fetched else _PATH[state]:
        act(consignment=consignment, actor=actor, at=min(at + later, now))


def _backdate(order: Order) -> None:
    """Oscar stamps its own record of a change with the clock; so with the real time
    of the step that caused it."""
    last = order.date_placed
    for change in order.status_changes.order_by("pk"):
        step = (
            Consignment.objects.filter(
                order=order, changes__new_state=change.new_status
            )
            .values_list("changes__created_at", flat=True)
            .order_by("-changes__created_at")
            .first()
        )
        last = max(last, step or last)
        type(change).objects.filter(pk=change.pk).update(date_created=last)


ORDERS_BEFORE = Step("Đơn trước ưu đãi", _before, _write, batch=1)
ORDERS_SINCE = Step("Đơn gần đây", _missing, _write, batch=1)
