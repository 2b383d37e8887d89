"""What words find, on every engine: folding, order, halves, slips, synonyms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import engine, engines
from search.engines.base import DEEPEST, Drift, NoSuchPage, Query, Results, Sort
from search.models import Synonym
from search.vocabulary import vocabulary
from tests.factories.partner import ProducerFactory
from tests.factories.places import CommuneFactory

from .shop import DAY, INLAY, SEDGE, open_shop, sell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_engine")]


def find(text: str, **choices: Any) -> Results:
    query = Query(day=DAY, text=text, sort=Sort.RELEVANCE)
    return engine().search(replace(query, **choices))


def titles(text: str, **choices: Any) -> list[str]:
    return [card.title for card in find(text, **choices).cards]


def test_accents_case_and_signs_do_not_matter():
    sell("Bưởi Bạch Hạ")
    sell("Rau cần")
    open_shop(DAY)

    for text in (
        "bưởi bạch hạ",
        "BUOI BACH HA",
        "buoi  bach-ha",
        "buo\u031bởi bạch hạ",
    ):
        assert titles(text) == ["Bưởi Bạch Hạ"], text


def test_typed_accents_come_first_and_the_others_are_found_too():
    sell("Chè sen")
    sell("Mành che nắng")
    open_shop(DAY)

    assert titles("chè") == ["Chè sen", "Mành che nắng"]
    assert set(titles("che")) == {"Chè sen", "Mành che nắng"}


def test_a_title_weighs_more_than_a_name_and_a_name_more_than_the_text():
    sell("Khay gỗ", ingredients="vỏ trai khảm")
    sell("Đũa", producer=ProducerFactory(name="HTX Khảm trai Ánh Xà Cừ"))
    sell("Hộp khảm trai")
    open_shop(DAY)

    assert titles("khảm trai") == ["Hộp khảm trai", "Đũa", "Khay gỗ"]


def test_half_a_word_finds_what_begins_so():
    sell("Khay khảm trai", village=INLAY)
    sell("Giỏ cỏ tế", village=SEDGE)
    open_shop(DAY)

    assert titles("kham tr") == ["Khay khảm trai"]


def test_a_whole_word_is_not_taken_for_half_of_another():
    sell("Gà ta thả vườn")
    sell("Gạo nếp")
    open_shop(DAY)

    assert titles("ga") == ["Gà ta thả vườn"]


CORRECTIONS = [
    ("kham trau", "khảm trai"),
    ("khma trai", "khảm trai"),
    ("khamtrai", "khảm trai"),
    ("khamr trai", "khảm trai"),
    ("kha3m trai", "khảm trai"),
    ("khảm chai", "khảm trai"),
]


def test_a_slip_is_corrected_and_the_correction_told():
    sell("Khay khảm trai")
    sell("Giỏ mây")
    open_shop(DAY)

    for typed, meant in CORRECTIONS:
        found = find(typed)

        assert [card.title for card in found.cards] == ["Khay khảm trai"], typed
        assert found.suggestion == meant, typed


def test_nothing_is_suggested_for_what_is_found():
    sell("Khay khảm trai")
    open_shop(DAY)

    assert find("khay").suggestion is None


def test_short_words_are_not_corrected():
    sell("Gà ba")
    open_shop(DAY)

    assert titles("bo") == []


def test_most_of_the_words_will_do_when_not_all_are_there():
    sell("Khay khảm trai")
    open_shop(DAY)

    found = find("mua khay khảm trai giá rẻ")

    assert [card.title for card in found.cards] == ["Khay khảm trai"]
    assert found.is_loose


def test_synonyms_work_as_soon_as_they_are_saved_and_no_longer():
    sell("Bộ comple nam")
    sell("Áo sơ mi")
    open_shop(DAY)
    assert titles("veston nam") == []

    group = Synonym.objects.create(words="vest, comple, veston")
    cache.clear()  # a test's transaction never commits, so nothing was bumped
    assert titles("veston nam") == ["Bộ comple nam"]
    assert find("veston nam").suggestion is None

    group.is_active = False
    group.save()
    cache.clear()
    assert titles("veston nam") == []


def test_typed_words_come_before_their_synonyms():
    Synonym.objects.create(words="vest, comple")
    sell("Áo vest nữ")
    sell("Bộ comple nam")
    open_shop(DAY)

    assert titles("vest") == ["Áo vest nữ", "Bộ comple nam"]
    assert titles("comple") == ["Bộ comple nam", "Áo vest nữ"]


def test_old_and_new_communes_are_found():
    old = CommuneFactory(code="10279", name="Bạch Hạ", slug="bach-ha")
    now = CommuneFactory(code="10342", name="Đại Xuyên", slug="dai-xuyen")
    sell("Bưởi", producer=ProducerFactory(commune=now), origin_commune=old)
    open_shop(DAY)

    assert titles("bạch hạ") == titles("dai xuyen") == ["Bưởi"]


def test_a_code_is_found():
    product = sell("Khay trà")
    product.upc = "KT-0088"
    product.save()
    open_shop(DAY)

    assert titles("kt-0088") == titles("kt 0088") == ["Khay trà"]


def test_words_and_filters_hold_together_and_counts_ignore_their_own_facet():
    sell("Khay khảm trai", village=INLAY, price=100_000)
    sell("Khay cỏ tế", village=SEDGE, price=300_000)
    sell("Giỏ cỏ tế", village=SEDGE, price=100_000)
    open_shop(DAY)

    found = find("khay", villages=(SEDGE,), bands=("duoi-200", "200-500"))

    assert [card.title for card in found.cards] == ["Khay cỏ tế"]
    counted = {value.value: value.count for value in found.facets["villages"]}
    assert counted == {INLAY: 1, SEDGE: 1}
    bands = {v.value: v.count for v in found.facets["bands"] if v.count}
    assert bands == {"200-500": 1}


def test_filters_that_leave_nothing_correct_nothing():
    sell("Khay khảm trai", village=INLAY)
    sell("Giỏ cỏ tế", village=SEDGE)
    open_shop(DAY)

    found = find("khay", villages=(SEDGE,))

    assert (found.total, found.suggestion, found.is_loose) == (0, None, False)


def test_producers_are_counted_the_chosen_and_the_frequent_first():
    one, other = ProducerFactory(name="HTX Một"), ProducerFactory(name="HTX Hai")
    sell("Khay một", producer=one)
    sell("Khay hai", producer=other)
    sell("Khay ba", producer=other)
    open_shop(DAY)

    def counted(**choices: Any) -> list[tuple[str, int]]:
        values = find("khay", **choices).facets["producers"]
        return [(value.value, value.count) for value in values]

    assert counted() == [(other.code, 2), (one.code, 1)]
    assert counted(producers=(one.code,)) == [(one.code, 1), (other.code, 2)]
    both = find("khay", producers=(one.code, other.code))
    assert both.total == 3


def test_found_words_are_marked_and_nothing_else_is_markup():
    sell("<b>Khay</b> & khảm")
    open_shop(DAY)

    (marked,) = find("khay").highlights.values()

    assert marked == "&lt;b&gt;<mark>Khay</mark>&lt;/b&gt; &amp; khảm"


def test_other_orders_keep_the_words():
    sell("Khay đắt", price=900_000)
    sell("Khay rẻ", price=100_000)
    sell("Giỏ", price=50_000)
    open_shop(DAY)

    assert titles("khay", sort=Sort.PRICE) == ["Khay rẻ", "Khay đắt"]


def test_completion_offers_the_best_cards():
    sell("Khay khảm trai")
    sell("Tranh khảm")
    sell("Giỏ")
    open_shop(DAY)

    found = engine().complete("khay kh", limit=5)
    none = engine().complete("zzz", limit=5)

    assert [card.title for card in found] == ["Khay khảm trai"]
    assert none == engine().complete("", limit=5) == ()
    assert len(engine().complete("kh", limit=1)) == 1


def test_no_page_lies_beyond_the_deepest():
    sell("Khay")
    open_shop(DAY)

    with pytest.raises(NoSuchPage):
        find("khay", page=10**9)
    with pytest.raises(NoSuchPage):
        find("khay", page=DEEPEST // 24 + 2)


def test_the_index_follows_changes_and_tells_drift(any_engine):
    index = engines.indexes()[any_engine]
    product = sell("Khay trà")
    open_shop(DAY)
    assert list(index.drift()) == []

    product.title = "Hộp trà"
    product.save()
    from catalog import cards

    cards.refresh([product.pk], day=DAY)
    assert list(index.drift()) == [Drift(product.pk, "outdated")]
    index.update([product.pk])
    index.update([product.pk])
    cache.clear()

    assert list(index.drift()) == []
    assert titles("hộp") == ["Hộp trà"]
    assert titles("khay") == []


def test_what_is_no_longer_public_leaves_the_index(any_engine):
    index = engines.indexes()[any_engine]
    product = sell("Khay trà")
    open_shop(DAY)
    pk = product.pk
    product.is_public = False
    product.save()
    from catalog import cards

    cards.refresh([pk], day=DAY)

    index.update([pk])

    assert list(index.drift()) == []
    assert titles("khay") == []


def test_a_search_costs_the_same_for_two_and_for_twenty_cards():
    spent = []
    for wanted in (2, 20):
        for number in range(wanted):
            sell(f"Khay {wanted} {number}", producer=ProducerFactory())
        open_shop(DAY)
        vocabulary()
        with CaptureQueriesContext(connection) as fresh:
            find("khay")
        with CaptureQueriesContext(connection) as again:
            find("khay", page=1)
        spent.append((len(fresh), len(again)))

    assert spent[0] == spent[1]
    assert spent[0][1] <= 3


def test_star_day_holds_for_words_too():
    sell("Khay")
    open_shop(DAY)

    assert find("khay", day=DAY + dt.timedelta(days=1)).total == 1
