"""The index: written by tasks, filled anew beside itself, compared with the shop.

Every entry bears the version of the catalogue that was read before the product was:
of two writers the one who read later wins, in whatever order they write."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, cast

from django.utils import timezone
from elasticsearch import Elasticsearch, NotFoundError

from catalog.models import CatalogueVersion
from search import sources
from search.engines.base import Drift, EngineFailed
from search.engines.elastic import definition
from search.engines.elastic.entries import entry
from search.engines.elastic.server import client, failing
from search.sources import BATCH, Document

Line = bytes
_WRITERS = 2  # batches on their way to the server while the next one is read
_MARKED = 10_000  # products after which an unfinished filling remembers how far it is
_MOST_ENTRIES = 5_000  # read at once when the index is compared
_MERGING_SECONDS = 3_600
_HIGHEST = 2**63 - 1
_ERROR, _NOT_FOUND, _CONFLICT = 400, 404, 409


class NotIndexed(EngineFailed):
    """The server refused some entries."""


class Source(Protocol):
    """Where products come from: ``search.sources``, unless something is measured."""

    def all_ids(self) -> list[int]: ...

    def documents(self, product_ids: Collection[int]) -> list[Document]: ...


class ElasticsearchIndex:
    def __init__(self, source: Source = sources) -> None:
        self._source = source

    def update(self, product_ids: Collection[int]) -> None:
        """Write to the index that is searched, and to the one being filled; where
        there is none yet, filling it will write these as well. Found within the
        second in which the server shows what is new: waiting for it would hold up
        every other task of the shop."""
        with failing():
            server = client()
            for ids in _batches(product_ids):
                lines = _lines(self._source, ids)
                for index in _indexes(server, definition.writing_alias()):
                    _write(server, index, lines)

    def rebuild(self, progress: Callable[[int], object] = lambda done: None) -> None:
        """Fill a new index beside the one that is searched, then change over. Where
        an earlier filling broke off, it goes on."""
        with failing():
            server = client()
            server.indices.put_index_template(**definition.template())
            index = _unfinished(server) or _begun(server)
            _fill(server, index, self._source, progress)
            # One part is searched in half the time of many.
            patient = server.options(request_timeout=_MERGING_SECONDS)
            patient.indices.forcemerge(index=index, max_num_segments=1)
            _change_over(server, index)

    def drift(self) -> Iterator[Drift]:
        server = client()
        with failing():
            is_there = server.indices.exists_alias(name=definition.alias())
            if is_there:
                server.indices.refresh(index=definition.alias())
        low, ids = 0, list(_batches(self._source.all_ids()))
        for place, batch in enumerate(ids or [[]]):
            high = batch[-1] if place < len(ids) - 1 else _HIGHEST
            kept = dict(_kept(server, low, high)) if is_there else {}
            entries = map(entry, self._source.documents(batch))
            yield from Drift.between(kept, {now.pk: now.digest for now in entries})
            low = high + 1

    def size(self) -> int:
        with failing():
            told = client().indices.stats(index=definition.alias(), metric=["store"])
        return int(told["_all"]["primaries"]["store"]["size_in_bytes"])

    def clear(self) -> None:
        with failing():
            server = client()
            server.indices.put_index_template(**definition.template())
            _change_over(server, _begun(server))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _lines(source: Source, ids: list[int]) -> list[Line]:
    """What to write of these products: their version is read before they are."""
    version = CatalogueVersion.current()
    entries = {document.pk: entry(document) for document in source.documents(ids)}
    lines = []
    for pk in ids:
        act = "index" if pk in entries else "delete"
        lines.append(
            f'{{"{act}":{{"_id":"{pk}","version":{version},'
            '"version_type":"external_gte"}}'
        )
        if pk in entries:
            lines.append(entries[pk].text)
    return [line.encode() for line in lines]


def _write(server: Elasticsearch, index: str, lines: list[Line]) -> None:
    answer = server.bulk(
        index=index,
        operations=cast("Any", lines),  # bytes are sent as they are
        filter_path=["errors", "items.*.status", "items.*.error.reason"],
    )
    if not answer["errors"]:
        return
    results = (result for item in answer["items"] for result in item.values())
    refused = [result for result in results if not _is_settled(result)]
    if refused:
        raise NotIndexed(f"{len(refused)} entries, the first: {refused[0]}")


def _is_settled(result: dict[str, Any]) -> bool:
    """A later state was there, or what was to be taken away was not: neither the
    entry nor, after a change-over, the index."""
    return result["status"] < _ERROR or result["status"] in {_CONFLICT, _NOT_FOUND}


def _indexes(server: Elasticsearch, alias: str) -> list[str]:
    try:
        return sorted(server.indices.get_alias(name=alias).body)
    except NotFoundError:
        return []


def _begun(server: Elasticsearch) -> str:
    """A new, empty index, which tasks write to from now on. Nobody searches it yet:
    it shows nothing before it is full, and so falls into few parts."""
    stamp = timezone.now().strftime("%Y%m%dt%H%M%S%f")
    index = f"{definition.alias()}.{stamp}"
    server.indices.create(
        index=index,
        aliases={definition.writing_alias(): {}},
        settings={"refresh_interval": "-1"},
    )
    return index


def _unfinished(server: Elasticsearch) -> str | None:
    searched = _indexes(server, definition.alias())
    written = _indexes(server, definition.writing_alias())
    return max(set(written).difference(searched), default=None)


def _fill(
    server: Elasticsearch,
    index: str,
    source: Source,
    progress: Callable[[int], object],
) -> None:
    """Write all products, reading some while others are on their way."""
    told = server.indices.get_mapping(index=index).body[index]["mappings"]
    filled_to: int = told.get("_meta", {}).get("filled_to", 0)
    ids = source.all_ids()
    left = ids[bisect_right(ids, filled_to) :]
    progress(len(ids) - len(left))
    unmarked = 0
    with ThreadPoolExecutor(_WRITERS) as pool:
        for batch in _settled(pool, server, index, source, left):
            progress(len(batch))
            unmarked += len(batch)
            if unmarked >= _MARKED:
                server.indices.put_mapping(index=index, meta={"filled_to": batch[-1]})
                unmarked = 0


def _settled(
    pool: ThreadPoolExecutor,
    server: Elasticsearch,
    index: str,
    source: Source,
    ids: list[int],
) -> Iterator[list[int]]:
    """Yield each batch, in order, once it is written."""
    under_way: deque[tuple[Future[None], list[int]]] = deque()
    for batch in _batches(ids):
        writing = pool.submit(_write, server, index, _lines(source, batch))
        under_way.append((writing, batch))
        if len(under_way) > _WRITERS:
            yield _awaited(*under_way.popleft())
    for writing, batch in under_way:
        yield _awaited(writing, batch)


def _awaited(writing: Future[None], batch: list[int]) -> list[int]:
    writing.result()
    return batch


def _change_over(server: Elasticsearch, index: str) -> None:
    """Let this index be searched and no other one be there, all in one step."""
    server.indices.put_settings(index=index, settings={"refresh_interval": None})
    server.indices.refresh(index=index)
    others = set(server.indices.get(index=definition.pattern()).body) - {index}
    server.indices.update_aliases(
        actions=[
            {"add": {"index": index, "alias": definition.alias()}},
            *({"remove_index": {"index": other}} for other in sorted(others)),
        ]
    )


def _kept(server: Elasticsearch, low: int, high: int) -> Iterator[tuple[int, str]]:
    """The keys and digests of the entries between two keys, ends included."""
    while True:
        with failing():
            answer = server.search(
                index=definition.alias(),
                query={"range": {"pk": {"gte": low, "lte": high}}},
                sort=["pk"],
                size=_MOST_ENTRIES,
                source_includes=["digest"],
            )
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield int(hit["_id"]), hit["_source"]["digest"]
        if len(hits) < _MOST_ENTRIES:
            return
        low = int(hits[-1]["_id"]) + 1
