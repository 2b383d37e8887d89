"""The index of a real server: versions, filling anew, comparing; and its failures."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from catalog import cards
from catalog.models import Product, ProductCard
from search import engine, log, sources
from search.attempts import plain
from search.engines import falling_back
from search.engines.base import Drift, Query, Sort
from search.engines.elastic import definition, questions
from search.engines.elastic import index as module
from search.engines.elastic.entries import Entry
from search.engines.elastic.index import ElasticsearchIndex, NotIndexed
from search.engines.elastic.server import Conversation
from search.engines.elastic.server import client as server
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import EngineFailureDay
from search.synonyms import expand

from .engine_suite import show_at_once
from .shop import DAY, open_shop, sell
from .test_hostile import strings

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

Lines = list[bytes]


@pytest.fixture(autouse=True)
def index(settings: Any, monkeypatch: Any) -> Iterator[ElasticsearchIndex]:
    settings.SEARCH_ENGINE = "elasticsearch"
    show_at_once(monkeypatch)
    falling_back.breaker.cache_clear()
    found = ElasticsearchIndex()
    found.clear()
    yield found
    falling_back.breaker.cache_clear()


def titles(text: str = "") -> set[str]:
    """What the server itself finds."""
    asked = Query(day=DAY, text=text, sort=Sort.RELEVANCE)
    return {card.title for card in ElasticsearchEngine().search(asked).cards}


def rename(product: Product, title: str) -> None:
    product.title = title
    product.save()
    cards.refresh([product.pk], day=DAY)


def hide(product: Product) -> None:
    product.is_public = False
    product.save()
    cards.refresh([product.pk], day=DAY)


def names() -> set[str]:
    return set(server().indices.get(index=definition.pattern()).body)


@pytest.fixture
def after_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let something happen once, after a writer read and before it writes."""

    def arrange(happen: Callable[[], object]) -> None:
        read = module._lines

        def then(source: module.Source, ids: list[int]) -> Lines:
            monkeypatch.setattr(module, "_lines", read)
            lines = read(source, ids)
            happen()
            return lines

        monkeypatch.setattr(module, "_lines", then)

    return arrange


def test_a_task_that_was_overtaken_brings_no_old_title_back(index, after_reading):
    product = sell("Khay trà")
    open_shop(DAY)

    def overtake() -> None:
        rename(product, "Hộp trà")
        index.update([product.pk])

    after_reading(overtake)
    index.update([product.pk])

    assert titles() == {"Hộp trà"}
    assert list(index.drift()) == []


def test_a_task_that_was_overtaken_brings_no_hidden_product_back(index, after_reading):
    product = sell("Khay trà")
    open_shop(DAY)

    def overtake() -> None:
        hide(product)
        index.update([product.pk])

    after_reading(overtake)
    index.update([product.pk])

    assert list(index.drift()) == []


def test_a_repeated_task_changes_nothing(index):
    product = sell("Khay trà")
    open_shop(DAY)
    rename(product, "Hộp trà")

    for _again in range(3):
        index.update([product.pk])

    assert titles() == {"Hộp trà"}


def test_what_changes_while_the_index_is_filled_is_not_lost(index, after_reading):
    renamed, hidden = sell("Khay trà"), sell("Giỏ cỏ tế")
    open_shop(DAY)
    seen: list[set[str]] = []

    def meanwhile() -> None:
        new = sell("Tranh tứ quý")
        rename(renamed, "Hộp trà")
        hide(hidden)
        cards.refresh([new.pk], day=DAY)
        index.update([new.pk, renamed.pk, hidden.pk])
        seen.append(titles())

    after_reading(meanwhile)
    index.rebuild()

    assert seen == [{"Tranh tứ quý", "Hộp trà"}]  # found while it is filled
    assert titles() == {"Tranh tứ quý", "Hộp trà"}
    assert list(index.drift()) == []


def test_filling_goes_on_where_it_broke_off(index, monkeypatch):
    for title in ("Khay trà", "Giỏ cỏ tế", "Tranh tứ quý"):
        sell(title)
    cards.rebuild_all(day=DAY)
    monkeypatch.setattr(module, "BATCH", 1)
    monkeypatch.setattr(module, "_MARKED", 1)
    monkeypatch.setattr(module, "_WRITERS", 1)
    write = module._write
    written: list[int] = []

    def break_off(server: Any, name: str, lines: Lines) -> None:
        if len(written) == 2:
            raise NotIndexed("the disk is full")
        written.append(len(lines))
        write(server, name, lines)

    monkeypatch.setattr(module, "_write", break_off)
    with pytest.raises(NotIndexed):
        index.rebuild()
    assert titles() == set()
    monkeypatch.setattr(module, "_write", write)
    progress: list[int] = []

    index.rebuild(progress.append)

    assert titles() == {"Khay trà", "Giỏ cỏ tế", "Tranh tứ quý"}
    assert progress[0] >= 1  # passed over
    assert sum(progress) == 3
    assert len(names()) == 1


def test_there_is_one_index_after_filling_and_its_name_tells_the_schema(index):
    open_shop(DAY)
    before = names()

    index.rebuild()

    after = names()
    assert len(after) == 1
    assert after.isdisjoint(before)
    assert next(iter(after)).startswith(f"{definition.alias()}.")


