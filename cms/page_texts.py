"""Pages written as text files: a head of ``key: value`` lines, then blocks. Pure.

Blocks come out as a page stores them, but name products, pictures, producers and
showrooms by slug: ``cms.page_blocks`` puts keys in their place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Block = dict[str, Any]

PAGE = frozenset({"title", "lead", "description", "picture", "demo"})
ARTICLE = PAGE | {"category", "days_ago", "byline"}
LEGAL = PAGE | {"version", "awaits_lawyer", "shows_owner"}
VILLAGE = PAGE | {"village"}
STORY = PAGE | {"producer"}
FAIR = PAGE | {"fair"}
FLAGS = frozenset({"demo", "awaits_lawyer", "shows_owner"})

_DIRECTIVE = re.compile(r"\[\[(?P<name>[a-z]+)(?::(?P<rest>.*))?\]\]\Z")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<url>[^)\s]+)\)")
_BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_SLUG = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*\Z")
_ADDRESS = re.compile(r"(#[a-z0-9-]+|/(?!/)\S*|https://\S+)\Z")
_RULE_KEYS = {"group", "village", "stars"}
_MOST_PRODUCTS = 8
# What a blank line leaves open: more paragraphs, another question.
_AFTER_BLANK = {"text": "text", "faq": "faq paused", "faq paused": "faq paused"}


class UnreadableText(Exception):
    """A text that does not keep to the format; names file and line."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name}:{line}: {reason}")
        self.name, self.line, self.reason = name, line, reason


@dataclass(frozen=True)
class PageText:
    """One page; ``slug`` is the stem of its file."""

    slug: str
    head: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.head["title"]

    def get(self, key: str) -> str:
        return self.head.get(key, "")

    def flag(self, key: str) -> bool:
        return self.head.get(key) == "yes"


def read_folder(folder: Path, keys: frozenset[str]) -> list[PageText]:
    """Every page of a folder, in the order of their names; none if there is none."""
    return [read_file(path, keys) for path in sorted(folder.glob("*.md"))]


def read_file(path: Path, keys: frozenset[str]) -> PageText:
    source = path.read_text(encoding="utf-8")
    return parse(source, slug=path.stem, name=path.name, keys=keys)


def parse(source: str, *, slug: str, name: str, keys: frozenset[str]) -> PageText:
    """Read one page whose head may hold ``keys``. Raises UnreadableText."""
    lines = source.splitlines()
    end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    try:
        head = _head(lines[:end], keys)
        return PageText(slug, head, _Body().read(enumerate(lines[end:], end + 1)))
    except _Wrong as wrong:
        raise UnreadableText(name, wrong.line, wrong.reason) from None


class _Wrong(Exception):
    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason


def _head(lines: list[str], keys: frozenset[str]) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if not colon or key not in keys:
            raise _Wrong(number, f"unknown key {key!r}")
        if key in head:
            raise _Wrong(number, f"{key!r} is given twice")
        if key in FLAGS and value != "yes":
            raise _Wrong(number, f"{key!r} is 'yes' or left out")
        if key == "days_ago" and not value.isdecimal():
            raise _Wrong(number, "'days_ago' is a whole number")
        head[key] = value
    if not head.get("title"):
        raise _Wrong(1, "no title")
    return head


