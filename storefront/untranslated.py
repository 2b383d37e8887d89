"""Which words a back-office screen still shows in English, found by rendering it.

What cannot be seen from here: words that a package wrote without gettext, words of a
script that belong to one screen only, and whether an English word in a source string
of ours was meant. The last are found by their lack of Vietnamese letters."""

from __future__ import annotations

import gettext as gettext_module
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.translation import override, trans_real
from django.utils.translation.trans_real import DjangoTranslation

LANGUAGE = "vi"
TWIN = "fr"  # a language that every package speaks in full: tells whose word it is
PER_SCREEN = 2  # addresses looked at of one kind
# Asked for by name: no link leads there, a script or a signed-out person does.
SIGNED_OUT = (
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)
BULK = (
    ("wagtailcore", "page", ("delete", "move", "publish", "unpublish")),
    (None, "image", ("delete", "add_tags", "add_to_collection")),
    ("wagtaildocs", "document", ("delete", "add_tags", "add_to_collection")),
    (None, "user", ("delete", "assign_role", "set_active_state")),
)
_HREF = re.compile(r"""(?:href|data-url|action|src)=["']([^"'\s]+)["']""")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_VIETNAMESE = re.compile(r"[^\x00-\u00bf\u2000-\u2bff]")
_PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[sd]|\{[^}]*\}|<[^>]*>|&\w+;")
_SKIPPED = (
    "export=",
    "failwhale",
    "/logout",
    "/dang-xuat",
    "download",
    "/jsi18n/",
    "sprite",
)


@dataclass(frozen=True, order=True)
class Word:
    """A source string without a Vietnamese translation; ``origin`` is the package
    whose catalogue has it, or "?" where none has."""

    origin: str
    text: str


@dataclass
class Findings:
    words: dict[Word, list[str]] = field(default_factory=dict)  # to the screens
    screens: list[str] = field(default_factory=list)
    broken: list[tuple[str, int]] = field(default_factory=list)

    def add(self, texts: set[str], screen: str) -> None:
        for text in texts:
            self.words.setdefault(Word(origin_of(text), text), []).append(screen)


def look(*, user: Any, max_screens: int = 1000) -> Findings:
    """Render the screens that ``user`` can reach; the database is left as it was."""
    with transaction.atomic():
        found = _look(user, max_screens)
        transaction.set_rollback(True)
    found.add({text for text in _script_words() if is_english(text)}, "(script)")
    return found


def is_english(text: str) -> bool:
    """Whether a string that has no translation would be read as English."""
    bare = _PLACEHOLDER.sub(" ", text)
    return bool(_WORDS.search(bare)) and not _VIETNAMESE.search(bare)


