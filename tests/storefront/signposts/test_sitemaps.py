"""The sitemaps: every public page, no other, in parts, at a flat cost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from catalog import cards
from cms.models import GuidePage
from cms.setup import ensure_site
from storefront.signposts import sitemaps
from tests.factories.catalogue import ProductFactory
from tests.factories.orders import showroom
from tests.factories.partner import ProducerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installed")]

FILES = Path(__file__).parents[2] / "data" / "sitemap"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def home() -> Any:
    return ensure_site(hostname="testserver", effective_from=dt.date(2026, 11, 1))


@pytest.fixture(scope="module")
def schema() -> Any:
    known = xmlschema.XMLSchema(str(FILES / "sitemap.xsd"), build=False)
    known.add_schema(str(FILES / "xhtml-link.xsd"))
    known.build()
    return known


def part(client: Client, name: str, number: int = 1) -> ET.Element:
    response = client.get(f"/sitemap-{name}-{number}.xml")
    assert response.status_code == 200, name
    return ET.fromstring(response.content)  # noqa: S314  our own


def paths(tree: ET.Element) -> list[str]:
    return [(loc.text or "").removeprefix(SITE) for loc in tree.iter(f"{NS}loc")]


def test_the_index_names_the_parts_that_have_something(
    home: Any, client: Client
) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314

    assert tree.tag == f"{NS}sitemapindex"
    assert paths(tree) == ["/sitemap-lists-1.xml", "/sitemap-pages-1.xml"]


def test_every_part_keeps_to_the_schema(home: Any, client: Client, schema: Any) -> None:
    ProductFactory(title="Khay & trà <khảm>")
    showroom()
    cards.rebuild_all(day=timezone.localdate())
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314

    names = list(paths(index))

    assert len(names) == 8
    for path in names:
        schema.validate(client.get(path).text)
        assert len(paths(ET.fromstring(client.get(path).content))) > 0  # noqa: S314


def test_the_schema_sees_what_is_wrong(schema: Any) -> None:
    wrong = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
        "<loc>https://sanvat.example/</loc><lastmod>hôm qua</lastmod></url></urlset>"
    )

    assert not schema.is_valid(wrong)


def test_a_product_is_told_in_both_languages(home: Any, client: Client) -> None:
    product = ProductFactory(title="Khay trà")
    cards.rebuild_all(day=timezone.localdate())
    path = product.get_absolute_url()

    tree = part(client, "products")

    assert paths(tree) == [path, f"/en{path}"]
    for url in tree:
        links = {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in url.iter(f"{XHTML}link")
        }
        assert links == {
            "vi": SITE + path,
            "en": f"{SITE}/en{path}",
            "x-default": SITE + path,
        }
    changed = tree[0].findtext(f"{NS}lastmod") or ""
    product.refresh_from_db()
    assert dt.datetime.fromisoformat(changed) == product.date_updated.replace(
        microsecond=0
    )


def test_hidden_and_expired_things_are_absent(home: Any, client: Client) -> None:
    hidden = ProductFactory(title="Khay ẩn", is_public=False)
    secret = ProducerFactory(name="Cơ sở ẩn", is_public=False)
    showroom(is_active=False)
    now = timezone.now()
    draft = GuidePage(title="Nháp", live=False)
    over = GuidePage(title="Đã hết", expire_at=now - dt.timedelta(minutes=1))
    shown = GuidePage(title="Cách chọn", expire_at=now + dt.timedelta(days=1))
    for page in (draft, over, shown):
        home.add_child(instance=page)
    cards.rebuild_all(day=timezone.localdate())

    told = paths(part(client, "pages"))

    assert "/cach-chon/" in told
    assert {"/nhap/", "/da-het/"}.isdisjoint(told)
    for name in ("products", "producers", "showrooms"):
        assert client.get(f"/sitemap-{name}-1.xml").status_code == 404
    assert not hidden.is_public
    assert not secret.is_public


def test_a_translated_page_is_told_once_with_its_translation(
    home: Any, client: Client
) -> None:
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()

    told = paths(part(client, "pages"))

    assert told.count("/") == told.count("/en/") == 1


@pytest.mark.parametrize(
    "path", ["pages-0", "pages-9", "nothing-1", "products-99999999999999999999"]
)
def test_there_is_no_other_part(home: Any, client: Client, path: str) -> None:
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_a_full_section_goes_on_in_the_next_part(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        ProductFactory(title=f"Khay {number}")
    cards.rebuild_all(day=timezone.localdate())
    monkeypatch.setattr(sitemaps, "PART", 2)

    sizes = [len(paths(part(client, "products", number))) for number in (1, 2)]

    assert sizes == [4, 2]
    assert client.get("/sitemap-products-3.xml").status_code == 404
    assert sitemaps.LONGEST == 50_000


def costs(client: Client) -> dict[str, int]:
    from django.core.cache import cache

    found = {}
    for name in sitemaps.SECTIONS:
        cache.clear()
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/sitemap-{name}-1.xml")
        found[name] = len(captured)
    return found


def test_two_rows_cost_what_twenty_do(home: Any, client: Client) -> None:
    def grow(count: int) -> None:
        for number in range(count):
            producer = ProducerFactory(name=f"Hộ {count} {number}")
            ProductFactory(title=f"Hũ {count} {number}", producer=producer)
            home.add_child(instance=GuidePage(title=f"Cách chọn {count} {number}"))
        cards.rebuild_all(day=timezone.localdate())

    showroom()
    grow(2)
    few = costs(client)
    grow(18)

    assert costs(client) == few


def test_who_has_it_already_is_not_sent_it_again(home: Any, client: Client) -> None:
    tag = client.get("/sitemap-pages-1.xml")["ETag"]

    again = client.get("/sitemap-pages-1.xml", headers={"if-none-match": tag})

    assert again.status_code == 304
    assert again.content == b""
    assert client.post("/sitemap-pages-1.xml").status_code == 405