class _Body:
    """Reads line by line; a blank line ends what spans several lines."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.begun: list[int] = []  # the line of each block's beginning
        self.number = 0
        self.open = ""  # the kind of block that the next line may go on with

    def read(self, lines: Iterable[tuple[int, str]]) -> list[Block]:
        for number, line in lines:
            self.number = number
            self._line(number, line.strip())
        self._check_nothing_is_empty()
        return self.blocks

    def _line(self, number: int, line: str) -> None:
        if not line:
            self.open = _AFTER_BLANK.get(self.open, "")
        elif line.startswith("## "):
            self._add("heading", line[3:].strip())
        elif line.startswith("[["):
            self._directive(number, line)
        elif line.startswith("? "):
            self._question(number, line[2:].strip())
        elif line.startswith(">"):
            self._quote(line[1:].strip())
        elif line.startswith("|"):
            self._row(number, line)
        elif line.startswith("- "):
            self._item(number, line[2:].strip())
        else:
            self._paragraph(line)

    def _add(self, kind: str, value: Any, go_on: str = "") -> None:
        self.blocks.append({"type": kind, "value": value})
        self.begun.append(self.number)
        self.open = go_on

    def _last(self, kind: str) -> Any:
        return self.blocks[-1]["value"] if self.open == kind else None

    def _paragraph(self, line: str) -> None:
        questions = self._last("faq")
        if questions and questions["questions"]:
            questions["questions"][-1]["answer"] += f"<p>{rich(line)}</p>"
        else:
            self._text(f"<p>{rich(line)}</p>")

    def _item(self, number: int, line: str) -> None:
        timeline = self._last("timeline")
        if timeline is None:
            self._text(f"<ul><li>{rich(line)}</li></ul>")
            return
        when, colon, text = line.partition(":")
        if not colon:
            raise _Wrong(number, "a moment is '- when: text'")
        timeline["moments"].append({"when": when.strip(), "text": text.strip()})

    def _text(self, markup: str) -> None:
        """Paragraphs and lists that follow each other are one block, as in a hand's
        editing."""
        if self.open != "text":
            self._add("paragraph", markup, "text")
            return
        value = self.blocks[-1]["value"] + markup
        self.blocks[-1]["value"] = value.replace("</ul><ul>", "")

    def _question(self, number: int, line: str) -> None:
        faq = self._last("faq") or self._last("faq paused")
        if faq is None:
            raise _Wrong(number, "a question outside [[faq]]")
        self.open = "faq"
        faq["questions"].append({"question": line, "answer": ""})

    def _quote(self, line: str) -> None:
        quote = self._last("quote")
        if quote is None:
            self._add("quote", {"text": line, "speaker": ""}, "quote")
        elif line.startswith("—"):
            quote["speaker"] = line.removeprefix("—").strip()
        else:
            quote["text"] += f" {line}"

    def _row(self, number: int, line: str) -> None:
        if not line.endswith("|") or len(line) < 3:
            raise _Wrong(number, "a row of a table is '| a | b |'")
        cells = [plain(cell.strip()) for cell in line[1:-1].split("|")]
        table = self._last("table")
        if table is None:
            self._add("table", _table(cells), "table")
        elif len(cells) != len(table["data"][0]):
            raise _Wrong(number, "a row with more or fewer cells than the first")
        else:
            table["data"].append(cells)

    def _directive(self, number: int, line: str) -> None:
        match = _DIRECTIVE.match(line)
        read = _DIRECTIVES.get(match["name"]) if match else None
        if match is None or read is None:
            raise _Wrong(number, f"unknown block {line!r}")
        name, rest = match["name"], (match["rest"] or "").strip()
        try:
            value = read(rest)
        except ValueError as error:
            raise _Wrong(number, f"[[{name}]]: {error}") from None
        self._add(name, value, name if name in ("faq", "timeline") else "")

    def _check_nothing_is_empty(self) -> None:
        for number, block in zip(self.begun, self.blocks, strict=True):
            if block["type"] == "faq" and not _is_answered(block["value"]):
                raise _Wrong(number, "[[faq]] needs questions, each with an answer")
            if block["type"] == "timeline" and not block["value"]["moments"]:
                raise _Wrong(number, "[[timeline]] needs moments")


def _is_answered(faq: Any) -> bool:
    rows = faq["questions"]
    return bool(rows) and all(row["answer"] for row in rows)


def rich(line: str) -> str:
    """A line as rich text: **bold**, [words](/url/), nothing else."""
    escaped = html.escape(line, quote=False)
    linked = _LINK.sub(_anchor, escaped)
    return _BOLD.sub(r"<b>\g<words></b>", linked)


def _anchor(match: re.Match[str]) -> str:
    if not _ADDRESS.match(match["url"]):
        return match[0]
    url = match["url"].replace('"', "&quot;")  # the rest is escaped already
    return f'<a href="{url}">{match["words"]}</a>'


def plain(line: str) -> str:
    """A line without its marks: cells of a table hold words only."""
    return _BOLD.sub(r"\g<words>", _LINK.sub(r"\g<words>", line))


def _table(first: list[str]) -> dict[str, Any]:
    return {
        "data": [first],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": "",
    }


def _slug(text: str) -> str:
    if not _SLUG.match(text):
        raise ValueError(f"{text!r} is no slug")
    return text


def _picture(rest: str) -> dict[str, Any]:
    slug, _bar, caption = rest.partition("|")
    return {"image": _slug(slug.strip()), "caption": caption.strip()}


def _products(rest: str) -> dict[str, Any]:
    what, _bar, heading = rest.partition("|")
    words = [word.strip() for word in what.split(",") if word.strip()]
    if not words:
        raise ValueError("names no product and no rule")
    value: dict[str, Any] = {"heading": heading.strip(), "products": []}
    if all(_is_condition(word) for word in words):
        for word in words:
            value |= _condition(word)
    elif len(words) > _MOST_PRODUCTS:
        raise ValueError(f"more than {_MOST_PRODUCTS} products")
    else:
        value["products"] = [_slug(word) for word in words]
    return value


def _is_condition(word: str) -> bool:
    return word in ("on_sale", "newest") or "=" in word


def _condition(word: str) -> dict[str, Any]:
    if word == "on_sale":
        return {"on_sale": True}
    if word == "newest":
        return {"order": "newest"}
    key, _equals, value = (part.strip() for part in word.partition("="))
    if key not in _RULE_KEYS:
        raise ValueError(f"unknown rule {key!r}")
    if key == "stars" and value not in ("3", "4", "5"):
        raise ValueError("stars are 3, 4 or 5")
    return {key: _slug(value)}


def _figures(rest: str) -> dict[str, Any]:
    figures = []
    for part in rest.split("|"):
        number, equals, label = part.partition("=")
        if not equals or not number.strip() or not label.strip():
            raise ValueError("a figure is 'number = label'")
        figures.append({"number": number.strip(), "label": label.strip()})
    return {"figures": figures}


def _link(rest: str) -> dict[str, Any]:
    label, _bar, url = (part.strip() for part in rest.partition("|"))
    if not label or not _ADDRESS.match(url):
        raise ValueError("a link is 'words | /url/'")
    return {"label": label, "url": url}


def _bare(value: dict[str, Any]) -> Any:
    def read(rest: str) -> dict[str, Any]:
        if rest:
            raise ValueError("takes nothing")
        return {key: list(part) for key, part in value.items()}

    return read


_DIRECTIVES = {
    "picture": _picture,
    "products": _products,
    "producer": lambda rest: {"producer": _slug(rest)},
    "showroom": lambda rest: {"showroom": _slug(rest)},
    "certificate": _bare({}),
    "figures": _figures,
    "timeline": _bare({"moments": []}),
    "link": _link,
    "faq": _bare({"questions": []}),
}


def names(blocks: Iterable[Block], kind: str, key: str) -> Iterator[str]:
    """The slugs that blocks of ``kind`` name under ``key``."""
    for block in blocks:
        if block["type"] == kind:
            named = block["value"].get(key) or []
            yield from [named] if isinstance(named, str) else named
