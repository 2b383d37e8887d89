"""A server that answers nonsense, or is none: the database answers for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from search import engine, log
from search.engines import falling_back
from search.engines.base import Query
from search.engines.elastic import definition
from search.models import EngineFailureDay

from .shop import DAY, open_shop, sell

pytestmark = pytest.mark.django_db

ASKED = 4  # searches of one request: counts, cards, whether there are any, named so
_EMPTY = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": []}}


class Liar(BaseHTTPRequestHandler):
    status, kind, body = 200, "application/json", ""
    product = "Elasticsearch"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        said = self.body.encode()
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(said)))
        if self.product:
            self.send_header("X-Elastic-Product", self.product)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def liar(settings: Any) -> Iterator[type[Liar]]:
    """A server that the shop asks; set what it says."""
    handler = type("OneLiar", (Liar,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sell("Khay trà")
    open_shop(DAY)
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.server_port}"
    falling_back.breaker.cache_clear()
    yield handler
    falling_back.breaker.cache_clear()
    server.shutdown()
    server.server_close()


def answered() -> list[str]:
    found = engine().search(Query(day=DAY, text="khay"))
    return [card.title for card in found.cards]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "{}",
        "[]",
        "null",
        '"yes"',
        '{"responses": []}',
        '{"responses": null}',
        json.dumps({"responses": [_EMPTY] * ASKED}),
        json.dumps({"responses": [{**_EMPTY, "timed_out": True}] * ASKED}),
        json.dumps({"responses": [{**_EMPTY, "_shards": {"failed": 1}}] * ASKED}),
        json.dumps(
            {"responses": [{"error": {"type": "parsing"}, "status": 400}] * ASKED}
        ),
        json.dumps({"responses": ["hits"] * ASKED}),
    ],
)
def test_nonsense_is_not_believed(liar, said):
    liar.body = said

    assert answered() == ["Khay trà"]
    log.write()
    assert EngineFailureDay.objects.get().times == 1


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_an_error_of_the_server_is_none_of_the_page(liar, status):
    liar.status, liar.body = status, '{"error": "no"}'

    assert answered() == ["Khay trà"]


def test_another_kind_of_server_is_not_believed(liar):
    liar.kind, liar.body, liar.product = "text/html", "<h1>It works!</h1>", ""

    assert answered() == ["Khay trà"]


def test_nobody_there_is_answered_for(liar, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    assert answered() == ["Khay trà"]


def test_the_index_is_of_kinds_that_every_server_has():
    def kinds(fields: dict[str, Any]) -> Iterator[str]:
        for field in fields.values():
            yield field["type"]
            yield from kinds(field.get("fields", {}))

    body = definition.body()

    assert set(kinds(body["mappings"]["properties"])) == {
        "text",
        "keyword",
        "long",
        "byte",
        "date",
    }
    assert body["mappings"]["dynamic"] == "strict"
