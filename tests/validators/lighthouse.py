"""Lighthouse on a phone, against the shop as it runs in production.

    python tests/validators/lighthouse.py [--runs 3] [--port 8399]

Serves the demo's database with production settings and static files, looks at each
page several times, writes the medians, and fails below what is asked."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
CHROMES = ("chromium", "chromium-browser", "google-chrome")
ASKED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PATIENCE = 60  # seconds until the server answers
TURNS = 3  # now and then it misses the start of its own trace, and wants to run again


def main() -> int:
    options = _options()
    chrome = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMES)), None
    )
    if not LIGHTHOUSE.exists() or chrome is None:
        _say("Skipped: Lighthouse needs Node with npm, and Chromium.")
        return 0
    site = f"http://127.0.0.1:{options.port}"
    with _server(options.port, site):
        rows = {
            name: _medians(site + path, options.runs, chrome)
            for name, path in _pages(site).items()
        }
    return _report(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--port", type=int, default=8399)
    return parser.parse_args()


@contextmanager
def _server(port: int, site: str) -> Iterator[None]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "storefront.settings.production",
        "SECRET_KEY": "only-for-measuring-on-this-machine-" + "0" * 32,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SHOP_URL": site,
        "SHOP_IS_DEMO": "false",  # a demo asks not to be listed
        "SECURE_SSL_REDIRECT": "false",
        "CACHE_URL": f"file://{ROOT / 'var' / 'lighthouse-cache'}",
    }
    python = sys.executable
    collect = ["manage.py", "collectstatic", "--noinput", "--ignore", "tinymce"]
    _run([python, *collect, "--verbosity", "0"], environment)
    server = subprocess.Popen(  # noqa: S603  our own server
        [
            str(Path(python).with_name("granian")),
            *("--interface", "wsgi", "--port", str(port), "--no-access-log"),
            *("--static-path-route", "/uploads"),
            *("--static-path-mount", str(ROOT / "var" / "uploads")),
            "storefront.wsgi:application",
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(site)
        yield
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait_for(site: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _text(site + "/robots.txt")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def _pages(site: str) -> dict[str, str]:
    """Home, listing, and the first product and article to be found."""
    listing, news = _text(site + "/san-pham/"), _text(site + "/nguon-tin/rss.xml")
    product = re.search(r'href="(/san-pham/[^"/?]+-\d+/)"', listing)
    article = re.search(r"<item>.*?<link>([^<]+)</link>", news, re.DOTALL)
    if product is None or article is None:
        raise SystemExit("The demo is not loaded: make seed")
    pages = {
        "home": "/",
        "listing": "/san-pham/",
        "product": product[1],
        "article": urlsplit(article[1]).path,
    }
    for path in pages.values():
        _text(site + path)  # the first look fills the caches
    return pages


def _medians(url: str, runs: int, chrome: str) -> dict[str, int]:
    reports = [_look(url, chrome) for _run_number in range(runs)]
    for audit in _failed(reports[-1]):
        _say(f"  {urlsplit(url).path}: {audit}")
    return {
        category: round(
            100 * statistics.median(r["categories"][category]["score"] for r in reports)
        )
        for category in ASKED
    }


def _look(url: str, chrome: str, turns: int = TURNS) -> dict[str, Any]:
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(ASKED)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    try:
        done = _run(command, {**os.environ, "CHROME_PATH": chrome})
    except subprocess.CalledProcessError:
        if turns == 1:
            raise
        return _look(url, chrome, turns - 1)
    report: dict[str, Any] = json.loads(done)
    return report


def _failed(report: dict[str, Any]) -> Iterator[str]:
    """What costs points outside of performance."""
    for category, asked in ASKED.items():
        for ref in report["categories"][category]["auditRefs"] if asked == 100 else ():
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['title']} {audit.get('displayValue', '')}"


def _report(rows: dict[str, dict[str, int]]) -> int:
    _say("| page | " + " | ".join(ASKED) + " |\n|---|" + "---|" * len(ASKED))
    for name, scores in rows.items():
        _say(f"| {name} | " + " | ".join(map(str, scores.values())) + " |")
    low = [
        f"{name}: {category} {score} < {ASKED[category]}"
        for name, scores in rows.items()
        for category, score in scores.items()
        if score < ASKED[category]
    ]
    for line in low:
        _say(line)
    return 1 if low else 0


def _text(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310  local
        text: str = answer.read().decode()
        return text


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603  commands of our own
        command,
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
