"""The table of states is pure: what may follow, and what the order is called."""

import itertools

import pytest

from storefront.order.states import NEXT, ConsignmentState, may_follow, order_state

S = ConsignmentState


def test_every_state_has_its_row():
    assert set(NEXT) == set(S)


@pytest.mark.parametrize("last", [S.CANCELLED, S.RETURNED])
def test_ended_parts_go_nowhere(last):
    assert not any(may_follow(last, new) for new in S)


def test_goods_under_way_cannot_be_cancelled():
    assert not may_follow(S.HANDED_OVER, S.CANCELLED)
    assert not may_follow(S.DELIVERED, S.CANCELLED)


@pytest.mark.parametrize(
    ("parts", "order"),
    [
        ([S.PLACED], S.PLACED),
        ([S.CONFIRMED, S.PLACED], S.PLACED),
        ([S.DELIVERED, S.HANDED_OVER], S.HANDED_OVER),
        ([S.CANCELLED, S.CONFIRMED], S.CONFIRMED),
        ([S.CANCELLED, S.CANCELLED], S.CANCELLED),
        ([S.RETURNED, S.CANCELLED], S.RETURNED),
        ([S.RETURNED, S.DELIVERED], S.DELIVERED),
    ],
)
def test_order_is_as_far_as_its_slowest_live_part(parts, order):
    assert order_state(parts) == order


@pytest.mark.parametrize("parts", list(itertools.product(S, repeat=2)))
def test_order_of_the_parts_does_not_matter(parts):
    assert order_state(parts) == order_state(parts[::-1])


def test_order_without_parts_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        order_state([])