def test_a_deleted_index_is_not_brought_back_by_a_late_write(index):
    product = sell("Khay trà")
    open_shop(DAY)
    there = names()

    gone = f"{definition.alias()}.gone"
    module._write(server(), gone, module._lines(sources, [product.pk]))

    assert names() == there


def test_an_index_that_other_code_made_is_not_read(index, monkeypatch, settings):
    sell("Khay trà")
    open_shop(DAY)
    monkeypatch.setattr(definition, "schema", lambda: "0ther5ch")

    assert engine().search(Query(day=DAY, text="khay")).total == 1  # the database's
    log.write()
    assert EngineFailureDay.objects.get().engine == "elasticsearch"


def test_drift_tells_missing_superfluous_and_outdated(index, capsys):
    missing, outdated = sell("Khay trà"), sell("Giỏ cỏ tế")
    open_shop(DAY)
    alias = definition.alias()
    server().delete(index=alias, id=str(missing.pk))
    server().index(index=alias, id="999999", document={"pk": 999_999, "digest": "x"})
    ProductCard.objects.filter(pk=outdated.pk).update(sold_count=9)

    assert list(index.drift()) == [
        Drift(missing.pk, "missing"),
        Drift(outdated.pk, "outdated"),
        Drift(999_999, "superfluous"),
    ]
    with pytest.raises(CommandError, match="3 entries drifted"):
        call_command("reindex", check=True, engine="elasticsearch")
    assert "product 999999 superfluous" in capsys.readouterr().out

    call_command("reindex")

    assert list(index.drift()) == []


def test_everything_is_missing_where_there_is_no_index(index):
    product = sell("Khay trà")
    open_shop(DAY)
    server().indices.delete(index=",".join(names()))

    assert list(index.drift()) == [Drift(product.pk, "missing")]
    index.update([product.pk])  # nothing to keep fresh
    assert engine().search(Query(day=DAY)).total == 1  # the database's


def test_refused_entries_are_told(index, monkeypatch):
    product = sell("Khay trà")
    open_shop(DAY)
    nonsense = Entry(product.pk, "", '{"nonsense":1}')
    monkeypatch.setattr(module, "entry", lambda document: nonsense)

    with pytest.raises(NotIndexed, match="nonsense"):
        index.update([product.pk])


@pytest.fixture
def process() -> Iterator[Path]:
    """The folder of the server, which runs again afterwards."""
    home = os.environ.get("ELASTICSEARCH_HOME")
    if home is None:
        pytest.skip("needs a server it may kill: tests/services/elasticsearch.sh")
    yield Path(home)
    if not _is_running(Path(home)):
        subprocess.run([Path(home) / "start"], check=True)  # noqa: S603


def _pid(home: Path) -> int:
    return int((home / "pid").read_text())


def _is_running(home: Path) -> bool:
    try:
        os.kill(_pid(home), 0)
    except (OSError, ValueError):
        return False
    return True


def _failures() -> int:
    log.write()
    return sum(EngineFailureDay.objects.values_list("times", flat=True))


def _page(client: Client) -> str:
    cache.clear()
    found = client.get("/tim-kiem/?q=khay")
    assert found.status_code == 200
    return found.content.decode()


def _until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_killed_server_is_answered_for_and_taken_up_when_it_is_back(
    client, index, process, settings
):
    settings.SEARCH_PAUSE_SECONDS = 0
    sell("Khay trà")
    open_shop(DAY)
    assert "Khay" in _page(client)
    assert _failures() == 0

    os.kill(_pid(process), signal.SIGKILL)
    _until(lambda: not _is_running(process))

    assert "Khay" in _page(client)
    assert _failures() > 0

    subprocess.run([process / "start"], check=True)  # noqa: S603

    def is_back() -> bool:
        before = _failures()
        page = _page(client)
        return "Khay" in page and _failures() == before

    _until(is_back)
    assert falling_back.breaker("elasticsearch").current_state == "closed"
    assert titles("khay") == {"Khay trà"}


def test_a_server_that_hangs_costs_a_page_its_patience_once(
    client, index, process, settings
):
    sell("Khay trà")
    open_shop(DAY)
    _page(client)
    settings.ELASTICSEARCH_SECONDS = 0.3
    settings.SEARCH_FAILURES_BEFORE_PAUSE = 1
    falling_back.breaker.cache_clear()

    os.kill(_pid(process), signal.SIGSTOP)
    try:
        started = time.monotonic()
        engine().search(Query(day=DAY, text="khay"))
        first = time.monotonic() - started
        assert "Khay" in _page(client)
    finally:
        os.kill(_pid(process), signal.SIGCONT)

    assert 0.3 <= first < 2
    assert _failures() == 1  # after it the server was left alone


def test_the_server_reads_whatever_was_typed(index: ElasticsearchIndex) -> None:
    """A question it cannot read raises EngineFailed, as would one half-read."""
    index.rebuild()
    asked = [
        questions.first(attempt, 24, Query(day=DAY, sort=Sort.RELEVANCE))
        for text in strings()
        if (wanted := expand(text))
        for attempt in [*plain(wanted)][:2]  # the words, and the last as a beginning
    ]

    assert len(asked) > 2_000
    for start in range(0, len(asked), 100):
        batch = asked[start : start + 100]
        assert len(Conversation().ask(definition.alias(), batch)) == len(batch)
