"""The HTML of every public page, judged by three checkers that others wrote.

The first is a package of Python's and runs with all other tests; html-validate and the
Nu checker need Node and Java: ``make validate``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from justhtml import JustHTML
from wagtail.models import Locale

from cms.models import HomePage
from tests.browser.shop import Shop, open_shop
from tests.catalog.pictures import picture
from tests.factories.campaigns import campaign
from tests.factories.orders import running_offer
from tests.factories.pages import pages_of_every_type

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commit_at_once")]

HERE = Path(__file__).parent
HTML_VALIDATE = HERE / "node_modules" / ".bin" / "html-validate"
NU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PATIENCE = 300  # seconds


@pytest.fixture
def pages(client: Client, tmp_path: Path) -> Path:
    """A folder with the HTML of one page of each kind, as ``name.html``."""
    shop = open_shop()
    addresses = _addresses(shop)
    client.post(f"/gio-hang/them/{shop.sweets.pk}/", {"quantity": 1, "action": "add"})
    for name, path in addresses.items():
        response = client.get(path)
        assert response.status_code == (404 if name == "missing" else 200), name
        (tmp_path / f"{name}.html").write_bytes(response.content)
    return tmp_path


def _addresses(shop: Shop) -> dict[str, str]:
    campaign(running_offer(), picture=picture())
    english = shop.home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    made = pages_of_every_type(shop.home)
    made["fair"].results = []  # it would show every block twice, names and all
    made["fair"].save()
    HomePage.objects.update(hero_picture=picture("Cổng làng"))
    return {
        "home": "/",
        "english-home": "/en/",
        "listing": "/san-pham/",
        "english-listing": "/en/san-pham/",
        "filtered": "/san-pham/?sao=4",
        "filters": "/san-pham/?loc=1",
        "product": shop.shoe.get_absolute_url(),
        "product-on-request": shop.bed.get_absolute_url(),
        "directory": "/danh-muc/",
        "village-listing": shop.village.get_absolute_url(),
        "villages": "/lang-nghe/",
        "producer": shop.producer.get_absolute_url(),
        "producers": "/co-so/",
        "showroom": shop.showroom.get_absolute_url(),
        "showrooms": "/diem-ban/",
        "certificate": shop.valid.get_absolute_url(),
        "verification": "/tra-cuu-chung-nhan/?q=giay",
        "news": "/chuyen-nghe/",
        "legal": "/dieu-kien-giao-dich/",
        "basket": "/gio-hang/",
        "checkout": "/dat-hang/",
        "tracking": "/don-hang/",
        "search": "/tim-kiem/?q=giay",
        "nothing-found": "/tim-kiem/?q=khong-co-gi",
        "login": "/tai-khoan/dang-nhap/",
        "missing": "/khong-co-trang-nay/",
        **{name: page.url for name, page in made.items()},
    }


def test_every_page_is_read_without_a_parse_error(pages: Path) -> None:
    faults = [
        f"{file.stem}: {fault}"
        for file in _files(pages)
        for fault in JustHTML(file.read_bytes(), collect_errors=True).errors
    ]

    assert faults == []


def test_the_parser_sees_what_is_wrong() -> None:
    read = JustHTML("<!doctype html><p><div></p></span>", collect_errors=True)

    assert len(read.errors) == 2


@pytest.mark.validator
def test_html_validate_finds_nothing(pages: Path) -> None:
    if not HTML_VALIDATE.exists():
        pytest.skip("needs Node and its packages: make validate")
    config = HERE / ".htmlvalidate.json"

    found = _run(
        HTML_VALIDATE, "--config", config, "--formatter", "text", *_files(pages)
    )

    assert not found, "\n" + "\n".join(found)


@pytest.mark.validator
def test_the_nu_checker_finds_nothing(pages: Path) -> None:
    java = shutil.which("java")
    if java is None or not NU.exists():
        pytest.skip("needs Java, Node and its packages: make validate")

    found = _run(java, "-jar", NU, "--errors-only", "--format", "gnu", *_files(pages))

    assert not found, "\n" + "\n".join(found)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.html"))


def _run(*command: str | Path) -> list[str]:
    """What a checker has to say, with the names of files alone."""
    done = subprocess.run(  # noqa: S603  paths of our own
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    folder = str(Path(command[-1]).parent)
    said = (done.stdout + done.stderr).replace(f"{folder}/", "").strip()
    if done.returncode and not said:
        return [f"exit code {done.returncode}"]
    return said.splitlines() if done.returncode else []