def origin_of(text: str) -> str:
    return _owners().get(text, "?")


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the strings asked for in Vietnamese and not found there."""
    missed: set[str] = set()
    ours = set(_catalogue(Path(__file__).parent / "locale", "en", "django"))
    single, plural = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def note(translation: Any, text: str) -> None:
        if translation.language() == LANGUAGE and is_english(text) and text not in ours:
            missed.add(text)

    def gettext(self: Any, message: str) -> str:
        answer = single(self, message)
        if answer == message and not _has(self, message):
            note(self, message.rpartition("\x04")[2])
        return answer

    def ngettext(self: Any, one: str, many: str, number: int) -> str:
        if (one, self.plural(number)) not in self._catalog:
            note(self, one.rpartition("\x04")[2])
        return plural(self, one, many, number)

    DjangoTranslation.gettext = gettext  # type: ignore[method-assign]
    DjangoTranslation.ngettext = ngettext  # type: ignore[method-assign, assignment]
    try:
        yield missed
    finally:
        DjangoTranslation.gettext = single  # type: ignore[method-assign]
        DjangoTranslation.ngettext = plural  # type: ignore[method-assign]


def _has(translation: Any, message: str) -> bool:
    catalog = translation._catalog
    return message in catalog or (message, translation.plural(1)) in catalog


def _look(user: Any, max_screens: int) -> Findings:
    found, visited, kinds = Findings(), set(), dict[str, int]()
    signed_in, signed_out = (
        Client(raise_request_exception=False, SERVER_NAME=_host()) for _ in range(2)
    )
    signed_in.force_login(user)
    for name in SIGNED_OUT:
        _visit(signed_out, reverse(name), found)
    waiting = [*_addresses(), *_bulk()]
    while waiting and len(found.screens) < max_screens:
        url = waiting.pop(0)
        kind = _kind(url)
        if url in visited or not kind or kinds.get(kind, 0) >= PER_SCREEN:
            continue
        visited.add(url)
        links = _visit(signed_in, url, found)
        if links is not None:
            kinds[kind] = kinds.get(kind, 0) + 1
            waiting += links
    return found


def _visit(client: Client, url: str, found: Findings) -> list[str] | None:
    """Look at one screen, and at its complaints if it is a form to add something."""
    with override(LANGUAGE), recording() as missed:
        response = client.get(url)
        text = response.getvalue().decode(errors="replace")
        if urlsplit(url).path.endswith(("/add/", "/new/")) and not response.context:
            pass
        elif urlsplit(url).path.endswith(("/add/", "/new/")):
            client.post(url, {}).getvalue()
    if response.status_code >= 500:
        found.broken.append((url, response.status_code))
    if response.status_code != 200:
        return None
    found.screens.append(url)
    found.add(missed, url)
    text = text.replace('\\"', '"').replace("\\/", "/")
    return [urldefrag(urljoin(url, unescape(link)))[0] for link in _HREF.findall(text)]


def _kind(url: str) -> str:
    """Screens of one kind share a route and the names of their parameters."""
    parts = urlsplit(url)
    if parts.netloc or not parts.path.startswith(settings.BACK_OFFICE_PREFIXES):
        return ""
    if any(word in url for word in _SKIPPED):
        return ""
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return ""
    return f"{route}?{'&'.join(sorted(parse_qs(parts.query, True)))}"


def _addresses() -> Iterator[str]:
    """Every address of the back offices that needs no argument."""
    yield from settings.BACK_OFFICE_PREFIXES
    for path in _paths(get_resolver()):
        if "<" not in path and "(" not in path:
            url = "/" + path
            if url.startswith(settings.BACK_OFFICE_PREFIXES):
                yield url


def _paths(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        path = before + str(part.pattern).removeprefix("^").rstrip("$\\Z")
        if isinstance(part, URLPattern):
            yield path
        else:
            yield from _paths(part, path)


def _bulk() -> Iterator[str]:
    """The questions asked before something is done to a choice of rows."""
    from wagtail.images import get_image_model

    for label, name, actions in BULK:
        model: Any = get_image_model()
        if name == "user":
            model = apps.get_model(settings.AUTH_USER_MODEL)
        elif label:
            model = apps.get_model(label, name)
        row = model.objects.order_by("-pk").first()
        if row is None:
            continue
        for action in actions:
            try:
                url = reverse(
                    "wagtail_bulk_action",
                    args=[model._meta.app_label, model._meta.model_name, action],
                )
            except NoReverseMatch:
                continue
            yield f"{url}?id={row.pk}"


def _host() -> str:
    return urlsplit(settings.SHOP_URL).hostname or "localhost"


def _script_words() -> set[str]:
    """The words of the back office's scripts that its catalogue lacks."""
    known: set[str] = set()
    asked: set[str] = set()
    for package, folder in _folders():
        if package.startswith(("wagtail", "storefront")):
            known |= set(_catalogue(folder, LANGUAGE, "djangojs"))
        if package.startswith("wagtail"):
            asked |= set(_catalogue(folder, TWIN, "djangojs"))
    return asked - known


@cache
def _owners() -> dict[str, str]:
    owners: dict[str, str] = {}
    for package, folder in _folders():
        for domain in ("django", "djangojs"):
            for text in _catalogue(folder, TWIN, domain):
                owners.setdefault(text, package)
    return owners


def _folders() -> list[tuple[str, Path]]:
    """The folders of translations by package, Django's own last."""
    found = [
        (config.name, Path(config.path) / "locale") for config in apps.get_app_configs()
    ]
    import oscar

    found.append(("oscar", Path(oscar.__path__[0]) / "locale"))
    found.append(("django", Path(trans_real.__file__).parents[2] / "conf" / "locale"))
    return [(name, folder) for name, folder in found if folder.is_dir()]


def _catalogue(folder: Path, language: str, domain: str) -> Iterator[str]:
    """The source strings of one catalogue; contexts and plurals left out."""
    path = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    if not path.exists():
        return
    with path.open("rb") as file:
        catalog: dict[Any, str] = gettext_module.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for key in catalog:
        text = key[0] if isinstance(key, tuple) else key
        if text:
            yield text.rpartition("\x04")[2]
