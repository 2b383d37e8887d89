"""The one CSS file, the one sprite, and their budgets."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

from storefront.bundles import BUNDLE, PARTS, BundleFinder, joined

STATIC = PARTS.parents[1]
OF_ONE_KIND_OF_PAGE = (
    "home.css",
    "checkout.css",
    "product.css",
    "search.css",
)  # a page loads one of them at most
TEMPLATES = PARTS.parents[3] / "templates"


def test_finder_serves_all_parts_in_the_order_of_their_names():
    found = finders.find(BUNDLE)

    assert found
    css = Path(found).read_text(encoding="utf-8")
    assert css == joined(sorted(PARTS.glob("*.css")))
    assert css.startswith(":root{--paper:#f6efe1;")
    assert "/*" not in css


def test_finder_rewrites_a_bundle_that_has_grown_old():
    path = Path(BundleFinder().find(BUNDLE))
    path.write_text("old", encoding="utf-8")

    assert Path(BundleFinder().find(BUNDLE)).read_text(encoding="utf-8") != "old"


def test_collected_bundle_names_hashed_files(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    files = {}
    for finder in finders.get_finders():
        for path, source in finder.list([]):
            if path.startswith("storefront/") and path not in files:
                files[path] = (storage, path)
                with source.open(path) as opened:
                    storage.save(path, opened)

    for _, _, problem in storage.post_process(files):
        assert not isinstance(problem, Exception)

    css = (tmp_path / storage.hashed_files[BUNDLE]).read_text(encoding="utf-8")
    addresses = re.findall(r'url\("([^"]+)"\)', css)
    assert len(addresses) == 7
    assert all((tmp_path / "storefront" / address).exists() for address in addresses)


def test_css_and_script_keep_their_budgets():
    scripts = sum(path.stat().st_size for path in (STATIC / "js").glob("*.js"))
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))

    bundle = len(joined(sorted(PARTS.glob("*.css"))).encode())
    own = max((STATIC / "css" / name).stat().st_size for name in OF_ONE_KIND_OF_PAGE)
    assert bundle + own <= 30_000
    assert scripts <= 20_000
    assert fonts <= 70_000


def test_css_has_no_important_rule():
    assert "!important" not in joined(sorted(PARTS.glob("*.css")))


def test_every_shape_that_templates_name_is_in_the_sprite():
    sprite = (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
    shapes = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {
        name
        for template in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% icon "([a-z-]+)" %}', template.read_text("utf-8"))
    }

    assert named <= shapes
    assert {"logo", "stars"} <= shapes
