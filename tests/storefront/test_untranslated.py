"""The catalogues, and the command that finds what is still in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.utils.translation import gettext, override

from cms.setup import ensure_site
from storefront.untranslated import is_english, look, recording

LOCALE = Path(__file__).parents[2] / "storefront" / "locale"
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")
_FIELD = re.compile(r'^(msg\w+)(?:\[\d\])? (".*")$')


def messages(path: Path) -> Iterator[dict[str, list[str]]]:
    """The entries of a catalogue: each field's values, joined over its lines."""
    for block in path.read_text(encoding="utf-8").split("\n\n")[1:]:
        entry: dict[str, list[str]] = {}
        name = ""
        for line in block.splitlines():
            if field := _FIELD.match(line):
                name = field[1]
                entry.setdefault(name, []).append(ast.literal_eval(field[2]))
            elif line.startswith('"'):
                entry[name][-1] += ast.literal_eval(line)
        if entry:
            yield entry


def placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


@pytest.mark.parametrize(
    "name",
    ["vi/LC_MESSAGES/django", "vi/LC_MESSAGES/djangojs", "en/LC_MESSAGES/django"],
)
def test_a_translation_has_the_placeholders_of_its_source(name: str) -> None:
    wrong = []
    for entry in messages(LOCALE / f"{name}.po"):
        source = entry.get("msgid_plural", entry["msgid"])[0]
        wrong += [
            (source, text)
            for text in entry["msgstr"]
            if text and placeholders(text) != placeholders(source)
        ]

    assert wrong == []


def test_no_guess_of_gettext_is_taken_for_a_translation() -> None:
    guessed = [
        path
        for path in LOCALE.glob("*/LC_MESSAGES/*.po")
        if "fuzzy" in path.read_text(encoding="utf-8")
    ]

    assert guessed == []


def test_every_word_of_a_shoppers_template_is_in_english() -> None:
    missing = []
    for block in (LOCALE / "en/LC_MESSAGES/django.po").read_text("utf-8").split("\n\n"):
        files = re.findall(r"[^\s:#]+\.(?:html|txt)", block.partition("msgid")[0])
        if any(map(is_shoppers, files)) and 'msgstr ""' in block.splitlines()[-1]:
            missing.append(block)

    assert missing == []


def is_shoppers(file: str) -> bool:
    staff = ("desk/", "oscar/dashboard/", "accounts/users/", "style.html", "office/")
    return not any(part in file for part in staff)


def test_the_overlay_has_at_least_700_words() -> None:
    said = [
        entry
        for name in ("django", "djangojs")
        for entry in messages(LOCALE / "vi" / "LC_MESSAGES" / f"{name}.po")
        if all(entry["msgstr"])
    ]

    assert len(said) >= 700


def test_vietnamese_has_one_form_and_english_two() -> None:
    for language, forms in (("vi", 1), ("en", 2)):
        for entry in messages(LOCALE / language / "LC_MESSAGES" / "django.po"):
            if "msgid_plural" in entry:
                assert len(entry["msgstr"]) == forms


def test_the_built_catalogue_is_the_written_one() -> None:
    import gettext as library

    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with path.with_suffix(".mo").open("rb") as file:
            built: dict[Any, str] = library.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        written = {
            entry["msgid"][0]: entry["msgstr"][0]
            for entry in messages(path)
            if all(entry["msgstr"]) and not entry.keys() & {"msgctxt", "msgid_plural"}
        }
        assert written.items() <= built.items(), path


def test_a_planted_english_word_is_found() -> None:
    planted = Template('{% load i18n %}{% translate "Please polish the tray" %}')

    with override("vi"), recording() as missed:
        planted.render(Context())
        gettext("Save draft")  # has a translation
        gettext("Giỏ hàng")  # is Vietnamese

    assert missed == {"Please polish the tray"}


def test_nothing_is_recorded_afterwards() -> None:
    with override("vi"), recording() as missed:
        pass
    with override("vi"):
        gettext("Please polish the tray")

    assert missed == set()


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Save", True),
        ("%(count)s pages", True),
        ("%(count)s", False),
        ("Lưu", False),
        ("→ %s", False),
        ("<b>{title}</b>", False),
    ],
)
def test_what_counts_as_english(text: str, english: bool) -> None:
    assert is_english(text) is english


@pytest.fixture
def shop(db: None) -> None:
    ensure_site(hostname="localhost", is_demo=True)


def test_the_home_of_the_back_office_says_nothing_in_english(
    shop: None, officer: Any
) -> None:
    found = look(user=officer, max_screens=25)

    assert len(found.screens) == 25
    assert {word.text for word in found.words} == set()


def test_the_command_fails_over_its_limit(
    shop: None, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wagtail.admin.views import home

    monkeypatch.setattr(
        home.HomeView, "page_title", property(lambda view: gettext("Polished trays"))
    )
    out = StringIO()

    with pytest.raises(CommandError, match="1 words are over 0"):
        call_command("untranslated", fail_over=0, max_screens=12, stdout=out)

    assert "?\t'Polished trays'\t/quan-tri/" in out.getvalue()


def test_without_an_administrator_the_command_says_so(db: None) -> None:
    with pytest.raises(CommandError, match="no such active user"):
        call_command("untranslated", stdout=StringIO())


def test_looking_changes_nothing(shop: None, officer: Any) -> None:
    from django.contrib.sessions.models import Session

    look(user=officer, max_screens=3)

    officer.refresh_from_db()
    assert officer.last_login is None
    assert not Session.objects.exists()
