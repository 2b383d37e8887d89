"""What every page keeps: room for a thumb, no sideways scroll, axe's rules."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TARGET = 44  # CSS pixels

# What can be pressed and is too small for a thumb. A card, a tile or a label answers
# for the control in it; a link in a sentence may be as small as its words.
_SMALL_TARGETS = """(least) => {
  const inSentence = (item) => item.tagName === "A" && getComputedStyle(item).display === "inline"
    && [...item.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const pressed = (item) => item.closest("label, .card, .tile, .village, .maker") ?? item;
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((item) => item.checkVisibility({ visibilityProperty: true }) && !inSentence(item))
    .filter((item) => !item.closest("[aria-hidden=true]"))  // nobody's: a trap for robots
    .map((item) => [item, pressed(item).getBoundingClientRect()])
    .filter(([, box]) => box.bottom + scrollY > 0 && (box.width < least - .5 || box.height < least - .5))
    .map(([item, box]) => `${item.outerHTML.slice(0, 90)} ${box.width | 0} × ${box.height | 0}`);
}"""


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SMALL_TARGETS, TARGET)
    return found


def axe_violations(page: Page) -> list[str]:
    """Each broken rule with the first element that breaks it."""
    response: dict[str, Any] = Axe().run(page).response
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]} {_told(rule['nodes'][0])}"
        for rule in response["violations"]
    ]


def _told(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return str(checks[0]["message"]) if checks else ""
